-- Who counts what, how often, from when on. Its counts stand in surveillance.count under the source 'sentinel/<id>'.
create table surveillance.sentinel (
  id uuid primary key,
  name text not null,
  kind text collate "C" not null,
  channel text collate "C" not null,
  area text collate "C" not null,
  town text collate "C",
  subjects text[] not null,
  every text collate "C" not null check (every in ('day', 'week')),
  since date not null,
  until date,
  contact text,
  at timestamptz not null,
  by_name text,
  version integer not null
);
create index sentinel_area on surveillance.sentinel (area, name);
