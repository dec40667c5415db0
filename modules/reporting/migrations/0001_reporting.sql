create schema reporting;

-- Report cards (传染病报告卡). What a card says may change by correction; reporting.change keeps every version's difference.
create table reporting.card (
  id uuid primary key,
  state text collate "C" not null
    check (state in ('draft', 'reported', 'returned', 'checked', 'approved', 'dismissed', 'duplicate', 'deleted')),
  version integer not null,
  source text collate "C" not null check (source in ('hand', 'automatic', 'phone', 'fax')),
  -- The person, as the card says; `patient` is their registration, `Patient/…`.
  patient text collate "C",
  name text collate "C" not null,
  guardian text,
  number text collate "C",
  sex text collate "C" check (sex in ('male', 'female')),
  born date,
  age smallint,
  age_unit text collate "C" check (age_unit in ('year', 'month', 'day')),
  unit text,
  phone text collate "C",
  belongs text collate "C",
  town text collate "C",
  address text,
  occupation text collate "C",
  -- The illness. Days are days in Beijing.
  disease text collate "C" not null,
  subtype text collate "C",
  kind text collate "C" check (kind in ('suspected', 'clinical', 'confirmed', 'carrier', 'positive')),
  course text collate "C" check (course in ('acute', 'chronic', 'untyped')),
  onset date,
  diagnosed timestamptz not null,
  died date,
  doctor text,
  remark text,
  -- Of the list in force on the day of the diagnosis.
  class text collate "C" not null check (class in ('A', 'B', 'C', 'other')),
  sensitive boolean not null,
  due timestamptz not null,
  reported timestamptz,
  -- By phone or fax: when it was told, and by when it had to be entered.
  received timestamptz,
  enter_by timestamptz,
  -- `Organization/…`, and the county where it stands; the county where the person lives.
  institution text collate "C",
  report_county text collate "C",
  home_county text collate "C",
  created timestamptz not null,
  author text collate "C" not null,
  -- Who or what said of which disease and kind it is.
  classified_by text collate "C" not null check (classified_by in ('person', 'rule')),
  classified_id text collate "C" not null,
  classified_name text not null,
  classified_version text collate "C",
  classified_at timestamptz not null,
  duplicate_of uuid
);
create index card_diagnosed on reporting.card (diagnosed desc, id desc);
create index card_institution on reporting.card (institution, diagnosed desc, id desc);
create index card_report_county on reporting.card (report_county, diagnosed desc, id desc);
create index card_home_county on reporting.card (home_county, diagnosed desc, id desc);
create index card_disease on reporting.card (disease, diagnosed desc, id desc);
-- Work lists: what waits for an institution, for a county, for the city.
create index card_open on reporting.card (institution, due, id) where state in ('draft', 'returned');
create index card_overdue on reporting.card (report_county, due, id) where state in ('draft', 'returned');
create index card_reported on reporting.card (report_county, due, id) where state = 'reported';
create index card_checked on reporting.card (due, id) where state = 'checked';
create index card_due on reporting.card (due, id);
-- Who has a card already.
create index card_patient on reporting.card (patient) where patient is not null;
create index card_number on reporting.card (number) where number is not null;
create index card_name on reporting.card (name, diagnosed desc);

-- Every step of every card. Nothing here is ever changed or taken away.
create table reporting.change (
  card uuid not null,
  version integer not null,
  step text collate "C" not null,
  state text collate "C" not null,
  at timestamptz not null,
  by_kind text collate "C" not null check (by_kind in ('person', 'rule')),
  by_id text collate "C" not null,
  by_name text not null,
  reason text,
  -- [{field, before, after}]
  changed jsonb not null,
  primary key (card, version)
);
create function reporting.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the history of report cards is never changed or taken away';
end
$$;
create trigger change_kept before update or delete on reporting.change for each row execute function reporting.refuse_change();
create trigger change_whole before truncate on reporting.change for each statement execute function reporting.refuse_change();

-- Resources that may fulfil a case definition and that nobody has looked at since they were written.
create table reporting.waiting (
  source text collate "C" primary key,
  -- When it says that it was found: what is older than the days of the settings prepares no card.
  found timestamptz not null,
  since timestamptz not null
);
create index waiting_since on reporting.waiting (since, source);

-- What became of each such resource: one row a source, so that it prepares no second card.
create table reporting.evidence (
  source text collate "C" primary key,
  rule text collate "C" not null,
  rule_version text collate "C" not null,
  outcome text collate "C" not null check (outcome in ('prepared', 'joined', 'no-institution')),
  card uuid,
  at timestamptz not null
);
create index evidence_card on reporting.evidence (card) where card is not null;

-- Zero reports (零报告): an institution says that it has seen none. `begins` is the day, or the week's Monday.
create table reporting.zero_report (
  institution text collate "C" not null,
  kind text collate "C" not null check (kind in ('day', 'week')),
  begins date not null,
  at timestamptz not null,
  by_id text collate "C" not null,
  by_name text not null,
  primary key (institution, kind, begins)
);
create index zero_report_begins on reporting.zero_report (kind, begins);

create table reporting.setting (
  one boolean primary key check (one),
  capture_days integer not null check (capture_days between 0 and 365),
  version integer not null
);
insert into reporting.setting (one, capture_days, version) values (true, 7, 1);
