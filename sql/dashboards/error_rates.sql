-- Which tools fail, how often, and in which way?
--
-- Parameters: as in latency_by_tool.
-- Columns: tool, kind (rejected by a guardrail, failed, timed_out, cancelled, breaker_open),
--   error_code, calls (that ended so), tool_calls (all calls of the tool), share (0 to 1, of
--   tool_calls). A tool without errors has one row: kind and error_code are NULL, calls 0.
WITH counted AS (
    SELECT tool, CASE WHEN error_code = 'BreakerOpen' THEN 'breaker_open' ELSE status END AS kind,
        error_code, sum(calls) AS calls
    FROM spark_call_sums(
        %(since)s, %(until)s, %(tool)s, %(session_id)s, %(user_id)s, %(feature)s)
    GROUP BY 1, 2, 3
), tools AS (
    SELECT tool, sum(calls) AS tool_calls FROM counted GROUP BY 1
)
SELECT tool, kind, error_code, coalesce(calls, 0) AS calls, tool_calls,
    (coalesce(calls, 0) / tool_calls)::double precision AS share
FROM tools LEFT JOIN (SELECT * FROM counted WHERE kind <> 'succeeded') AS errors USING (tool)
ORDER BY sum(coalesce(calls, 0)) OVER (PARTITION BY tool) / tool_calls DESC, tool, calls DESC, 2, 3
