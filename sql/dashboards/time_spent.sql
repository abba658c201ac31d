-- Where does the time of calls go, by tool?
--
-- Parameters: as in latency_by_tool. The last two columns are not known by feature: they are NULL
--   when one is asked for.
-- Columns: tool, calls (of which it is known), queue_ms (waiting for a slot), service_ms (in the
--   service, with retries), other_ms (checks and looking at files before a write), rows_ms,
--   publish_ms (after the answer: writing rows, handing events on); sums in milliseconds.
WITH calls AS (
    SELECT tool, sum(timed) AS calls, sum(queue_ms) AS queue_ms, sum(service_ms) AS service_ms,
        greatest(sum(timed_ms) - sum(queue_ms) - sum(service_ms), 0) AS other_ms
    FROM spark_call_sums(
        %(since)s, %(until)s, %(tool)s, %(session_id)s, %(user_id)s, %(feature)s)
    GROUP BY 1
    HAVING sum(timed) > 0
), steps AS (
    SELECT split_part(name, '.', 3) AS tool,
        sum(value) FILTER (WHERE name LIKE 'time.rows.%%') AS rows_ms,
        sum(value) FILTER (WHERE name LIKE 'time.publish.%%') AS publish_ms
    FROM spark_metrics
    WHERE name LIKE 'time.%%' AND sampled_at >= %(since)s AND sampled_at < %(until)s
        AND %(feature)s::text IS NULL
        AND (%(session_id)s::text IS NULL OR session_id = %(session_id)s)
        AND (%(user_id)s::text IS NULL OR session_id IN (
            SELECT session_id FROM spark_sessions WHERE user_id = %(user_id)s))
    GROUP BY 1
)
SELECT tool, calls, queue_ms, service_ms, other_ms, rows_ms, publish_ms
FROM calls LEFT JOIN steps USING (tool)
ORDER BY queue_ms + service_ms + other_ms DESC
