-- How are the durations of a tool's calls spread?
--
-- Parameters: as in latency_by_tool.
-- Columns: tool, from_ms, to_ms (edges of a bucket, each a tenth above the one before), calls.
SELECT tool, 1.02 ^ (5 * step) AS from_ms, 1.02 ^ (5 * step + 5) AS to_ms, sum(calls) AS calls
FROM (
    SELECT tool, floor((spark_bucket(milliseconds) - 1) / 5.0) AS step, calls
    FROM spark_call_durations(
        %(since)s, %(until)s, %(tool)s, %(session_id)s, %(user_id)s, %(feature)s)
) AS counted
GROUP BY tool, step
ORDER BY tool, step
