-- Work that comes round by itself. A job is due at `due_at`; the process that took it holds it until `until` under its
-- token, which rises each time: whoever holds an older one cannot commit.
create table events.job (
  name text collate "C" primary key,
  due_at timestamptz not null,
  token bigint not null default 0,
  holder text,
  until timestamptz,
  ran_at timestamptz,
  -- Runs that failed since the last good one, and what the last of them said.
  failures integer not null default 0,
  error text
);
