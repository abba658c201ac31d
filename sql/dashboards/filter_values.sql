-- What can be chosen in the filters of a dashboard?
--
-- Parameters: since, until (timestamptz, half-open).
-- Columns: name (tool, session_id, user_id or feature), value; sessions newest first, 50 at most.
WITH hours AS (
    SELECT DISTINCT tool, user_id, feature
    FROM spark_session_rollups
    WHERE at >= %(since)s::timestamptz - interval '1 hour' AND at < %(until)s
    UNION
    SELECT DISTINCT tool, user_id, feature
    FROM spark_stale_periods AS stale JOIN spark_function_calls
        ON started_at >= greatest(stale.at, %(since)s)
        AND started_at < least(stale.at + stale.grain, %(until)s)
    WHERE stale.grain = interval '1 hour'
    UNION
    SELECT DISTINCT tool, user_id, feature
    FROM spark_stale_minutes AS stale JOIN spark_function_calls
        ON started_at >= greatest(stale.at, %(since)s)
        AND started_at < least(stale.at + interval '1 minute', %(until)s)
), sessions AS (
    SELECT session_id, last_seen_at FROM spark_sessions
    WHERE started_at < %(until)s AND last_seen_at >= %(since)s
    ORDER BY last_seen_at DESC LIMIT 50
)
SELECT DISTINCT 'tool' AS name, tool AS value, NULL::timestamptz AS seen FROM hours
UNION SELECT 'user_id', user_id, NULL FROM hours
UNION SELECT 'feature', feature, NULL FROM hours WHERE feature IS NOT NULL
UNION SELECT 'session_id', session_id, last_seen_at FROM sessions
ORDER BY name, seen DESC, value
