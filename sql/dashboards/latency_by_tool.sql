-- How long do calls take, by tool?
--
-- Parameters: since, until (timestamptz, half-open); tool, session_id, user_id, feature (text, NULL
--   for all).
-- Columns: tool, calls, p50_ms, p95_ms, p99_ms (milliseconds, within a hundredth when rollups are read),
--   mean_ms, max_ms (exact); slowest p95 first.
-- Calls that a guardrail stopped never reached a service and are left out.
WITH durations AS (
    SELECT tool, milliseconds, sum(calls)::bigint AS calls
    FROM spark_call_durations(
        %(since)s, %(until)s, %(tool)s, %(session_id)s, %(user_id)s, %(feature)s)
    GROUP BY 1, 2
), percentiles AS (
    SELECT tool, spark_percentiles(
        array_agg(milliseconds ORDER BY milliseconds), array_agg(calls ORDER BY milliseconds),
        ARRAY[0.50, 0.95, 0.99]) AS p
    FROM durations
    GROUP BY 1
), sums AS (
    SELECT tool, sum(calls) AS calls, sum(duration_ms) / sum(calls) AS mean_ms,
        max(max_ms) AS max_ms
    FROM spark_call_sums(
        %(since)s, %(until)s, %(tool)s, %(session_id)s, %(user_id)s, %(feature)s)
    WHERE status <> 'rejected'
    GROUP BY 1
)
SELECT tool, calls, p[1] AS p50_ms, p[2] AS p95_ms, p[3] AS p99_ms, mean_ms, max_ms
FROM percentiles JOIN sums USING (tool)
ORDER BY p95_ms DESC
