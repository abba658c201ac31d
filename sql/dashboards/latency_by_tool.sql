-- How long do calls take, by tool?
--
-- Parameters: since, until (timestamptz, half-open range); tool, session_id, user_id (text or NULL
--   for all).
-- Columns: tool, calls, p50_ms, p95_ms, p99_ms, max_ms (milliseconds, exact), first_at, last_at.
-- Calls that a guardrail stopped never reached a service and are left out.
SELECT tool,
       count(*) AS calls,
       percentile_cont(0.50) WITHIN GROUP (ORDER BY duration_ms) AS p50_ms,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ms) AS p95_ms,
       percentile_cont(0.99) WITHIN GROUP (ORDER BY duration_ms) AS p99_ms,
       max(duration_ms) AS max_ms,
       min(started_at) AS first_at,
       max(started_at) AS last_at
FROM spark_function_calls
WHERE started_at >= %(since)s
  AND started_at < %(until)s
  AND status <> 'rejected'
  AND (%(tool)s::text IS NULL OR tool = %(tool)s)
  AND (%(session_id)s::text IS NULL OR session_id = %(session_id)s)
  AND (%(user_id)s::text IS NULL OR user_id = %(user_id)s)
GROUP BY tool
ORDER BY p95_ms DESC
