-- Whose calls are slowest? The ten sessions with the highest 95th percentile.
--
-- Parameters: as in latency_by_tool.
-- Columns: session_id, user_id, project, started_at (NULL while the session's own row is on its
--   way), calls, p50_ms, p95_ms, p99_ms (milliseconds, within a hundredth when rollups are read), max_ms
--   (exact), total_s (seconds spent in calls). Calls that a guardrail stopped are left out.
WITH durations AS (
    SELECT session_id, milliseconds, sum(calls)::bigint AS calls
    FROM spark_call_durations(
        %(since)s, %(until)s, %(tool)s, %(session_id)s, %(user_id)s, %(feature)s, true)
    GROUP BY 1, 2
), slowest AS (
    SELECT session_id, spark_percentiles(
        array_agg(milliseconds ORDER BY milliseconds), array_agg(calls ORDER BY milliseconds),
        ARRAY[0.50, 0.95, 0.99]) AS p
    FROM durations
    GROUP BY 1
), ten AS (
    SELECT session_id, p FROM slowest ORDER BY p[2] DESC, session_id LIMIT 10
), sums AS (
    SELECT session_id, max(user_id) AS user_id, sum(calls) AS calls, max(max_ms) AS max_ms,
        sum(duration_ms) / 1000 AS total_s
    FROM spark_call_sums(
        %(since)s, %(until)s, %(tool)s, %(session_id)s, %(user_id)s, %(feature)s, true)
    WHERE status <> 'rejected'
    GROUP BY 1
)
SELECT session_id, sums.user_id, project, started_at, calls, p[1] AS p50_ms, p[2] AS p95_ms,
    p[3] AS p99_ms, max_ms, total_s
FROM ten JOIN sums USING (session_id) LEFT JOIN spark_sessions USING (session_id)
ORDER BY p95_ms DESC, session_id
