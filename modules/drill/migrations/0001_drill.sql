create schema drill;

-- One row when this database is for drills: only then are injects played into it.
create table drill.house (
  single boolean primary key default true check (single),
  at timestamptz not null,
  by_name text not null
);

create table drill.run (
  id uuid primary key,
  -- The script as it was when the run began, whole.
  script jsonb not null,
  -- Hours of the drill in one hour of the wall clock.
  speed numeric not null check (speed > 0),
  state text collate "C" not null check (state in ('running', 'paused', 'ended')),
  participants text not null,
  -- Institutions that people of its injects come to; none: hospitals of the inject's county.
  houses text[] not null,
  started_at timestamptz not null,
  started_by text not null,
  ended_at timestamptz,
  ended_by text,
  version integer not null
);
-- One at a time: what happens could not be told apart.
create unique index run_live on drill.run ((true)) where state <> 'ended';

create table drill.pause (
  run uuid not null references drill.run (id),
  from_at timestamptz not null,
  until_at timestamptz,
  primary key (run, from_at)
);

create table drill.played (
  run uuid not null references drill.run (id),
  inject text collate "C" not null,
  at timestamptz not null,
  hours numeric not null,
  primary key (run, inject)
);

-- What people and the software did meanwhile, as it was told by the modules' events.
create table drill.happened (
  run uuid not null references drill.run (id),
  n integer not null,
  milestone text collate "C" not null,
  subject text collate "C" not null,
  at timestamptz not null,
  hours numeric not null,
  by_name text,
  said jsonb,
  primary key (run, n)
);
-- An event that is handed on again is noted once.
create unique index happened_once on drill.happened (run, milestone, subject);

create table drill.remark (
  id uuid primary key,
  run uuid not null references drill.run (id),
  kind text collate "C" not null check (kind in ('strength', 'gap', 'action')),
  text text not null,
  at timestamptz not null,
  by_name text not null
);
create index remark_run on drill.remark (run, at, id);

-- The calendar of drills.
create table drill.plan (
  id uuid primary key,
  title text not null,
  day date not null,
  audience text collate "C" not null check (audience in ('managers', 'professionals', 'public')),
  kind text collate "C" not null check (kind in ('tabletop', 'functional', 'full-scale', 'training')),
  joint text,
  state text collate "C" not null check (state in ('planned', 'held', 'cancelled')),
  note text,
  at timestamptz not null,
  by_name text not null,
  version integer not null
);
create index plan_day on drill.plan (day, id);
