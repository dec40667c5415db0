-- One row for each handler an event is to reach, made in the transaction that appends the event. An event that nobody
-- waits for costs one row and is never touched again.
alter table events.outbox rename column done_at to handed_at;
alter table events.outbox add column subject text collate "C";
-- What a person put in place of the payload; the payload itself is never changed.
alter table events.outbox add column corrected jsonb;
drop index events.outbox_waiting;
create index outbox_left on events.outbox (seq) where handed_at is null;
create index outbox_age on events.outbox (happened_at);

-- Who waits for what, as the programs that run have announced it.
create table events.subscription (
  handler text collate "C" not null,
  event text collate "C" not null,
  title jsonb,
  announced_at timestamptz not null,
  primary key (handler, event)
);

-- States and moves are drawn in platform/events/README.md.
create table events.delivery (
  event_id uuid not null,
  handler text collate "C" not null,
  -- The event's own seq: the order within a subject.
  seq bigint not null,
  subject text collate "C",
  lane smallint not null,
  state text collate "C" not null check (state in ('waiting', 'behind', 'retry', 'dead', 'aside', 'done')),
  -- Tries since the last time a person asked for one.
  tries integer not null default 0,
  -- Raised by whatever a person does: what was read before is no longer what is to be done.
  revision integer not null default 0,
  due_at timestamptz,
  done_at timestamptz,
  error text,
  primary key (event_id, handler)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.1);
create index delivery_waiting on events.delivery (handler, lane, seq) where state = 'waiting';
create index delivery_due on events.delivery (handler, lane, due_at) where state = 'retry';
create index delivery_blocking on events.delivery (handler, subject, seq) where state in ('retry', 'dead');
create index delivery_behind on events.delivery (handler, subject, seq) where state = 'behind';
create index delivery_attention on events.delivery (state, seq) where state not in ('done', 'waiting');
create index delivery_newest on events.delivery (seq);

-- A sixteenth of one handler's subjects: what a worker leases. `token` rises with each lease; whoever holds an older
-- one cannot commit. Nobody holds a lane whose `until` is null or past.
create table events.lane (
  handler text collate "C" not null,
  lane smallint not null,
  token bigint not null default 0,
  holder text,
  until timestamptz,
  taken_at timestamptz,
  primary key (handler, lane)
);

-- What went wrong with an event and what people did about it.
create table events.history (
  event_id uuid not null,
  n bigint generated always as identity,
  handler text collate "C",
  at timestamptz not null,
  what text collate "C" not null check (what in ('failed', 'dead', 'retried', 'corrected', 'set-aside', 'taken-back')),
  -- Null where no person did it.
  by_id text,
  by_name text,
  note text,
  payload jsonb,
  primary key (event_id, n)
);

-- The marks of the first design become deliveries that are done; events it had not handed on yet are handed on when the
-- handlers announce themselves at the next start.
insert into events.delivery (event_id, handler, seq, lane, state, tries, done_at)
  select h.event_id, h.handler, o.seq, hashtext(o.id::text) & 15, 'done', 1, h.handled_at
    from events.handled h join events.outbox o on o.id = h.event_id;
drop table events.handled;
