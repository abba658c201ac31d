-- How did call durations change over time, by tool?
--
-- Parameters: as in latency_by_tool; bucket (interval, width of one point).
-- Columns: at (start of the bucket), tool, calls, p50_ms, p95_ms, p99_ms (milliseconds, within a hundredth
--   when rollups are read).
WITH durations AS (
    SELECT date_bin(%(bucket)s, at, 'epoch') AS at, tool, milliseconds,
        sum(calls)::bigint AS calls
    FROM spark_call_durations(
        %(since)s, %(until)s, %(tool)s, %(session_id)s, %(user_id)s, %(feature)s, false,
        %(bucket)s)
    GROUP BY 1, 2, 3
), percentiles AS (
    SELECT at, tool, sum(calls) AS calls, spark_percentiles(
        array_agg(milliseconds ORDER BY milliseconds), array_agg(calls ORDER BY milliseconds),
        ARRAY[0.50, 0.95, 0.99]) AS p
    FROM durations
    GROUP BY 1, 2
)
SELECT at, tool, calls, p[1] AS p50_ms, p[2] AS p95_ms, p[3] AS p99_ms
FROM percentiles
ORDER BY 1, 2
