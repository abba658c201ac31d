-- Where does a dashboard read from, and how old is what it sees?
--
-- Parameters: none.
-- Columns: is_replica; newest_at (the newest commit it has replayed; NULL on a primary, and on a
--   replica that has replayed none since it started).
SELECT pg_is_in_recovery() AS is_replica, pg_last_xact_replay_timestamp() AS newest_at
