-- What an institution has one by one. Each row is derived from one FHIR resource alone, as those of 0001 are.
-- Days are inclusive; null where the resource names none.

alter table registry.institution
  add column fields text[] not null default '{}',
  add column designations text[] not null default '{}',
  add column complete text[] not null default '{}',
  -- Its figures once more, as one JSON text: rules ask all of them of every institution at once, and 36,000 rows took four times as long.
  add column figures text not null default '[]';

-- As `figuresText` of domain/traits.ts writes them: those of one day and evidence together, the days in order.
update registry.institution i set figures = f.figures
  from (
    select institution, '[' || string_agg('["' || as_of || '","' || evidence || '",{' || counts || '}]', ',' order by as_of, evidence) || ']' as figures
      from (
        select institution, as_of, evidence, string_agg('"' || measure || '":' || value, ',' order by measure) as counts
          from registry.institution_fact group by institution, as_of, evidence
      ) days group by institution
  ) f
 where f.institution = i.id;

-- The view as it was, made anew so that it shows the new columns.
drop view registry.listed;
create view registry.listed as
  select i.*, s.area, t.code as town, t.name_zh as town_name, s.name_zh as area_zh, s.name_en as area_en
    from registry.institution i
    join (
      -- Distinct, not lateral: over 3,845 institutions a lateral join took 107 ms, this takes 10.
      select distinct on (p.institution) p.institution, p.area, p.town, a.name_zh, a.name_en
        from registry.institution_site p join registry.area a on a.code = p.area and a.level <> 'town'
       order by p.institution, p.id
    ) s on s.institution = i.id
    left join registry.area t on t.code = s.town and t.level = 'town'
   where i.active and i.class is not null and i.kind is not null and i.ownership is not null;

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
  source text,
  -- What rules ask of a post, as one JSON text: grouping 45,000 posts by it takes a third of grouping them by nine columns.
  traits text collate "C" not null
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
  source text,
  -- As of a post.
  traits text collate "C" not null
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
