create schema events;

-- Appended in the transaction of what happened; one worker hands each row on and marks it.
create table events.outbox (
  id uuid primary key,
  seq bigint generated always as identity,
  type text not null,
  payload jsonb not null,
  happened_at timestamptz not null,
  done_at timestamptz
);
create index outbox_waiting on events.outbox (seq) where done_at is null;

-- Which handler has seen which event: what makes a second delivery do nothing.
create table events.handled (
  handler text not null,
  event_id uuid not null,
  handled_at timestamptz not null,
  primary key (event_id, handler)
);
