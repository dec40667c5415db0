create schema emergency;

-- Editions of the grading rules and versions of the response plans: a change is a new row, the older ones stay.
create table emergency.ruleset (
  version integer primary key,
  body jsonb not null,
  valid_from date not null,
  at timestamptz not null,
  by_name text
);
create table emergency.plan (
  id text collate "C" not null,
  version integer not null,
  body jsonb not null,
  at timestamptz not null,
  by_name text,
  primary key (id, version)
);

-- The last serial number given in an area and year.
create table emergency.serial (
  area text collate "C" not null,
  year integer not null,
  last integer not null,
  primary key (area, year)
);

create table emergency.event (
  id uuid primary key,
  number text collate "C" not null unique,
  title text not null,
  kind text collate "C" not null,
  disease text collate "C",
  agent text,
  area text collate "C" not null,
  place text,
  longitude double precision,
  latitude double precision,
  -- Null: opened by hand. Two events of one warning would be one too many.
  warning text collate "C" unique,
  state text collate "C" not null check (state in ('reported', 'verified', 'responding', 'ended', 'closed', 'discarded')),
  level text collate "C" check (level in ('I', 'II', 'III', 'IV')),
  first_case_at timestamptz,
  detected_at timestamptz,
  notified_at timestamptz,
  responded_at timestamptz,
  opened_at timestamptz not null,
  opened_by text,
  version integer not null
);
create index event_opened on emergency.event (opened_at desc, id);
create index event_area on emergency.event (area, opened_at desc);

create table emergency.report (
  id uuid primary key,
  event uuid not null references emergency.event (id),
  number integer not null,
  kind text collate "C" not null check (kind in ('initial', 'progress', 'closing')),
  as_of timestamptz not null,
  cases integer not null check (cases >= 0),
  deaths integer not null check (deaths >= 0),
  exposed integer check (exposed >= 0),
  hospitalised integer check (hospitalised >= 0),
  severe integer check (severe >= 0),
  facts jsonb not null,
  situation text not null,
  measures text,
  needs text,
  at timestamptz not null,
  by_name text,
  unique (event, number)
);

create table emergency.grading (
  id uuid primary key,
  event uuid not null references emergency.event (id),
  level text collate "C" check (level in ('I', 'II', 'III', 'IV')),
  former text collate "C",
  direction text collate "C" not null,
  reason text not null,
  issued_order text,
  -- What the rules said at that moment, whole.
  proposal jsonb not null,
  at timestamptz not null,
  by_name text
);
create index grading_event on emergency.grading (event, at);

create table emergency.response (
  id uuid primary key,
  event uuid not null references emergency.event (id),
  plan text collate "C" not null,
  plan_version integer not null,
  level text collate "C" not null check (level in ('I', 'II', 'III', 'IV')),
  started_at timestamptz not null,
  started_by text,
  ended_at timestamptz,
  ended_by text,
  end_reason text
);
-- One response at a time.
create unique index response_running on emergency.response (event) where ended_at is null;

create table emergency.task (
  id uuid primary key,
  event uuid not null references emergency.event (id),
  response uuid not null references emergency.response (id),
  template text collate "C" not null,
  title_zh text not null,
  title_en text not null,
  department text collate "C" not null,
  party text collate "C" not null,
  due_at timestamptz not null,
  state text collate "C" not null check (state in ('waiting', 'acknowledged', 'done', 'cancelled')),
  percent smallint not null check (percent between 0 and 100),
  note text,
  acknowledged_at timestamptz,
  acknowledged_by text,
  done_at timestamptz,
  done_by text
);
create index task_event on emergency.task (event, due_at, id);

create table emergency.notice (
  id uuid primary key,
  event uuid not null references emergency.event (id),
  audience text collate "C" not null,
  title text not null,
  body text not null,
  at timestamptz not null,
  by_name text
);
create index notice_event on emergency.notice (event, at);

-- Who did what, when.
create table emergency.log (
  event uuid not null references emergency.event (id),
  n integer not null,
  at timestamptz not null,
  by_id text,
  by_name text,
  kind text collate "C" not null,
  -- What it was about, in both languages.
  said jsonb,
  primary key (event, n)
);

create table emergency.team (
  id uuid primary key,
  name text not null,
  kind text collate "C" not null check (kind in ('team', 'experts')),
  area text collate "C" not null,
  base text,
  at timestamptz not null,
  by_name text
);
create table emergency.member (
  id uuid primary key,
  team uuid not null references emergency.team (id),
  name text not null,
  profession text collate "C" not null,
  phone text,
  lead boolean not null,
  active boolean not null
);
create index member_team on emergency.member (team, name);
create table emergency.duty (
  id uuid primary key,
  team uuid not null references emergency.team (id),
  member uuid not null references emergency.member (id),
  from_at timestamptz not null,
  until_at timestamptz not null,
  check (until_at > from_at)
);
create index duty_team on emergency.duty (team, from_at);

create table emergency.call_up (
  id uuid primary key,
  event uuid not null references emergency.event (id),
  team uuid not null references emergency.team (id),
  message text not null,
  at timestamptz not null,
  by_name text,
  answer_by timestamptz not null
);
create index call_up_event on emergency.call_up (event, at);
create table emergency.called (
  call_up uuid not null references emergency.call_up (id),
  member uuid not null references emergency.member (id),
  answer text collate "C" check (answer in ('coming', 'unable')),
  answered_at timestamptz,
  escalated_at timestamptz,
  primary key (call_up, member)
);
create index called_waiting on emergency.called (call_up) where answer is null and escalated_at is null;

create table emergency.supply (
  id uuid primary key,
  name text not null,
  category text collate "C" not null,
  unit text not null,
  area text collate "C" not null,
  place text not null,
  minimum integer not null check (minimum >= 0)
);
-- What there is of each lot: the sum of its movements, written with them. It can never be less than nothing.
create table emergency.lot (
  supply uuid not null references emergency.supply (id),
  lot text not null,
  expiry date,
  quantity bigint not null check (quantity >= 0),
  primary key (supply, lot)
);
create table emergency.movement (
  id uuid primary key,
  supply uuid not null references emergency.supply (id),
  lot text not null,
  expiry date,
  kind text collate "C" not null check (kind in ('in', 'out', 'discard', 'found', 'lost')),
  quantity bigint not null check (quantity > 0),
  event uuid references emergency.event (id),
  reason text,
  at timestamptz not null,
  by_name text
);
create index movement_supply on emergency.movement (supply, at desc, id);

create function emergency.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of the emergency command is never changed or taken away', tg_table_name;
end
$$;
create trigger log_kept before update or delete on emergency.log for each row execute function emergency.refuse_change();
create trigger log_whole before truncate on emergency.log for each statement execute function emergency.refuse_change();
create trigger report_kept before update or delete on emergency.report for each row execute function emergency.refuse_change();
create trigger report_whole before truncate on emergency.report for each statement execute function emergency.refuse_change();
create trigger grading_kept before update or delete on emergency.grading for each row execute function emergency.refuse_change();
create trigger grading_whole before truncate on emergency.grading for each statement execute function emergency.refuse_change();
create trigger movement_kept before update or delete on emergency.movement for each row execute function emergency.refuse_change();
create trigger movement_whole before truncate on emergency.movement for each statement execute function emergency.refuse_change();
