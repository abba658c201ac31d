-- Where does a dashboard read from, and how old is what it sees?
--
-- Parameters: none.
-- Columns: is_replica; lag_s (seconds since the newest replayed commit, 0 when everything received
--   is replayed, NULL on a primary).
SELECT pg_is_in_recovery() AS is_replica,
       CASE
           WHEN NOT pg_is_in_recovery() THEN NULL
           WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
           ELSE extract(epoch FROM now() - pg_last_xact_replay_timestamp())
       END::double precision AS lag_s
