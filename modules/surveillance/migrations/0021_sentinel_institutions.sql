-- For which institution a sentinel counts ('Organization/…'): its people report for it. Null: those who keep sentinels alone do.
alter table surveillance.sentinel add column institution text collate "C";
create index sentinel_institution on surveillance.sentinel (institution) where institution is not null;

alter table surveillance.count add column by_id text collate "C";

-- What was said of a count before it was said otherwise, by whom and when; only ever added to, whoever changes the count.
create table surveillance.count_history (
  n bigint generated always as identity primary key,
  day date not null,
  area text collate "C" not null,
  town text collate "C" not null,
  channel text collate "C" not null,
  subject text collate "C" not null,
  source text collate "C" not null,
  count_before integer not null,
  count_after integer not null,
  population_before integer,
  population_after integer,
  said_at timestamptz not null,
  said_by_id text collate "C",
  said_by_name text,
  at timestamptz not null,
  by_id text collate "C",
  by_name text
);
create index count_history_source on surveillance.count_history (source, n);

create function surveillance.keep_count() returns trigger language plpgsql as $$
begin
  insert into surveillance.count_history (day, area, town, channel, subject, source, count_before, count_after, population_before,
    population_after, said_at, said_by_id, said_by_name, at, by_id, by_name)
  values (old.day, old.area, old.town, old.channel, old.subject, old.source, old.count, new.count, old.population,
    new.population, old.at, old.by_id, old.by_name, new.at, new.by_id, new.by_name);
  return null;
end
$$;
create trigger count_kept after update on surveillance.count for each row execute function surveillance.keep_count();
create trigger count_not_taken before delete or truncate on surveillance.count for each statement execute function surveillance.refuse_change();
create trigger count_history_kept before update or delete on surveillance.count_history
  for each row execute function surveillance.refuse_change();
create trigger count_history_whole before truncate on surveillance.count_history
  for each statement execute function surveillance.refuse_change();
