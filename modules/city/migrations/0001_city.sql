create schema city;

-- A synthetic city that is brought in: which one, and who is at it.
create table city.load (
  id uuid primary key,
  -- server: by the servers, beside their work; command: by whoever asked for it.
  home text not null check (home in ('server', 'command')),
  seed text not null,
  scale double precision not null,
  until date not null,
  registrations_only boolean not null,
  state text not null check (state in ('waiting', 'running', 'paused', 'done', 'failed')),
  holder text,
  lease_until timestamptz,
  asked_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  failure text
);
-- At most one is under way.
create unique index load_open on city.load ((true)) where state in ('waiting', 'running', 'paused');

-- How far each town is.
create table city.town (
  load uuid not null references city.load (id),
  at integer not null,
  code text not null,
  county text not null,
  county_name text not null,
  name text not null,
  residents integer not null,
  -- Resources that are in the store for good.
  line bigint not null,
  finished_at timestamptz,
  summary jsonb,
  primary key (load, at)
);
