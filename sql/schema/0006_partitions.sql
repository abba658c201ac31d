-- What grows with every call is cut by week, so that a week can go at once when it is too old.
--
-- A week is a table like spark_events_20261123, named after its Monday (UTC). Rows of a week that
-- has no table yet are kept in spark_events_default until spark_make_weeks moves them: so is
-- everything an older database holds. A row's key needs the time by which the table is cut; its id
-- alone is still unique, since a row that is sent twice is sent with the same time.

CREATE TABLE spark_weekly_tables (
    name  text PRIMARY KEY,
    id    text NOT NULL,
    at    text NOT NULL
);
COMMENT ON TABLE spark_weekly_tables IS
    'Which tables are cut by week, by which column of theirs (at), and what names a row (id).';
REVOKE INSERT, UPDATE ON spark_weekly_tables FROM spark_writer;

INSERT INTO spark_weekly_tables (name, id, at) VALUES
    ('spark_function_calls', 'call_id', 'started_at'),
    ('spark_events', 'event_id', 'occurred_at'),
    ('spark_previews', 'call_id', 'rendered_at'),
    ('spark_metrics', 'metric_id', 'sampled_at');

DROP INDEX spark_function_calls_time, spark_function_calls_session, spark_events_time,
    spark_events_session, spark_previews_session, spark_metrics_time;

DO $$
DECLARE
    weekly record;
    rest   text;
BEGIN
    FOR weekly IN SELECT * FROM spark_weekly_tables LOOP
        rest := weekly.name || '_default';
        EXECUTE format('ALTER TABLE %I RENAME TO %I', weekly.name, rest);
        EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', rest, weekly.name || '_pkey');
        EXECUTE format(
            'CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS)'
            ' PARTITION BY RANGE (%I)', weekly.name, rest, weekly.at);
        EXECUTE format('ALTER TABLE %I ADD PRIMARY KEY (%I, %I)', weekly.name, weekly.id, weekly.at);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I DEFAULT', weekly.name, rest);
        EXECUTE format('CREATE INDEX %I ON %I (session_id, %I)',
            weekly.name || '_session', weekly.name, weekly.at);
    END LOOP;
END
$$;

-- Single minutes of calls are read again and again, also just after many were written, when a BRIN
-- index knows nothing of them yet.
CREATE INDEX spark_function_calls_time ON spark_function_calls (started_at);
CREATE INDEX spark_events_time ON spark_events USING brin (occurred_at) WITH (autosummarize = on);
CREATE INDEX spark_metrics_time ON spark_metrics USING brin (sampled_at) WITH (autosummarize = on);

CREATE FUNCTION spark_week(at timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN date_bin('7 days', at, '2001-01-01 00:00:00+00');  -- a Monday

-- Makes the table of one week and moves into it what had to wait in the default one.
CREATE FUNCTION spark_make_week(weekly spark_weekly_tables, week timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    part  text := weekly.name || to_char(week AT TIME ZONE 'UTC', '_YYYYMMDD');
    until timestamptz := week + interval '7 days';
BEGIN
    IF to_regclass(part) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
        part, weekly.name);
    EXECUTE format(
        'WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %2$I < %4$L RETURNING *)'
        ' INSERT INTO %5$I SELECT * FROM moved',
        weekly.name || '_default', weekly.at, week, until, part);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        weekly.name, part, week, until);
END
$$;

-- Makes the tables of every week from then to the next one, and of those that rows wait for.
CREATE FUNCTION spark_make_weeks(since timestamptz DEFAULT now()) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    weekly spark_weekly_tables;
    week   timestamptz;
BEGIN
    FOR weekly IN SELECT * FROM spark_weekly_tables LOOP
        FOR week IN EXECUTE format(
            'SELECT generate_series(spark_week(%L), now() + interval ''7 days'', ''7 days'')'
            ' UNION SELECT spark_week(%I) FROM %I', since, weekly.at, weekly.name || '_default')
        LOOP
            PERFORM spark_make_week(weekly, week);
        END LOOP;
    END LOOP;
END
$$;
