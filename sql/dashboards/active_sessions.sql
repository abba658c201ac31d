-- How many sessions were open, over time?
--
-- Parameters: since, until (timestamptz, half-open); session_id, user_id (text, NULL for all);
--   bucket (interval, width of one point).
-- Columns: at (start of the bucket), sessions (open at some time in it), users. A session is open
--   from its start to the last sign of life.
SELECT at, count(session_id) AS sessions, count(DISTINCT user_id) AS users
FROM generate_series(date_bin(%(bucket)s, %(since)s, 'epoch'), %(until)s, %(bucket)s) AS at
    LEFT JOIN spark_sessions
        ON started_at < least(at + %(bucket)s, %(until)s)
        AND last_seen_at >= greatest(at, %(since)s)
        AND (%(session_id)s::text IS NULL OR session_id = %(session_id)s)
        AND (%(user_id)s::text IS NULL OR user_id = %(user_id)s)
WHERE at < %(until)s
GROUP BY 1
ORDER BY 1
