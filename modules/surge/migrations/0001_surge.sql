create schema surge;

-- Hospitals that stand ready for an outbreak. Institutions are the registry's.
create table surge.facility (
  institution text collate "C" primary key,
  kind text collate "C" not null check (kind in ('designated', 'sub-designated', 'county')),
  status text collate "C" not null check (status in ('standby', 'active')),
  evidence text collate "C" not null,
  at timestamptz not null,
  by_name text
);

create table surge.ward (
  id uuid primary key,
  institution text collate "C" not null,
  name text not null,
  kind text collate "C" not null,
  -- What it is now: another than its kind while a conversion is in force.
  now_kind text collate "C" not null,
  beds integer not null check (beds > 0),
  becomes text collate "C" check (becomes in ('infection', 'monitored', 'icu')),
  quick boolean not null,
  steps jsonb not null,
  location text collate "C",
  evidence text collate "C" not null,
  version integer not null,
  unique (institution, name)
);
create index ward_location on surge.ward (location) where location is not null;

create table surge.conversion (
  id uuid primary key,
  ward uuid not null references surge.ward (id),
  from_kind text collate "C" not null,
  to_kind text collate "C" not null,
  beds integer not null,
  state text collate "C" not null check (state in ('proposed', 'ordered', 'ready', 'declined', 'undone')),
  reason text not null,
  event text collate "C",
  proposed_at timestamptz,
  ordered_at timestamptz,
  ordered_by text,
  ready_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  end_reason text,
  version integer not null
);
-- A ward is converted once at a time.
create unique index conversion_open on surge.conversion (ward) where state in ('proposed', 'ordered', 'ready');

create table surge.step (
  conversion uuid not null references surge.conversion (id),
  kind text collate "C" not null,
  hours double precision not null,
  people integer not null,
  started_at timestamptz,
  started_by text,
  done_at timestamptz,
  done_by text,
  note text,
  primary key (conversion, kind)
);

-- Who did what; nothing in it is ever changed.
create table surge.log (
  n bigint generated always as identity primary key,
  institution text collate "C" not null,
  ward uuid,
  at timestamptz not null,
  by_id text collate "C",
  by_name text,
  said jsonb not null
);
create index log_institution on surge.log (institution, n desc);

create function surge.log_stays() returns trigger language plpgsql as $$
begin
  raise exception 'surge.log is only added to';
end $$;
create trigger log_stays before update or delete on surge.log for each row execute function surge.log_stays();

-- What hospitals said of a day; a correction is a new row, the newest counts.
create table surge.occupancy (
  ward uuid not null references surge.ward (id),
  day date not null,
  at timestamptz not null,
  occupied integer not null check (occupied >= 0),
  by_name text,
  primary key (ward, day, at)
);

-- Inpatients in the record store: one row for each stay that goes on.
create table surge.stay (
  encounter text collate "C" primary key,
  location text collate "C" not null
);
create index stay_location on surge.stay (location);

create table surge.continuity (
  id uuid primary key,
  care text collate "C" not null check (care in ('dialysis', 'obstetric', 'newborn', 'cancer')),
  institution text collate "C" not null,
  patients integer not null check (patients >= 0),
  needed integer not null check (needed >= 0),
  note text,
  evidence text collate "C" not null,
  at timestamptz not null,
  by_name text,
  unique (care, institution)
);

create table surge.forecast (
  id uuid primary key,
  title text not null,
  scenario text collate "C" not null,
  draft jsonb not null,
  at timestamptz not null,
  by_name text,
  state text collate "C" not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done integer not null,
  runs integer not null,
  result jsonb,
  holder text,
  lease_until timestamptz
);
create index forecast_at on surge.forecast (at desc);
create index forecast_open on surge.forecast (at) where state in ('waiting', 'running');
