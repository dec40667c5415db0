-- The storage of the record store, as decided by measurement (docs/adr/0009). What version 1 held is kept aside under
-- the names …_v1 until the program has carried it over (store/carry-over.ts); an empty version 1 goes at once.
drop table records.search_value;
alter table records.resource rename to resource_v1;
alter index records.resource_pkey rename to resource_v1_pkey;
alter table records.version rename to version_v1;
alter index records.version_pkey rename to version_v1_pkey;
do $$ begin
  if not exists (select from records.version_v1) then
    drop table records.resource_v1;
    drop table records.version_v1;
  end if;
end $$;

-- Numbers are drawn in blocks of 64, so that one statement serves many resources. A number lost is not missed.
create sequence records.rid as bigint increment 64 minvalue 64;

-- The directory: which number and place an id has, also for ids that were only referred to so far. Rows never change.
create table records.name (
  type smallint not null,
  id text collate "C" not null,
  rid bigint not null,
  place smallint not null,
  primary key (type, id)
);

-- The current version of each resource; `deleted` ones keep their number and their history.
-- v: 27 bits of minutes since 1850 (the clinical date) and 37 bits of rid, signed: one order by date for every list.
-- lo, hi: that date exactly, in ms since 1970, hi exclusive. links: parameter code << 48 | rid of each resource referred to.
create table records.resource (
  rid bigint not null,
  v bigint not null,
  updated_at timestamptz not null,
  lo bigint,
  hi bigint,
  version integer not null,
  type smallint not null,
  place smallint not null,
  method smallint not null,
  deleted boolean not null,
  links bigint[] not null,
  body text not null,
  primary key (rid, place)
) with (fillfactor = 90);
create index resource_recent on records.resource (type, updated_at, rid);

-- Superseded versions; a version's body is written once and moves here when the next one comes.
create table records.version (
  rid bigint not null,
  updated_at timestamptz not null,
  version integer not null,
  type smallint not null,
  place smallint not null,
  method smallint not null,
  deleted boolean not null,
  body text not null,
  primary key (rid, version, place)
);
create index version_recent on records.version (type, updated_at, rid);

-- Everything that is found by an exact value: codes, identifiers, references, addresses of things, all of a type.
-- key: parameter code << 48 | 48 bits of the value's hash, or the rid referred to.
create table records.posting (key bigint not null, v bigint not null, place smallint not null);
create index posting_key on records.posting (key, v);

-- Strings, folded for search; `exact` as written where it differs.
create table records.word (
  parameter smallint not null,
  place smallint not null,
  v bigint not null,
  folded text collate "C" not null,
  exact text collate "C"
);
create index word_folded on records.word (parameter, folded, v);

-- Numbers and quantities; key as in posting, the value being the canonical unit (or code and unit of a composite).
create table records.amount (
  key bigint not null,
  lo double precision not null,
  hi double precision not null,
  v bigint not null,
  place smallint not null
);
create index amount_lo on records.amount (key, lo, v);

-- Dates and periods other than the short clinical date of `resource`, in ms since 1970, hi exclusive.
create table records.moment (
  lo bigint not null,
  hi bigint not null,
  v bigint not null,
  parameter smallint not null,
  place smallint not null
);
create index moment_lo on records.moment (parameter, lo, v);
create index moment_hi on records.moment (parameter, hi, v);

-- The dictionary of codes and units in use, per parameter: few and read everywhere. `more` is the unit of a quantity, or
-- what stands beside the code in a composite.
create table records.term (
  key bigint primary key,
  parameter smallint not null,
  system text collate "C" not null,
  code text collate "C" not null,
  more text collate "C" not null
);
create index term_code on records.term (parameter, code);
