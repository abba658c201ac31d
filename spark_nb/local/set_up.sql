-- The embedded server's roles, database and replication slot. Runs as often as it likes: what is
-- there stays. Tables and grants come from the migrations. The variables hold SCRAM verifiers.

SET log_min_duration_statement = -1;
SET log_min_error_statement = panic;

SELECT format('CREATE ROLE %I LOGIN', name)
FROM unnest(ARRAY['spark_writer', 'spark_reader', 'spark_repl']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

ALTER ROLE spark_writer LOGIN PASSWORD :'writer';
ALTER ROLE spark_reader LOGIN PASSWORD :'reader';
ALTER ROLE spark_reader SET default_transaction_read_only = on;
ALTER ROLE spark_repl LOGIN REPLICATION PASSWORD :'replication';

-- The database that initdb made serves as ours: a new one would cost as much as the rest of this.
SELECT 'ALTER DATABASE postgres RENAME TO spark'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'spark')
\gexec

SELECT pg_create_physical_replication_slot('spark_standby', true)
WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = 'spark_standby');
