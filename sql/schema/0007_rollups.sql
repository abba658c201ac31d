-- Sums and histograms of calls, so that a question about ten million of them reads a few thousand.
--
-- A trigger marks the minute of every call that is written; spark_roll_up makes the marked minutes
-- anew from the calls, then their hours and days. What is marked is read from the calls themselves.
-- So an answer is right at every moment: rows may come late, twice, from many writers at once, and
-- nobody has to roll up for it. Sums are made again and never added to: nothing is counted twice.
--
-- A bucket holds the durations from 1.02^(n-1) to 1.02^n ms; what stands for it is off by 1 % at
-- most. Histograms of one tool, whatever their times, can be added up.

CREATE FUNCTION spark_bucket(milliseconds double precision) RETURNS smallint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ceil(ln(greatest(milliseconds, 0.001)) / ln(1.02::double precision))::smallint;

CREATE FUNCTION spark_bucket_ms(bucket smallint) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 2 / 2.02::double precision * 1.02::double precision ^ bucket::double precision;

-- Calls as rollups of one call each.
CREATE VIEW spark_single_calls AS
SELECT started_at AS at, tool, status, error_code, session_id, user_id, feature,
    1::bigint AS calls,
    (attempts > 1)::integer::bigint AS retried,
    cache_hit::integer::bigint AS cache_hits,
    duration_ms,
    duration_ms AS max_ms,
    (queue_ms IS NOT NULL)::integer::bigint AS timed,
    CASE WHEN queue_ms IS NULL THEN 0 ELSE duration_ms END AS timed_ms,
    coalesce(queue_ms, 0) AS queue_ms,
    coalesce(service_ms, 0) AS service_ms
FROM spark_function_calls;

-- One writer's mark on a minute. Each connection has its own, so that no two wait for one another.
CREATE TABLE spark_stale_minutes (
    at     timestamptz,
    writer integer,
    PRIMARY KEY (at, writer)
) WITH (fillfactor = 50);

-- Since when all calls are there. What is older was dropped, so its sums cannot be made anew.
CREATE TABLE spark_kept (since timestamptz NOT NULL);
INSERT INTO spark_kept VALUES ('-infinity');

-- Hours and days that were not made anew since one of their minutes was.
CREATE TABLE spark_stale_periods (
    grain interval,
    at    timestamptz,
    PRIMARY KEY (grain, at)
);

-- Calls of one minute, hour or day by what can be told of every tool.
CREATE TABLE spark_call_rollups (
    grain          interval NOT NULL,
    at             timestamptz NOT NULL,
    tool           text NOT NULL,
    status         text NOT NULL,
    error_code     text,
    calls          bigint NOT NULL,
    retried        bigint NOT NULL,
    cache_hits     bigint NOT NULL,
    duration_ms    double precision NOT NULL,
    max_ms         double precision NOT NULL,
    timed          bigint NOT NULL,
    timed_ms       double precision NOT NULL,
    queue_ms       double precision NOT NULL,
    service_ms     double precision NOT NULL,
    buckets        smallint[] NOT NULL,
    counts         bigint[] NOT NULL
);
CREATE INDEX spark_call_rollups_time ON spark_call_rollups (grain, at) INCLUDE (calls);
COMMENT ON TABLE spark_call_rollups IS
    'Sums of the calls of a minute, hour or day. timed_ms, queue_ms and service_ms are sums over the'
    ' timed calls: those whose queue_ms is known.';

-- The calls of one hour by everything that can be asked for.
CREATE TABLE spark_session_rollups (
    LIKE spark_call_rollups,
    session_id text NOT NULL,
    user_id    text NOT NULL,
    feature    text
);
CREATE INDEX spark_session_rollups_time ON spark_session_rollups (at);

REVOKE INSERT, UPDATE ON spark_kept, spark_stale_minutes, spark_stale_periods, spark_call_rollups,
    spark_session_rollups FROM spark_writer;

-- A mark that is there is written again: whoever makes the minute anew has then either seen these
-- calls, or left the mark.
CREATE FUNCTION spark_mark_minutes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO spark_stale_minutes AS known (at, writer)
    SELECT DISTINCT date_bin('1 minute', started_at, 'epoch'), pg_backend_pid() FROM written
    ORDER BY 1
    ON CONFLICT (at, writer) DO UPDATE SET writer = known.writer;
    RETURN NULL;
