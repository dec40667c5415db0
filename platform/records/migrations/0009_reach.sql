-- What a reader reaches of other people's records (reach/). Rows follow from resources: `source` is the resource that they come from.

-- A person's records may be reached by this holder in this relation from `since` on, before `until`. Everywhere on a cluster: the rows of
-- every resource are tested against it.
create table records.stake (
  patient bigint not null,
  -- treating, contracted, responsible, self, proxy, emergency: 1 to 6 (reach/relations.ts).
  relation smallint not null,
  holder text collate "C" not null,
  source text collate "C" not null,
  since timestamptz not null,
  until timestamptz not null,
  primary key (patient, relation, holder, source)
);
create index stake_of_holder on records.stake (holder, relation, patient);
create index stake_of_source on records.stake (source);

-- What a person forbids: to an institution (null: to all but those spared), of a type (null: of all), for a purpose (null: for any).
create table records.denial (
  patient bigint not null,
  source text collate "C" not null,
  -- Several of one source.
  part smallint not null,
  institution text collate "C",
  spared text[] not null,
  type smallint,
  purpose text collate "C",
  since timestamptz not null,
  until timestamptz not null,
  primary key (patient, source, part)
);
create index denial_of_source on records.denial (source);

-- Types whose resources were written before labels were kept: until they are indexed anew, each of them counts as bearing every label.
create table records.unlabelled (type smallint primary key);
insert into records.unlabelled select distinct type from records.resource;
