create schema records;

-- The current version of each FHIR resource. The distribution key is settled with the storage design that
-- replaces these tables (see the records ADR); until then every key starts with type and id.
create table records.resource (
  type text collate "C" not null,
  id text collate "C" not null,
  version integer not null,
  updated_at timestamptz not null,
  body text not null,
  primary key (type, id)
);

-- Every version ever written, the current one included.
create table records.version (
  type text collate "C" not null,
  id text collate "C" not null,
  version integer not null,
  updated_at timestamptz not null,
  body text not null,
  primary key (type, id, version)
);

-- What resources are found by: identifier and type tokens (system, value), folded names (system '').
create table records.search_value (
  type text collate "C" not null,
  parameter text collate "C" not null,
  value text collate "C" not null,
  system text collate "C" not null,
  id text collate "C" not null,
  primary key (type, parameter, value, system, id)
);
create index search_value_of on records.search_value (type, id);