END
$$;

CREATE TRIGGER spark_mark_minutes AFTER INSERT ON spark_function_calls
REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION spark_mark_minutes();

INSERT INTO spark_stale_minutes
SELECT DISTINCT date_bin('1 minute', started_at, 'epoch'), 0 FROM spark_function_calls;

-- The whole periods of that length within each range of ``within``.
CREATE FUNCTION spark_whole(within tstzmultirange, grain interval) RETURNS tstzmultirange
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(range_agg(tstzrange(first, last)), '{}')
    FROM unnest(within) AS part,
        LATERAL (SELECT date_bin(grain, lower(part) + grain - interval '1 microsecond', 'epoch'),
                        date_bin(grain, upper(part), 'epoch')) AS bounds (first, last)
    WHERE first < last
$$;

-- Up to so many calls are read one by one, which takes some tens of milliseconds.
CREATE FUNCTION spark_exact_calls() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
RETURN 50000;

-- What of a range has to be read from where: ``grain`` is the length of the rollups' periods, NULL
-- for the calls themselves. ``by_session``: only rollups that know sessions will do. Nothing coarser than
-- ``coarsest`` is used, so that a chart's points can be told apart. Ranges with few calls are read
-- from the calls, which is exact.
CREATE FUNCTION spark_cover(
    since timestamptz, until timestamptz, by_session boolean, coarsest interval
) RETURNS TABLE (grain interval, starts timestamptz, ends timestamptz)
LANGUAGE plpgsql STABLE ROWS 10 AS $$
DECLARE
    rest  tstzmultirange := tstzmultirange(tstzrange(since, until));
    found tstzmultirange;
    stale tstzmultirange;
    step  interval;
    many  bigint;
BEGIN
    SELECT sum(made.calls) INTO many
    FROM (SELECT calls FROM spark_call_rollups AS r
          WHERE r.grain = interval '1 hour' AND r.at >= since AND r.at < until
          UNION ALL
          SELECT calls FROM spark_stale_periods AS p JOIN spark_call_rollups AS r
              ON r.grain = interval '1 minute' AND r.at >= p.at AND r.at < p.at + p.grain
          WHERE p.grain = interval '1 hour' AND r.at >= since AND r.at < until) AS made;
    IF many > spark_exact_calls() THEN
        FOREACH step IN ARRAY CASE WHEN by_session THEN ARRAY[interval '1 hour']
            ELSE ARRAY[interval '1 day', interval '1 hour', interval '1 minute'] END
        LOOP
            CONTINUE WHEN step > coarsest;
            SELECT range_agg(tstzrange(marked.at, marked.at + step)) INTO stale
            FROM (SELECT date_bin(step, m.at, 'epoch') AS at FROM spark_stale_minutes AS m
                  UNION
                  SELECT date_bin(step, p.at, 'epoch') FROM spark_stale_periods AS p
                  WHERE p.grain <= step) AS marked;
            found := spark_whole(rest, step) - coalesce(stale, '{}');
            rest := rest - found;
            RETURN QUERY SELECT step, lower(part), upper(part) FROM unnest(found) AS part;
        END LOOP;
    END IF;
    RETURN QUERY SELECT NULL::interval, lower(part), upper(part) FROM unnest(rest) AS part;
END
$$;

