-- How detection is set: a version is never changed, another follows it. Version 1 is what the software does until somebody says otherwise.
create table surveillance.settings_version (
  version integer primary key check (version > 1),
  content jsonb not null,
  at timestamptz not null,
  by_name text
);
insert into surveillance.settings_version (version, content, at, by_name)
  select 2, content, at, by_name from surveillance.detection_settings;
drop table surveillance.detection_settings;
create trigger settings_version_kept before update or delete on surveillance.settings_version
  for each row execute function surveillance.refuse_change();
create trigger settings_version_whole before truncate on surveillance.settings_version
  for each statement execute function surveillance.refuse_change();
create trigger threshold_whole before truncate on surveillance.threshold
  for each statement execute function surveillance.refuse_change();
