-- Does an answer about a range come from rollups, at least in part?
--
-- Parameters: since, until (timestamptz, half-open); by_session (boolean: it has to know sessions,
--   users or features); coarsest (interval: nothing coarser is read).
-- Columns: rolled_up.
SELECT coalesce(bool_or(grain IS NOT NULL), false) AS rolled_up
FROM spark_cover(%(since)s, %(until)s, %(by_session)s, %(coarsest)s)
