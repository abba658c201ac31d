-- How many calls do what they were asked to, by tool?
--
-- Parameters: as in latency_by_tool.
-- Columns: tool, calls, succeeded, success_rate (0 to 1), retried (calls that took more than one
--   attempt), cache_hits; worst rate first.
SELECT tool, sum(calls) AS calls,
    coalesce(sum(calls) FILTER (WHERE status = 'succeeded'), 0) AS succeeded,
    (coalesce(sum(calls) FILTER (WHERE status = 'succeeded'), 0) / sum(calls))::double precision
        AS success_rate,
    sum(retried) AS retried, sum(cache_hits) AS cache_hits
FROM spark_call_sums(%(since)s, %(until)s, %(tool)s, %(session_id)s, %(user_id)s, %(feature)s)
GROUP BY 1
ORDER BY success_rate, calls DESC, tool
