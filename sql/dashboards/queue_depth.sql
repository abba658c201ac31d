-- How many calls, events and rows wait, over time?
--
-- Parameters: since, until (timestamptz, half-open); session_id, user_id (text, NULL for all);
--   bucket (interval, width of one point).
-- Columns: at (start of the bucket), queue (unity, cv, asr: calls; events; rows: batches kept while
--   the database is away), mean_depth, max_depth, samples. Sessions of one process share the queues
--   to services and see the same depth.
SELECT date_bin(%(bucket)s, sampled_at, 'epoch') AS at, split_part(name, '.', 1) AS queue,
    avg(value) AS mean_depth, max(value) AS max_depth, count(*) AS samples
FROM spark_metrics
WHERE name IN ('unity.queue_depth', 'cv.queue_depth', 'asr.queue_depth', 'events.queue_depth',
        'rows.delayed')
    AND sampled_at >= %(since)s AND sampled_at < %(until)s
    AND (%(session_id)s::text IS NULL OR session_id = %(session_id)s)
    AND (%(user_id)s::text IS NULL OR session_id IN (
        SELECT session_id FROM spark_sessions WHERE user_id = %(user_id)s))
GROUP BY 1, 2
ORDER BY 1, 2