-- Calls of a range with their filters, summed as far as they are: a row of ``calls`` 1 is a call.
CREATE FUNCTION spark_call_sums(
    since timestamptz, until timestamptz, tool text, session_id text, user_id text, feature text,
    by_session boolean DEFAULT false, coarsest interval DEFAULT '1 day'
) RETURNS TABLE (
    at timestamptz, tool text, status text, error_code text, session_id text, user_id text,
    calls bigint, retried bigint, cache_hits bigint, duration_ms double precision,
    max_ms double precision, timed bigint, timed_ms double precision, queue_ms double precision,
    service_ms double precision
)
LANGUAGE sql STABLE AS $$
    WITH cover AS MATERIALIZED (
        SELECT * FROM spark_cover($1, $2, $7 OR num_nonnulls($4, $5, $6) > 0, $8)
    )
    SELECT c.at, c.tool, c.status, c.error_code, c.session_id, c.user_id, c.calls, c.retried,
        c.cache_hits, c.duration_ms, c.max_ms, c.timed, c.timed_ms, c.queue_ms, c.service_ms
    FROM cover JOIN spark_single_calls AS c ON c.at >= cover.starts AND c.at < cover.ends
    WHERE cover.grain IS NULL AND c.at >= $1 AND c.at < $2
        AND ($3 IS NULL OR c.tool = $3) AND ($4 IS NULL OR c.session_id = $4)
        AND ($5 IS NULL OR c.user_id = $5) AND ($6 IS NULL OR c.feature = $6)
    UNION ALL
    SELECT r.at, r.tool, r.status, r.error_code, NULL, NULL, r.calls, r.retried, r.cache_hits,
        r.duration_ms, r.max_ms, r.timed, r.timed_ms, r.queue_ms, r.service_ms
    FROM cover JOIN spark_call_rollups AS r
        ON r.grain = cover.grain AND r.at >= cover.starts AND r.at < cover.ends
    WHERE NOT ($7 OR num_nonnulls($4, $5, $6) > 0) AND ($3 IS NULL OR r.tool = $3)
    UNION ALL
    SELECT r.at, r.tool, r.status, r.error_code, r.session_id, r.user_id, r.calls, r.retried,
        r.cache_hits, r.duration_ms, r.max_ms, r.timed, r.timed_ms, r.queue_ms, r.service_ms
    FROM cover JOIN spark_session_rollups AS r
        ON r.grain = cover.grain AND r.at >= cover.starts AND r.at < cover.ends
    WHERE ($7 OR num_nonnulls($4, $5, $6) > 0)
        AND ($3 IS NULL OR r.tool = $3) AND ($4 IS NULL OR r.session_id = $4)
        AND ($5 IS NULL OR r.user_id = $5) AND ($6 IS NULL OR r.feature = $6)
$$;

-- How long the calls of a range took, rejected ones left out: each ``milliseconds`` happened
-- ``calls`` times. Exact where the calls are read, within 1 % where a bucket stands for them.
CREATE FUNCTION spark_call_durations(
    since timestamptz, until timestamptz, tool text, session_id text, user_id text, feature text,
    by_session boolean DEFAULT false, coarsest interval DEFAULT '1 day'
) RETURNS TABLE (
    at timestamptz, tool text, session_id text, milliseconds double precision, calls bigint
)
LANGUAGE sql STABLE AS $$
    WITH cover AS MATERIALIZED (
        SELECT * FROM spark_cover($1, $2, $7 OR num_nonnulls($4, $5, $6) > 0, $8)
    )
    SELECT c.started_at, c.tool, c.session_id, c.duration_ms, 1
    FROM cover JOIN spark_function_calls AS c
        ON c.started_at >= cover.starts AND c.started_at < cover.ends
    WHERE cover.grain IS NULL AND c.started_at >= $1 AND c.started_at < $2
        AND c.status <> 'rejected'
        AND ($3 IS NULL OR c.tool = $3) AND ($4 IS NULL OR c.session_id = $4)
        AND ($5 IS NULL OR c.user_id = $5) AND ($6 IS NULL OR c.feature = $6)
    UNION ALL
    SELECT r.at, r.tool, NULL, spark_bucket_ms(h.bucket), h.count
    FROM cover JOIN spark_call_rollups AS r
            ON r.grain = cover.grain AND r.at >= cover.starts AND r.at < cover.ends
        CROSS JOIN LATERAL unnest(r.buckets, r.counts) AS h (bucket, count)
    WHERE NOT ($7 OR num_nonnulls($4, $5, $6) > 0)
        AND r.status <> 'rejected' AND ($3 IS NULL OR r.tool = $3)
    UNION ALL
    SELECT r.at, r.tool, r.session_id, spark_bucket_ms(h.bucket), h.count
    FROM cover JOIN spark_session_rollups AS r
            ON r.grain = cover.grain AND r.at >= cover.starts AND r.at < cover.ends
        CROSS JOIN LATERAL unnest(r.buckets, r.counts) AS h (bucket, count)
    WHERE ($7 OR num_nonnulls($4, $5, $6) > 0) AND r.status <> 'rejected'
        AND ($3 IS NULL OR r.tool = $3) AND ($4 IS NULL OR r.session_id = $4)
        AND ($5 IS NULL OR r.user_id = $5) AND ($6 IS NULL OR r.feature = $6)
