create schema surveillance;

-- What may be going on, and how far it has come. Nothing in it names a resident.
create table surveillance.signal (
  id uuid primary key,
  number bigint not null generated always as identity unique,
  channel text collate "C" not null,
  source text collate "C" not null check (source in ('detection', 'rule', 'form', 'api', 'file')),
  reference text collate "C" not null,
  area text collate "C" not null,
  town text collate "C",
  place text,
  subject text collate "C" not null,
  from_day date not null,
  to_day date not null,
  observed integer not null check (observed >= 0),
  expected double precision,
  p double precision check (p between 0 and 1),
  level text collate "C" not null check (level in ('immediate', 'alarm')),
  method text,
  said text,
  evidence jsonb,
  state text collate "C" not null
    check (state in ('new', 'verifying', 'verified', 'event', 'assessed', 'response', 'closed', 'false', 'merged')),
  raised_at timestamptz not null,
  raised_by text,
  -- Until when the first verdict is due; stays as it was when there is one.
  due_at timestamptz not null,
  answered_at timestamptz,
  outcome text collate "C" check (outcome in ('true', 'false', 'unclear')),
  owner_id text collate "C",
  owner_name text,
  merged_into uuid references surveillance.signal (id),
  -- The event of the emergency command, as it was last heard of.
  event uuid,
  event_number text collate "C",
  event_state text collate "C",
  version integer not null,
  check (from_day <= to_day),
  unique (channel, source, reference)
);
create index signal_raised on surveillance.signal (raised_at desc, id);
create index signal_state on surveillance.signal (state, due_at);
create index signal_about on surveillance.signal (area, subject, to_day);
create index signal_event on surveillance.signal (event) where event is not null;

-- Every step of a signal with its moment, who took it and what was said; only ever added to.
create table surveillance.step (
  signal uuid not null references surveillance.signal (id),
  n integer not null,
  kind text collate "C" not null,
  at timestamptz not null,
  by_id text collate "C",
  by_name text,
  note text,
  detail jsonb,
  primary key (signal, n)
);

-- Counts per day, area, channel and subject: what detection reads. Town '': of the county as a whole. Source: who counted.
create table surveillance.count (
  day date not null,
  area text collate "C" not null,
  town text collate "C" not null default '',
  channel text collate "C" not null,
  subject text collate "C" not null,
  source text collate "C" not null,
  count integer not null check (count >= 0),
  -- Of how many: visits, pupils, samples, customers; null where nobody said.
  population integer check (population >= 0),
  first_at timestamptz not null,
  at timestamptz not null,
  by_name text,
  primary key (area, subject, channel, day, town, source)
);
create index count_source on surveillance.count (source, day);
create index count_day on surveillance.count (day);

create function surveillance.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of surveillance is never changed or taken away', tg_table_name;
end
$$;
create trigger step_kept before update or delete on surveillance.step for each row execute function surveillance.refuse_change();
create trigger step_whole before truncate on surveillance.step for each statement execute function surveillance.refuse_change();
