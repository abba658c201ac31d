-- Where in a range was anybody there? Charts over time choose the width of their points by it.
--
-- Parameters: since, until (timestamptz, half-open); session_id, user_id (text, NULL for all).
-- Columns: first_at, last_at (within the range, NULL when no session is known).
SELECT greatest(min(started_at), %(since)s) AS first_at,
    least(max(last_seen_at), %(until)s) AS last_at
FROM spark_sessions
WHERE started_at < %(until)s AND last_seen_at >= %(since)s
    AND (%(session_id)s::text IS NULL OR session_id = %(session_id)s)
    AND (%(user_id)s::text IS NULL OR user_id = %(user_id)s)
