-- What an institution has one by one. Each row is derived from one FHIR resource alone, as those of 0001 are.
-- Days are inclusive; null where the resource names none.

alter table registry.institution
  add column fields text[] not null default '{}',
  add column designations text[] not null default '{}',
  add column complete text[] not null default '{}';

-- One row to a post; somebody with several has one that is `primary_post`, and counts there only.
create table registry.staff (
  id text collate "C" primary key,
  person text collate "C" not null,
  institution text collate "C" not null,
  name text not null,
  profession text collate "C" not null,
  category text collate "C",
  licence text collate "C",
  specialty text collate "C",
  duties text[] not null,
  post text collate "C" not null,
  established boolean not null,
  primary_post boolean not null,
  years integer,
  since date,
  until date,
  evidence text not null,
  source text
);
create index staff_of on registry.staff (institution, id);
create index staff_person on registry.staff (person);

create table registry.bed (
  id text collate "C" primary key,
  institution text collate "C" not null,
  ward text collate "C",
  ward_name text,
  class text collate "C" not null,
  department text collate "C",
  convertible boolean not null,
  openable boolean not null,
  since date,
  until date,
  evidence text not null,
  source text
);
create index bed_of on registry.bed (institution, id);

create table registry.department (
  id text collate "C" primary key,
  institution text collate "C" not null,
  code text collate "C" not null,
  name text not null,
  since date,
  until date,
  evidence text not null,
  source text
);
create index department_of on registry.department (institution, id);

create table registry.laboratory (
  id text collate "C" primary key,
  institution text collate "C" not null,
  level text collate "C" not null,
  name text not null,
  since date,
  until date,
  evidence text not null,
  source text
);
create index laboratory_of on registry.laboratory (institution, id);

create table registry.equipment (
  id text collate "C" primary key,
  institution text collate "C" not null,
  type text collate "C" not null,
  name text,
  since date,
  until date,
  evidence text not null,
  source text
);
create index equipment_of on registry.equipment (institution, id);

create table registry.station (
  id text collate "C" primary key,
  institution text collate "C" not null,
  name text not null,
  area text collate "C" not null,
  town text collate "C",
  since date,
  until date,
  evidence text not null,
  source text
);
create index station_of on registry.station (institution, id);

create table registry.team (
  id text collate "C" primary key,
  institution text collate "C" not null,
  kind text collate "C" not null,
  name text not null,
  since date,
  until date,
  evidence text not null,
  source text
);
create index team_of on registry.team (institution, id);

-- Childcare institutions 托育机构 are none of the health institutions; where they stand says registry.institution_site.
create table registry.childcare (
  id text collate "C" primary key,
  name text not null,
  places integer not null,
  as_of date not null,
  evidence text not null,
  source text
);
