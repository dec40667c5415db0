create schema registry;

-- The area tree (GB/T 2260 codes, nine-digit town codes), as the plan folders give it. A reference table.
create table registry.area (
  code text collate "C" primary key,
  parent text collate "C" references registry.area (code),
  level text not null check (level in ('city', 'urban', 'county', 'zone', 'town')),
  type text not null,
  name_zh text not null,
  name_en text not null,
  -- The order of the plan's own tables.
  position integer not null
);

-- What documents print of an area: populations, and the totals the registry is compared with.
create table registry.published_total (
  area text collate "C" not null references registry.area (code),
  measure text collate "C" not null,
  as_of date not null,
  value double precision not null,
  decimals integer not null,
  evidence text not null,
  document text not null,
  section text not null,
  primary key (area, measure, as_of)
);

-- Projections: each row is derived from one FHIR resource alone, in the transaction that writes it, so that
-- the order in which resources arrive does not matter. Null where the resource does not say it in our codes.
create table registry.institution (
  id text collate "C" primary key,
  name text not null,
  class text,
  kind text,
  level text not null,
  ownership text,
  active boolean not null,
  named boolean not null,
  section text,
  since date not null,
  attributes jsonb not null,
  beds integer,
  staff integer,
  as_of date,
  evidence text not null
);

create table registry.institution_fact (
  institution text collate "C" not null,
  measure text collate "C" not null,
  as_of date not null,
  value integer not null,
  evidence text not null,
  source text,
  primary key (institution, measure, as_of)
);

create table registry.institution_site (
  id text collate "C" primary key,
  institution text collate "C" not null,
  area text collate "C" not null,
  town text collate "C"
);
create index institution_site_of on registry.institution_site (institution, id);

create table registry.institution_service (
  id text collate "C" primary key,
  institution text collate "C" not null,
  code text collate "C" not null,
  offered boolean not null,
  evidence text not null
);
create index institution_service_of on registry.institution_service (institution);

-- An organization is an institution once what it is, who runs it and where it stands are known. Of several sites the first by id counts.
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
