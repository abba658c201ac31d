-- What became of builds, and how long did they take?
--
-- Parameters: since, until (timestamptz, half-open, of the time they were asked for); session_id,
--   user_id (text, NULL for all).
-- Columns: job_id, session_id, target, status (queued, running, succeeded, failed, cancelled,
--   timed_out), stage, progress (0 to 1), error_code, byte_length, queued_at, waited_s, took_s
--   (seconds, NULL as long as it is not over); newest first.
SELECT job_id::text, session_id, target, status, stage, progress, error_code, byte_length,
    queued_at,
    extract(epoch FROM started_at - queued_at)::double precision AS waited_s,
    extract(epoch FROM ended_at - coalesce(started_at, queued_at))::double precision AS took_s
FROM spark_build_jobs
WHERE queued_at >= %(since)s AND queued_at < %(until)s
    AND (%(session_id)s::text IS NULL OR session_id = %(session_id)s)
    AND (%(user_id)s::text IS NULL OR session_id IN (
        SELECT session_id FROM spark_sessions WHERE user_id = %(user_id)s))
ORDER BY queued_at DESC, job_id
