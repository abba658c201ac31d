-- Has the replica replayed everything up to a position?
--
-- Parameters: position (pg_lsn).
-- Columns: replayed; true on a primary, which has all it will ever have.
SELECT NOT pg_is_in_recovery() OR pg_last_wal_replay_lsn() >= %(position)s::pg_lsn AS replayed
