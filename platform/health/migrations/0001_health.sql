create schema health;

-- Every backup that was begun: what came of it, whether it was restored to be verified, and when its file was taken away.
create table health.backup (
  id text primary key,
  host text not null,
  -- Absolute path on that host.
  file text not null,
  taken_by text not null check (taken_by in ('server', 'command')),
  -- The moment whose state it holds.
  at timestamptz not null,
  ended_at timestamptz,
  bytes bigint,
  rows bigint,
  tables integer,
  -- Of the file as it lies there, locked.
  sha256 text,
  -- The audit log as it stood: how many entries, and the hash of the last.
  audit_number bigint,
  audit_hash text,
  failure text,
  verified_at timestamptz,
  verify_failure text,
  pruned_at timestamptz
);
create index backup_at on health.backup (at);

-- This database came out of a backup; one row each time.
create table health.restored (
  id text primary key,
  at timestamptz not null,
  file text not null,
  -- The moment of the backup: what came later is not here.
  backup_at timestamptz not null,
  audit_number bigint,
  audit_hash text
);

-- What each server process last said of itself.
create table health.process (
  holder text primary key,
  host text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  facts jsonb not null
);

-- A few numbers a minute, for a week.
create table health.sample (
  at timestamptz primary key,
  facts jsonb not null
);

-- Refusals and faults by their code and hour; never by whom.
create table health.problem_count (
  hour timestamptz not null,
  code text collate "C" not null,
  count bigint not null,
  primary key (hour, code)
);
