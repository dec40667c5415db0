-- How many posts and beds of a sort an institution has, those of one period together. Kept in the transaction that writes the
-- rows of registry.staff and registry.bed, by what comes and goes: rules ask for sorts, and 76,000 rows took five times as long.
create table registry.sort_count (
  institution text collate "C" not null,
  -- `staff`: posts at the first place of practice; `bed`.
  collection text collate "C" not null check (collection in ('staff', 'bed')),
  traits text collate "C" not null,
  -- Open ends as infinities: a primary key has no nulls.
  since date not null,
  until date not null,
  n integer not null,
  primary key (institution, collection, traits, since, until)
);
-- Sorts that nobody has any more are taken away by whoever took the last one.
create index sort_count_none on registry.sort_count (institution) where n = 0;

insert into registry.sort_count (institution, collection, traits, since, until, n)
select institution, 'staff', traits, coalesce(since, '-infinity'), coalesce(until, 'infinity'), count(*)
  from registry.staff where primary_post group by 1, 3, 4, 5
union all
select institution, 'bed', traits, coalesce(since, '-infinity'), coalesce(until, 'infinity'), count(*)
  from registry.bed group by 1, 3, 4, 5;

-- Of what rests what an institution is, and its name: the weakest, as places in the order of kinds of evidence.
alter table registry.institution
  add column membership_rank smallint generated always as (
    greatest(array_position(array['published', 'entered', 'computed', 'synthetic'], attributes->>'kind'),
             array_position(array['published', 'entered', 'computed', 'synthetic'], attributes->>'level'),
             array_position(array['published', 'entered', 'computed', 'synthetic'], attributes->>'ownership'),
             array_position(array['published', 'entered', 'computed', 'synthetic'], attributes->>'place'))) stored,
  add column name_rank smallint generated always as (
    array_position(array['published', 'entered', 'computed', 'synthetic'], attributes->>'name')) stored;

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
