-- The tables of a SPARK database. Times are UTC timestamptz, durations milliseconds, sizes bytes,
-- money US dollars as numeric (NULL: price unknown, never 0).

CREATE TABLE spark_sessions (
    session_id   text PRIMARY KEY CHECK (session_id ~ '^[A-Za-z0-9_-]{1,64}$'),
    user_id      text NOT NULL,
    project      text NOT NULL,
    client       text NOT NULL,
    started_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    ended_at     timestamptz
);

CREATE TABLE spark_function_calls (
    call_id        uuid PRIMARY KEY,
    session_id     text NOT NULL,
    user_id        text NOT NULL,
    tool           text NOT NULL,
    service        text NOT NULL,
    status         text NOT NULL
        CHECK (status IN ('succeeded', 'failed', 'rejected', 'timed_out', 'cancelled')),
    error_code     text,
    attempts       integer NOT NULL,
    cache_hit      boolean NOT NULL,
    duration_ms    double precision NOT NULL,
    request_bytes  bigint NOT NULL,
    response_bytes bigint NOT NULL,
    feature        text,
    started_at     timestamptz NOT NULL
);

CREATE TABLE spark_events (
    event_id    uuid PRIMARY KEY,
    subject     text NOT NULL,
    session_id  text NOT NULL,
    user_id     text NOT NULL,
    tool        text,
    call_id     uuid,
    occurred_at timestamptz NOT NULL,
    data        jsonb NOT NULL
);

CREATE TABLE spark_generated_scripts (
    call_id       uuid PRIMARY KEY,
    session_id    text NOT NULL,
    tool          text NOT NULL,
    path          text NOT NULL,
    created       boolean NOT NULL,
    before_sha256 text,
    after_sha256  text,
    byte_length   bigint NOT NULL,
    diagnostics   integer NOT NULL,
    written_at    timestamptz NOT NULL
);

CREATE TABLE spark_previews (
    call_id     uuid PRIMARY KEY,
    session_id  text NOT NULL,
    preview_id  uuid NOT NULL,
    frame_ref   text NOT NULL,
    format      text NOT NULL,
    width       integer NOT NULL,
    height      integer NOT NULL,
    frame_index integer NOT NULL,
    time_s      double precision NOT NULL,
    byte_length bigint NOT NULL,
    cache_hit   boolean NOT NULL,
    warnings    integer NOT NULL,
    duration_ms double precision NOT NULL,
    rendered_at timestamptz NOT NULL
);

CREATE TABLE spark_build_jobs (
    job_id      uuid PRIMARY KEY,
    session_id  text NOT NULL,
    target      text NOT NULL,
    config      jsonb NOT NULL,
    status      text NOT NULL
        CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'timed_out')),
    stage       text,
    progress    double precision NOT NULL CHECK (progress BETWEEN 0 AND 1),
    artifact    text,
    byte_length bigint,
    error_code  text,
    queued_at   timestamptz NOT NULL,
    started_at  timestamptz,
    ended_at    timestamptz
);

CREATE TABLE spark_usage (
    usage_id      uuid PRIMARY KEY,
    session_id    text NOT NULL,
    user_id       text NOT NULL,
    call_id       uuid,
    feature       text,
    provider      text NOT NULL,
    model         text NOT NULL,
    input_tokens  bigint NOT NULL,
    output_tokens bigint NOT NULL,
    cached_tokens bigint NOT NULL,
    cost_usd      numeric,
    price_id      text,
    used_at       timestamptz NOT NULL
);

CREATE TABLE spark_metrics (
    metric_id  uuid PRIMARY KEY,
    session_id text NOT NULL,
    name       text NOT NULL,
    value      double precision NOT NULL,
    sampled_at timestamptz NOT NULL
);
