create schema identity;

-- What a registration (a Patient resource) says of somebody, as the resource itself says it: a projection, written in its transaction.
create table identity.source (
  patient text collate "C" primary key,
  name text not null,
  -- The name as it is compared and searched: variant forms, spaces and width folded.
  folded text collate "C" not null,
  sex text collate "C" check (sex in ('male', 'female')),
  -- YYYYMMDD, YYYYMM or YYYY.
  born text collate "C",
  -- Normalised: 18 places where it is a citizen number.
  number text collate "C",
  phone text collate "C",
  address text,
  -- Hash of the address as it is compared: who lives together is found by it.
  home integer,
  institution text collate "C",
  provisional text collate "C" check (provisional in ('unknown', 'newborn')),
  -- Patient of a newborn's mother.
  mother text collate "C",
  active boolean not null,
  -- An account changed what a system had written: nothing follows from it by itself.
  by_account boolean not null,
  -- When it was first met, and since when it says what it says.
  registered timestamptz not null,
  recorded timestamptz not null,
  -- Fingerprint of what it says.
  print text collate "C" not null,
  -- Hashes under which it is found by others that may be the same person.
  keys integer[] not null
);
-- Written in batches of a bounded length, so that an import does not turn pages one key at a time and a search reads no long list of what waits.
create index source_keys on identity.source using gin (keys) with (fastupdate = on, gin_pending_list_limit = 256);
create index source_folded on identity.source (folded, patient);
create index source_recorded on identity.source (recorded, patient);
create index source_institution on identity.source (institution, recorded) where institution is not null;
create index source_home on identity.source (home) where home is not null;
create index source_provisional on identity.source (recorded) where provisional is not null;

-- Registrations that nobody has compared since they were written.
create table identity.waiting (
  patient text collate "C" primary key,
  since timestamptz not null
);

-- Who is one person, as records.person_member has it (it decides who reaches whom): written with it, so that lists can be asked by it.
create table identity.member (
  patient text collate "C" primary key,
  person text collate "C" not null
);
create index member_person on identity.member (person, patient);

-- Every decision of who is one person. Nothing here is ever changed or taken away.
create table identity.decision (
  id uuid primary key,
  kind text collate "C" not null check (kind in ('link', 'unlink', 'apart', 'undo', 'auto')),
  at timestamptz not null,
  -- Account or client; null: by itself.
  by_id text collate "C",
  by_name text,
  reason text,
  -- All registrations whose person it decided.
  patients text[] not null,
  -- People before and after, each as its registrations, the one that names it first.
  before jsonb not null,
  after jsonb not null,
  -- The pair that was compared, and what spoke for it.
  pair text[],
  grade text collate "C",
  weight real,
  relatives real,
  evidence jsonb,
  vetoes text[] not null default '{}',
  model text collate "C",
  thresholds jsonb,
  -- Pairs that it said are two people, and pairs of which it took that back.
  apart_added jsonb not null default '[]',
  apart_removed jsonb not null default '[]',
  review uuid,
  -- The decision that it takes back.
  undoes uuid
);
create index decision_at on identity.decision (at, id);
create index decision_patients on identity.decision using gin (patients);
create index decision_undoes on identity.decision (undoes) where undoes is not null;

create function identity.refuse_decision_change() returns trigger language plpgsql as $$
begin
  raise exception 'decisions of the person index are never changed or taken away';
end
$$;
create trigger decision_kept before update or delete on identity.decision for each row execute function identity.refuse_decision_change();
create trigger decision_whole before truncate on identity.decision for each statement execute function identity.refuse_decision_change();

-- Pairs that people have decided are two people; one before other.
create table identity.apart (
  one text collate "C" not null,
  other text collate "C" not null check (one < other),
  decision uuid not null,
  at timestamptz not null,
  primary key (one, other)
);
create index apart_other on identity.apart (other);

-- Pairs that the machine leaves to people. The id follows from the pair, so that no pair stands here twice.
create table identity.review (
  id uuid primary key,
  one text collate "C" not null,
  other text collate "C" not null check (one < other),
  state text collate "C" not null check (state in ('open', 'linked', 'apart', 'withdrawn')),
  grade text collate "C" not null,
  weight real not null,
  relatives real not null,
  evidence jsonb not null,
  vetoes text[] not null,
  model text collate "C" not null,
  opened timestamptz not null,
  decided timestamptz,
  by_id text collate "C",
  by_name text,
  reason text,
  version integer not null
);
create index review_opened on identity.review (state, opened, id);
create index review_weight on identity.review (state, weight, id);
create index review_one on identity.review (one);
create index review_other on identity.review (other);

-- Models that this house has been taught; the one in use is the latest. Without any: the one that comes along.
create table identity.model (
  version text collate "C" primary key,
  body jsonb not null,
  since timestamptz not null
);
