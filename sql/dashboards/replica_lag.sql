-- How far is the replica behind the primary?
--
-- Parameters: none.
-- Columns: lag_s (seconds since the newest commit it knows; 0 while it is connected and has replayed
--   all it got, and on a primary; NULL when it has replayed none since it started).
SELECT CASE
        WHEN NOT pg_is_in_recovery() THEN 0
        WHEN EXISTS (SELECT FROM pg_stat_wal_receiver)
            AND pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
        ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())
    END::double precision AS lag_s
