-- What resources of the record store say of a syndrome or a pathogen, one row for each that says so: taken back by taking the row away.
-- Nothing in it names a resident; the visit is there so that two resources of one visit count once.
create table surveillance.seen (
  resource text collate "C" not null,
  subject text collate "C" not null,
  channel text collate "C" not null,
  day date not null,
  encounter text collate "C",
  -- 'Organization/…'; null: the visit is to say.
  organization text collate "C",
  rules text collate "C" not null,
  primary key (resource, subject)
);
create index seen_day on surveillance.seen (day);
create index seen_homeless on surveillance.seen (encounter) where organization is null;

-- One night of detection. Its judgements are of what was known then and are never judged anew, except by a run of the same day.
create table surveillance.night (
  day date primary key,
  at timestamptz not null,
  ms integer not null,
  series integer not null,
  judgements integer not null,
  alarms integer not null,
  signals integer not null,
  warnings integer not null,
  thresholds integer not null,
  settings jsonb not null
);
create table surveillance.judgement (
  day date not null references surveillance.night (day) on delete cascade,
  channel text collate "C" not null,
  subject text collate "C" not null,
  area text collate "C" not null,
  town text collate "C" not null,
  method text collate "C" not null,
  step text collate "C" not null check (step in ('day', 'week')),
  from_day date not null,
  to_day date not null,
  observed integer not null,
  expected double precision,
  upper double precision,
  alarm boolean not null,
  p double precision,
  primary key (day, area, subject, channel, town, method, step)
);

-- Thresholds of warnings: a set is never changed, another follows it.
create table surveillance.threshold (
  version integer primary key,
  content jsonb not null,
  at timestamptz not null,
  by_name text
);
create table surveillance.detection_settings (
  id boolean primary key default true check (id),
  content jsonb not null,
  at timestamptz not null,
  by_name text
);

create table surveillance.warning (
  id uuid primary key,
  number bigint not null generated always as identity unique,
  area text collate "C" not null,
  subject text collate "C" not null,
  level text collate "C" not null check (level in ('red', 'orange', 'yellow', 'blue')),
  state text collate "C" not null check (state in ('new', 'verified', 'false', 'event', 'closed')),
  -- First and last night that gave it.
  first_day date not null,
  last_day date not null,
  speaking integer not null,
  p double precision not null,
  immediate boolean not null,
  thresholds integer not null,
  -- Why, as the engine says it, and the series it rests on: what was known that night.
  content jsonb not null,
  raised_at timestamptz not null,
  due_at timestamptz not null,
  answered_at timestamptz,
  outcome text collate "C" check (outcome in ('true', 'false', 'unclear')),
  reason text,
  event uuid,
  event_number text collate "C",
  version integer not null
);
create index warning_about on surveillance.warning (area, subject, last_day);
create index warning_state on surveillance.warning (state, due_at);

create table surveillance.warning_step (
  warning uuid not null references surveillance.warning (id),
  n integer not null,
  kind text collate "C" not null,
  at timestamptz not null,
  by_name text,
  note text,
  primary key (warning, n)
);
create trigger warning_step_kept before update or delete on surveillance.warning_step
  for each row execute function surveillance.refuse_change();
create trigger threshold_kept before update or delete on surveillance.threshold
  for each row execute function surveillance.refuse_change();
