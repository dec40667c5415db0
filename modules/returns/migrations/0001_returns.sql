create schema returns;

-- What a county sends in for a year: one file at a time, on its way to the registry.
create table returns.submission (
  id uuid primary key,
  area text collate "C" not null,
  year integer not null,
  kind text collate "C" not null,
  as_of date not null,
  good_only boolean not null,
  state text collate "C" not null check (state in ('draft', 'submitted', 'returned', 'accepted', 'withdrawn', 'undone')),
  -- Counts up with every step, so that two people at once notice each other.
  version integer not null,
  upload uuid not null,
  -- What the last check found; null until it has.
  checked jsonb,
  -- Of the decisions that the preview shows: what is applied must be the same.
  digest text,
  created_by text not null,
  created_by_name text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  accepted_at timestamptz
);
create index submission_of_area on returns.submission (year, kind, area, changed_at);
create index submission_changed on returns.submission (changed_at, id);

-- The files as they came, for evidence.
create table returns.upload (
  id uuid primary key,
  submission uuid not null references returns.submission (id) deferrable initially deferred,
  name text not null,
  size integer not null,
  sha256 text not null,
  content bytea not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null
);
create index upload_of on returns.upload (submission, at);

create table returns.history (
  submission uuid not null references returns.submission (id),
  version integer not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null,
  action text not null,
  from_state text,
  to_state text not null,
  note text,
  file text,
  primary key (submission, version)
);

-- Long work, one at a time for each submission. Progress is written beside the work's own transaction.
create table returns.work (
  submission uuid primary key references returns.submission (id),
  what text not null check (what in ('check', 'apply', 'undo')),
  phase text not null,
  done integer not null,
  total integer not null,
  by_id text not null,
  by_name text not null,
  note text,
  force boolean not null,
  started_at timestamptz not null,
  changed_at timestamptz not null,
  ended_at timestamptz,
  problem jsonb
);

-- What the last check found wrong, row by row.
create table returns.fault (
  submission uuid not null references returns.submission (id),
  n integer not null,
  sheet text not null,
  line integer not null,
  field text not null,
  field_title jsonb not null,
  rule text not null,
  value text not null,
  message jsonb not null,
  primary key (submission, n)
);

-- What would change, or has.
create table returns.planned (
  submission uuid not null references returns.submission (id),
  n integer not null,
  line integer,
  action text not null,
  subject text not null,
  id text not null,
  name text not null,
  institution text not null,
  differences jsonb not null,
  primary key (submission, n)
);
create index planned_action on returns.planned (submission, action, n);

-- Every resource that an acceptance wrote or removed, as it was before: what undoing restores.
create table returns.written (
  submission uuid not null references returns.submission (id),
  n integer not null,
  type text not null,
  id text not null,
  removed boolean not null,
  version_before bigint,
  body_before text,
  at timestamptz not null,
  primary key (submission, n)
);
