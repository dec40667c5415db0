-- A night that was ordered and how far it is, one at a time; what it judged stands in surveillance.night.
create table surveillance.night_order (
  id uuid primary key,
  day date not null,
  state text collate "C" not null check (state in ('waiting', 'running', 'done', 'failed')),
  stage text collate "C" check (stage in ('place', 'rules', 'read', 'judge', 'write')),
  -- Of this stage.
  done integer not null default 0,
  total integer not null default 0,
  -- How often a process took it.
  tries integer not null default 0,
  ordered_at timestamptz not null,
  by_name text,
  begun_at timestamptz,
  ended_at timestamptz,
  holder text,
  lease_until timestamptz,
  -- What the stages took, ms.
  stages jsonb not null default '[]',
  failure text
);
create unique index night_order_open on surveillance.night_order ((true)) where state in ('waiting', 'running');
create index night_order_at on surveillance.night_order (ordered_at desc);

-- A visit that comes after what was seen at it says where that was.
create index seen_unplaced on surveillance.seen (encounter) where organization is null or organization = '';

-- What methods said on a night, by channel and method: p as 8-byte floats, least first. Of very many, as many as stand for all.
create table surveillance.judged (
  day date not null references surveillance.night (day) on delete cascade,
  channel text collate "C" not null,
  method text collate "C" not null,
  p bytea not null,
  primary key (day, channel, method)
);
insert into surveillance.judged (day, channel, method, p)
  select day, channel, method || '/' || step, string_agg(float8send(p), ''::bytea order by p)
    from (select *, row_number() over w as n, count(*) over (partition by day, channel, method, step) as every
            from surveillance.judgement where p is not null window w as (partition by day, channel, method, step order by p)) as j
   where every <= 500 or n % (every / 500 + 1) = (every / 500 + 1) / 2
   group by day, channel, method, step;
