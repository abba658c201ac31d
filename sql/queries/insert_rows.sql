-- Everything one call leaves behind, in one statement and one round trip. Each parameter is a JSON
-- array of objects whose keys are the table's columns. A row that is there already stays as it is,
-- so sending the same rows twice is safe.
WITH function_calls AS (
    INSERT INTO spark_function_calls
    SELECT * FROM jsonb_populate_recordset(NULL::spark_function_calls, %(spark_function_calls)s)
    ON CONFLICT DO NOTHING
), events AS (
    INSERT INTO spark_events
    SELECT * FROM jsonb_populate_recordset(NULL::spark_events, %(spark_events)s)
    ON CONFLICT DO NOTHING
), scripts AS (
    INSERT INTO spark_generated_scripts
    SELECT * FROM
        jsonb_populate_recordset(NULL::spark_generated_scripts, %(spark_generated_scripts)s)
    ON CONFLICT DO NOTHING
), previews AS (
    INSERT INTO spark_previews
    SELECT * FROM jsonb_populate_recordset(NULL::spark_previews, %(spark_previews)s)
    ON CONFLICT DO NOTHING
), metrics AS (
    INSERT INTO spark_metrics
    SELECT * FROM jsonb_populate_recordset(NULL::spark_metrics, %(spark_metrics)s)
    ON CONFLICT DO NOTHING
), sessions AS (
    INSERT INTO spark_sessions
    SELECT * FROM jsonb_populate_recordset(NULL::spark_sessions, %(spark_sessions)s)
    ON CONFLICT (session_id) DO UPDATE
    SET last_seen_at = greatest(spark_sessions.last_seen_at, excluded.last_seen_at),
        ended_at = excluded.ended_at
)
SELECT 1
