-- Exports: which versions of which resources belong to one, found at one moment. No content is copied: it is read, for whoever downloads
-- it, from the versions themselves, which are never thrown away.
create table records.export_job (
  id uuid primary key,
  -- waiting -> running -> done | failed; running again by another process when the lease has run out. Cancelled or expired: gone.
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  -- What was asked for, and what the asker reached then; null is everything.
  wanted jsonb not null,
  reach jsonb,
  request text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  -- The moment whose state it holds.
  moment timestamptz,
  finished_at timestamptz,
  expires_at timestamptz,
  found bigint not null,
  -- Times it was taken up.
  tries integer not null,
  failure jsonb,
  holder text,
  lease_until timestamptz
);
create index export_job_open on records.export_job (asked_at) where state in ('waiting', 'running');
create index export_job_expiry on records.export_job (expires_at);

-- What is downloaded as one file.
create table records.export_part (
  job uuid not null references records.export_job (id) on delete cascade,
  part integer not null,
  -- resources, or the deletions of some.
  kind text not null check (kind in ('output', 'deleted')),
  type text not null,
  found integer not null,
  primary key (job, part)
);

-- What of a part is read together.
create table records.export_chunk (
  job uuid not null,
  part integer not null,
  chunk integer not null,
  rids bigint[] not null,
  versions integer[] not null,
  primary key (job, part, chunk),
  foreign key (job, part) references records.export_part (job, part) on delete cascade
);
