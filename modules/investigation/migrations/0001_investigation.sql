create schema investigation;

-- An investigation (流行病学调查) of an outbreak; `event` is the emergency command's, `shared` the areas that take part beside `area`.
create table investigation.outbreak (
  id uuid primary key,
  title text not null,
  disease text collate "C" not null,
  event text collate "C",
  area text collate "C" not null,
  shared text[] collate "C" not null,
  state text collate "C" not null check (state in ('open', 'closed')),
  -- For how many days after the last exposure contacts are followed, and what chains are held against.
  follow_days smallint not null check (follow_days between 1 and 120),
  incubation_least smallint not null,
  incubation_most smallint not null,
  last_serial integer not null,
  opened_at timestamptz not null,
  opened_by text not null,
  version integer not null
);
create index outbreak_opened on investigation.outbreak (state desc, opened_at desc, id);

-- Cases (病例), one line of the line list each.
create table investigation.person (
  investigation uuid not null,
  id uuid not null,
  serial integer not null,
  -- The report card and `Patient/…`, where known.
  card uuid,
  patient text collate "C",
  name text,
  number text collate "C",
  sex text collate "C" check (sex in ('male', 'female')),
  born date,
  age smallint,
  phone text collate "C",
  county text collate "C",
  town text collate "C",
  address text,
  work text,
  school text,
  exposure text,
  onset date,
  reported date not null,
  outcome text collate "C" not null check (outcome in ('ill', 'recovered', 'died', 'unknown')),
  died date,
  classification text collate "C" not null check (classification in ('suspected', 'clinical', 'confirmed', 'carrier', 'excluded')),
  -- Who or what said so: a rule never overwrites a person's word.
  classified_kind text collate "C" not null check (classified_kind in ('person', 'rule')),
  classified_by text not null,
  classified_at timestamptz not null,
  created timestamptz not null,
  author text not null,
  version integer not null,
  primary key (investigation, id)
);
create unique index person_serial on investigation.person (investigation, serial);
create unique index person_card on investigation.person (investigation, card) where card is not null;
create index person_onset on investigation.person (investigation, onset, id);
create index person_class on investigation.person (investigation, classification, onset, id);
create index person_town on investigation.person (investigation, town, onset, id);
create index person_outcome on investigation.person (investigation, outcome, onset, id);
create index person_number on investigation.person (investigation, number) where number is not null;
create index person_name on investigation.person (investigation, name text_pattern_ops);
create index person_phone on investigation.person (investigation, phone) where phone is not null;

-- Contacts (密切接触者) of a case, or of the event (source null).
create table investigation.contact (
  investigation uuid not null,
  id uuid not null,
  source uuid,
  place text,
  kind text collate "C" not null check (kind in ('household', 'work', 'school', 'transport', 'health-care', 'social', 'other')),
  name text not null,
  number text collate "C",
  sex text collate "C" check (sex in ('male', 'female')),
  age smallint,
  phone text collate "C",
  town text collate "C",
  address text,
  last_exposure date not null,
  -- Followed from `begins` to `until`; `next_due` is the first day that nobody has entered yet.
  begins date not null,
  until date not null,
  next_due date not null,
  worker text collate "C",
  worker_name text,
  state text collate "C" not null check (state in ('following', 'finished', 'lost', 'withdrawn', 'case')),
  symptoms boolean not null,
  -- The case that the contact became, or was from the start.
  as_case uuid,
  created timestamptz not null,
  author text not null,
  version integer not null,
  primary key (investigation, id)
);
create index contact_due on investigation.contact (investigation, state, next_due, id);
create index contact_source on investigation.contact (investigation, source);
create index contact_as_case on investigation.contact (investigation, as_case) where as_case is not null;
create index contact_number on investigation.contact (investigation, number) where number is not null;
create index contact_name on investigation.contact (investigation, name text_pattern_ops);
create index contact_worker on investigation.contact (worker, next_due, id) where state = 'following' and worker is not null;

-- Follow-ups (随访): one a contact and day. `id` is the device's own, so that what is sent twice is written once.
create table investigation.visit (
  investigation uuid not null,
  contact uuid not null,
  id uuid not null,
  day date not null,
  outcome text collate "C" not null check (outcome in ('seen', 'not-reached', 'refused')),
  temperature numeric(3, 1),
  symptoms text[] collate "C" not null,
  note text,
  -- When it was entered, perhaps offline, and when it arrived.
  entered timestamptz not null,
  arrived timestamptz not null,
  by_id text collate "C" not null,
  by_name text not null,
  primary key (investigation, contact, day)
);
create unique index visit_device on investigation.visit (investigation, id);

-- Who infected whom (传播关系), as a person says; rules only propose.
create table investigation.pair (
  investigation uuid not null,
  infector uuid not null,
  infectee uuid not null,
  said_by text not null,
  said_at timestamptz not null,
  reason text,
  primary key (investigation, infectee, infector)
);

-- Exposure places, and who was where when.
create table investigation.presence (
  investigation uuid not null,
  id uuid not null,
  person uuid not null,
  place text not null,
  town text collate "C",
  begins date not null,
  until date not null,
  primary key (investigation, id)
);
create index presence_place on investigation.presence (investigation, place, begins);
create index presence_person on investigation.presence (investigation, person);

-- Samples (样本): taken, sent, result.
create table investigation.sample (
  investigation uuid not null,
  id uuid not null,
  person uuid not null,
  kind text not null,
  taken date not null,
  sent date,
  laboratory text,
  result text collate "C" check (result in ('positive', 'negative', 'unclear')),
  resulted date,
  -- `Observation/…` or `DiagnosticReport/…`.
  reference text collate "C",
  version integer not null,
  primary key (investigation, id)
);
create index sample_person on investigation.sample (investigation, person);
create index sample_open on investigation.sample (investigation, taken, id) where result is null;

create table investigation.task (
  id uuid primary key,
  investigation uuid not null,
  title text not null,
  due date not null,
  assignee text,
  done_at timestamptz,
  done_by text
);
create index task_due on investigation.task (investigation, due, id);

-- Who follows up: they sign on themselves, so that contacts can be given to them.
create table investigation.worker (
  id text collate "C" primary key,
  name text not null,
  joined timestamptz not null
);
