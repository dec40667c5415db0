-- Imports that run on their own: what they read, how far they have come, what they refused. A batch of resources and the
-- step of `line` and `bytes` commit together, so that whoever goes on after a crash does nothing twice and leaves nothing out.
create table records.import_job (
  id uuid primary key,
  -- waiting -> running -> done | failed | cancelled; running again by another process when the lease has run out.
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  -- lenient: good lines go in, the others are listed. strict: all lines are checked first, and one wrong line keeps all out.
  mode text not null check (mode in ('lenient', 'strict')),
  level text not null check (level in ('structure', 'full')),
  -- Who carries it out: the servers, or the command that was started for it.
  home text not null check (home in ('server', 'command')),
  phase text not null check (phase in ('checking', 'writing')),
  asked_by text not null,
  asked_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  -- The source that is being read.
  position integer not null,
  created bigint not null,
  updated bigint not null,
  refused bigint not null,
  -- Times it was taken up since it last came forward.
  tries integer not null,
  failure jsonb,
  holder text,
  lease_until timestamptz
);
create index import_job_open on records.import_job (asked_at) where state in ('waiting', 'running');

create table records.import_source (
  job uuid not null references records.import_job (id),
  position integer not null,
  kind text not null check (kind in ('file', 'url', 'body', 'bundle')),
  address text not null,
  -- What tells whether it is still the same when it is opened again: size and time of a file, ETag of an address.
  mark text,
  size bigint,
  -- How far it has been read: bytes (unpacked) and lines, or entries of a bundle.
  bytes bigint not null,
  line bigint not null,
  primary key (job, position)
);

-- NDJSON that came with the request itself.
create table records.import_body (
  job uuid primary key references records.import_job (id),
  body text not null
);

-- Lines that were refused, with every rule they break.
create table records.import_error (
  job uuid not null references records.import_job (id),
  position integer not null,
  line bigint not null,
  errors jsonb not null,
  primary key (job, position, line)
);
