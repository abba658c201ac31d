-- How did call durations change over time, by tool?
--
-- Parameters: as in latency_by_tool; bucket (interval, width of one point).
-- Columns: at (start of the bucket), tool, calls, p50_ms, p95_ms, p99_ms (milliseconds, exact within
--   the bucket).
SELECT date_bin(%(bucket)s, started_at, %(since)s) AS at,
       tool,
       count(*) AS calls,
       percentile_cont(0.50) WITHIN GROUP (ORDER BY duration_ms) AS p50_ms,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ms) AS p95_ms,
       percentile_cont(0.99) WITHIN GROUP (ORDER BY duration_ms) AS p99_ms
FROM spark_function_calls
WHERE started_at >= %(since)s
  AND started_at < %(until)s
  AND status <> 'rejected'
  AND (%(tool)s::text IS NULL OR tool = %(tool)s)
  AND (%(session_id)s::text IS NULL OR session_id = %(session_id)s)
  AND (%(user_id)s::text IS NULL OR user_id = %(user_id)s)
GROUP BY 1, 2
ORDER BY 1, 2
