-- Up to which position must a replica have replayed to know all that is committed? For the primary.
--
-- Parameters: none.
-- Columns: position (pg_lsn as text).
SELECT pg_current_wal_flush_lsn()::text AS position