$$;

-- Percentiles as percentile_cont defines them, of values in ascending order that each happened so
-- many times. ``shares`` ascend too.
CREATE FUNCTION spark_percentiles(
    sorted double precision[], times bigint[], shares double precision[]
) RETURNS double precision[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    total  bigint := 0;
    many   bigint;
    share  double precision;
    rank   double precision;
    place  integer := 1;
    upto   bigint := times[1];
    above  integer;
    within bigint;
    found  double precision[] := '{}';
BEGIN
    FOREACH many IN ARRAY times LOOP
        total := total + many;
    END LOOP;
    FOREACH share IN ARRAY shares LOOP
        rank := share * (total - 1);
        WHILE upto <= floor(rank) LOOP
            place := place + 1;
            upto := upto + times[place];
        END LOOP;
        above := place;
        within := upto;
        WHILE within <= ceil(rank) LOOP
            above := above + 1;
            within := within + times[above];
        END LOOP;
        found := found
            || (sorted[place] + (rank - floor(rank)) * (sorted[above] - sorted[place]));
    END LOOP;
    RETURN found;
END
$$;

CREATE FUNCTION spark_roll_up_minutes(starts timestamptz, ends timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM spark_call_rollups
    WHERE grain = interval '1 minute' AND at >= starts AND at < ends;
    INSERT INTO spark_call_rollups
    SELECT interval '1 minute', at, tool, status, error_code, sum(n), sum(retried),
        sum(cache_hits), sum(ms), max(max_ms), sum(timed), sum(timed_ms), sum(queue_ms),
        sum(service_ms), array_agg(bucket ORDER BY bucket), array_agg(n ORDER BY bucket)
    FROM (
        SELECT date_bin('1 minute', c.at, 'epoch') AS at, tool, status, error_code,
            spark_bucket(c.duration_ms) AS bucket, sum(calls)::bigint AS n,
            sum(retried) AS retried, sum(cache_hits) AS cache_hits, sum(c.duration_ms) AS ms,
            max(max_ms) AS max_ms, sum(timed) AS timed, sum(timed_ms) AS timed_ms,
            sum(queue_ms) AS queue_ms, sum(service_ms) AS service_ms
        FROM spark_single_calls AS c
        WHERE c.at >= starts AND c.at < ends
        GROUP BY 1, 2, 3, 4, 5
    ) AS counted
    GROUP BY at, tool, status, error_code;
END
$$;

-- Makes one hour or day from the rollups of the grain below.
CREATE FUNCTION spark_roll_up_period(longer interval, shorter interval, starts timestamptz)
RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM spark_call_rollups WHERE grain = longer AND at = starts;
    INSERT INTO spark_call_rollups
    SELECT longer, starts, s.tool, s.status, s.error_code, s.calls, s.retried, s.cache_hits,
        s.duration_ms, s.max_ms, s.timed, s.timed_ms, s.queue_ms, s.service_ms, h.buckets, h.counts
    FROM (
        SELECT tool, status, error_code, sum(calls) AS calls, sum(retried) AS retried,
            sum(cache_hits) AS cache_hits, sum(duration_ms) AS duration_ms, max(max_ms) AS max_ms,
            sum(timed) AS timed, sum(timed_ms) AS timed_ms, sum(queue_ms) AS queue_ms,
            sum(service_ms) AS service_ms
        FROM spark_call_rollups
        WHERE grain = shorter AND at >= starts AND at < starts + longer
        GROUP BY 1, 2, 3
    ) AS s JOIN (
        SELECT tool, status, error_code, array_agg(bucket ORDER BY bucket) AS buckets,
            array_agg(n ORDER BY bucket) AS counts
        FROM (
            SELECT tool, status, error_code, bucket, sum(n)::bigint AS n
            FROM spark_call_rollups, unnest(buckets, counts) AS u (bucket, n)
            WHERE grain = shorter AND at >= starts AND at < starts + longer
            GROUP BY 1, 2, 3, 4
        ) AS merged
        GROUP BY 1, 2, 3
    ) AS h ON h.tool = s.tool AND h.status = s.status
        AND h.error_code IS NOT DISTINCT FROM s.error_code;
END
$$;

CREATE FUNCTION spark_roll_up_sessions(starts timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM spark_session_rollups WHERE at = starts;
    INSERT INTO spark_session_rollups
    SELECT interval '1 hour', starts, tool, status, error_code, sum(n), sum(retried),
        sum(cache_hits), sum(ms), max(max_ms), sum(timed), sum(timed_ms), sum(queue_ms),
        sum(service_ms), array_agg(bucket ORDER BY bucket), array_agg(n ORDER BY bucket),
        session_id, user_id, feature
    FROM (
        SELECT session_id, user_id, feature, tool, status, error_code,
            spark_bucket(c.duration_ms) AS bucket, sum(calls)::bigint AS n,
            sum(retried) AS retried, sum(cache_hits) AS cache_hits, sum(c.duration_ms) AS ms,
            max(max_ms) AS max_ms, sum(timed) AS timed, sum(timed_ms) AS timed_ms,
            sum(queue_ms) AS queue_ms, sum(service_ms) AS service_ms
        FROM spark_single_calls AS c
        WHERE c.at >= starts AND c.at < starts + interval '1 hour'
        GROUP BY 1, 2, 3, 4, 5, 6, 7
    ) AS counted
    GROUP BY session_id, user_id, feature, tool, status, error_code;
END
$$;

-- Makes marked minutes anew, at most so many, and the hours and days that have no mark left in
-- them. The minute, hour and day that are not over are left alone. Returns how many periods it
-- made: 0 when there is nothing to do, or somebody else does it.
CREATE FUNCTION spark_roll_up(minutes_at_once integer DEFAULT 60) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    taken   tstzmultirange;
    part    tstzrange;
    longer  interval;
    shorter interval := interval '1 minute';
    starts  timestamptz;
    made    bigint := 0;
    kept    timestamptz := (SELECT since FROM spark_kept);
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('spark_roll_up')) THEN
        RETURN 0;
    END IF;
    -- A mark that is being written is left for later. The rows are read after the marks are gone,
    -- so none that was written under one of them is missed.
    WITH free AS (
        SELECT at, writer FROM spark_stale_minutes
        WHERE at < date_bin('1 minute', now(), 'epoch')
        ORDER BY at LIMIT minutes_at_once FOR UPDATE SKIP LOCKED
    ), gone AS (
        DELETE FROM spark_stale_minutes AS m USING free
        WHERE m.at = free.at AND m.writer = free.writer
        RETURNING m.at
    )
    SELECT range_agg(tstzrange(at, at + shorter)) FILTER (WHERE at >= kept), count(*)
    INTO taken, made FROM gone;
    FOR part IN SELECT unnest(taken) LOOP
        PERFORM spark_roll_up_minutes(lower(part), upper(part));
        INSERT INTO spark_stale_periods
        SELECT interval '1 hour', generate_series(
            date_bin('1 hour', lower(part), 'epoch'), upper(part) - shorter, interval '1 hour')
        ON CONFLICT DO NOTHING;
    END LOOP;
    FOREACH longer IN ARRAY ARRAY[interval '1 hour', interval '1 day'] LOOP
        FOR starts IN
            DELETE FROM spark_stale_periods AS p
            WHERE p.grain = longer AND p.at + longer <= now()
                AND NOT EXISTS (SELECT FROM spark_stale_minutes AS m
                                WHERE m.at >= p.at AND m.at < p.at + longer)
                AND NOT EXISTS (SELECT FROM spark_stale_periods AS q
                                WHERE q.grain < longer AND q.at >= p.at AND q.at < p.at + longer)
            RETURNING p.at
        LOOP
            made := made + 1;
            PERFORM spark_roll_up_period(longer, shorter, starts);
            IF longer = interval '1 hour' THEN
                PERFORM spark_roll_up_sessions(starts);
                INSERT INTO spark_stale_periods
                VALUES (interval '1 day', date_bin('1 day', starts, 'epoch'))
                ON CONFLICT DO NOTHING;
            END IF;
        END LOOP;
        shorter := longer;
    END LOOP;
    RETURN made;
END
$$;
