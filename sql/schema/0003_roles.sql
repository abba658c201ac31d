-- Two roles: spark_writer for sessions, spark_reader for dashboards. Made here without a login where
-- nobody made them before; an administrator gives them one, or grants them to users.

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['spark_writer', 'spark_reader'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', name);
        END IF;
    END LOOP;
END
$$;

GRANT USAGE ON SCHEMA public TO spark_writer, spark_reader;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO spark_writer;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO spark_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE ON TABLES TO spark_writer;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO spark_reader;
