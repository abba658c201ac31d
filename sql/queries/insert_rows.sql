-- Everything one call leaves behind, in one statement and one round trip. The parameter is a JSON
-- object: by table, an array of objects whose keys are the table's columns. What was written once
-- stays as it is, so sending the same rows twice is safe. Sessions and build jobs say how things
-- are now: the newest word counts, in whatever order the words arrive. Rows that waited may be older
-- than a column: what such a column is then is said here, for a column left out is NULL.
WITH sent AS (
    SELECT %(rows)s::jsonb AS rows
), function_calls AS (
    INSERT INTO spark_function_calls
    SELECT found.* FROM sent,
        jsonb_populate_recordset(NULL::spark_function_calls, rows -> 'spark_function_calls') found
    ON CONFLICT DO NOTHING
), events AS (
    INSERT INTO spark_events
    SELECT found.* FROM sent,
        jsonb_populate_recordset(NULL::spark_events, rows -> 'spark_events') found
    ON CONFLICT DO NOTHING
), scripts AS (
    INSERT INTO spark_generated_scripts
    SELECT found.* FROM sent, jsonb_populate_recordset(
        NULL::spark_generated_scripts, rows -> 'spark_generated_scripts') found
    ON CONFLICT DO NOTHING
), previews AS (
    INSERT INTO spark_previews
    SELECT found.* FROM sent,
        jsonb_populate_recordset(NULL::spark_previews, rows -> 'spark_previews') found
    ON CONFLICT DO NOTHING
), usage AS (
    INSERT INTO spark_usage
    SELECT found.* FROM sent, jsonb_populate_recordset(
        jsonb_populate_record(NULL::spark_usage, '{"cache_write_tokens": 0}'),
        rows -> 'spark_usage') found
    ON CONFLICT DO NOTHING
), metrics AS (
    INSERT INTO spark_metrics
    SELECT found.* FROM sent,
        jsonb_populate_recordset(NULL::spark_metrics, rows -> 'spark_metrics') found
    ON CONFLICT DO NOTHING
), build_jobs AS (
    INSERT INTO spark_build_jobs AS known
    SELECT DISTINCT ON (found.job_id) found.* FROM sent,
        jsonb_populate_recordset(NULL::spark_build_jobs, rows -> 'spark_build_jobs') found
    ORDER BY found.job_id, found.ended_at NULLS LAST, found.progress DESC, found.started_at
    ON CONFLICT (job_id) DO UPDATE
    SET status = excluded.status,
        stage = excluded.stage,
        progress = excluded.progress,
        artifact = excluded.artifact,
        byte_length = excluded.byte_length,
        error_code = excluded.error_code,
        started_at = coalesce(known.started_at, excluded.started_at),
        ended_at = excluded.ended_at
    WHERE known.ended_at IS NULL
        AND (excluded.ended_at IS NOT NULL OR excluded.progress >= known.progress)
), sessions AS (
    INSERT INTO spark_sessions AS known
    SELECT DISTINCT ON (found.session_id) found.* FROM sent,
        jsonb_populate_recordset(NULL::spark_sessions, rows -> 'spark_sessions') found
    ORDER BY found.session_id, found.last_seen_at DESC
    ON CONFLICT (session_id) DO UPDATE
    SET last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at),
        ended_at = CASE WHEN excluded.last_seen_at >= known.last_seen_at
            THEN excluded.ended_at ELSE known.ended_at END
)
SELECT 1
