-- Historic counts that somebody brought in by file; they stand in surveillance.count under the source 'file/<id>'. Undone, they stay there
-- and nobody reads them.
create table surveillance.count_file (
  id uuid primary key,
  name text not null,
  rows integer not null,
  from_day date not null,
  to_day date not null,
  areas text[] not null,
  at timestamptz not null,
  by_name text,
  undone_at timestamptz,
  undone_by text
);
create index count_file_at on surveillance.count_file (at desc);
create trigger count_file_kept before delete or truncate on surveillance.count_file
  for each statement execute function surveillance.refuse_change();
