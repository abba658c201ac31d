-- What somebody has to do now and then: a session does, once a minute, as the writing role.

-- Drops the weeks that ended more than that many days ago, when nothing in them waits to be rolled up.
CREATE FUNCTION spark_drop_weeks(keep_days integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    part   record;
    oldest timestamptz := spark_week(now() - make_interval(days => keep_days));
BEGIN
    IF keep_days < 1 THEN
        RAISE EXCEPTION 'Rows are kept for a day at least (got % days).', keep_days;
    END IF;
    IF EXISTS (SELECT FROM spark_stale_minutes WHERE at < oldest)
        OR EXISTS (SELECT FROM spark_stale_periods WHERE at < oldest) THEN
        RETURN;
    END IF;
    FOR part IN
        SELECT child.relname AS name
        FROM spark_weekly_tables AS weekly
            JOIN pg_inherits ON inhparent = to_regclass(weekly.name)
            JOIN pg_class AS child ON child.oid = inhrelid
        WHERE child.relname ~ '_\d{8}$'
            AND to_timestamp(right(child.relname, 8) || '+00', 'YYYYMMDDTZH') < oldest
    LOOP
        EXECUTE format('DROP TABLE %I', part.name);
    END LOOP;
    UPDATE spark_kept SET since = greatest(since, oldest);
END
$$;

-- Makes the weeks that are needed and rolls up some of what is due. When nothing is left of that,
-- drops the weeks that ended more than keep_days ago (NULL: none). Returns 0 when all is done.
CREATE FUNCTION spark_upkeep(keep_days integer) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM spark_make_weeks();
    made := spark_roll_up();
    IF made = 0 AND keep_days IS NOT NULL THEN
        PERFORM spark_drop_weeks(keep_days);
    END IF;
    RETURN made;
END
$$;

REVOKE EXECUTE ON FUNCTION spark_make_weeks, spark_drop_weeks, spark_roll_up FROM PUBLIC;
GRANT EXECUTE ON FUNCTION spark_make_weeks, spark_drop_weeks, spark_roll_up TO spark_writer;

SELECT spark_make_weeks();
