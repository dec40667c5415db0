-- Search parameters that were added at run time, and the work of bringing the index to what the parameters say.

-- One row. The epoch changes with every change of what resources are indexed by; `extraction` is the version of the program's own
-- way of indexing, null until a program has said it.
create table records.index_state (
  one boolean primary key default true check (one),
  epoch integer not null,
  extraction integer
);
insert into records.index_state (epoch) values (0);

-- Epochs are drawn, never counted: one that was rolled back is not met again with other contents.
create sequence records.epoch as integer;

-- One row a type: a SearchParameter for several types has several. Numbers are never used again.
create table records.added_parameter (
  number smallint primary key check (number >= 20000),
  type text collate "C" not null,
  code text collate "C" not null,
  -- Id of the SearchParameter resource.
  source text collate "C" not null,
  url text collate "C" not null,
  definition jsonb not null,
  -- building: new writes are indexed by it, older resources are being looked at. ready: it can be searched. retired: no more.
  state text not null check (state in ('building', 'ready', 'retired')),
  job bigint not null
);
create unique index added_parameter_name on records.added_parameter (type, code) where state <> 'retired';
create sequence records.added_number as smallint minvalue 20000 maxvalue 32767;

-- Work on the index, done in the background by whichever process holds the lease; `step` is how far it has come.
create table records.index_job (
  id bigint primary key,
  -- add: index the resources of a type by new parameters. remove: drop the rows of retired ones. again: index a type anew.
  kind text not null check (kind in ('add', 'remove', 'again')),
  type text collate "C" not null,
  numbers smallint[] not null,
  -- Writers of earlier epochs must have ended before it begins.
  epoch integer not null,
  step jsonb not null,
  done bigint not null,
  total bigint,
  tries integer not null,
  failure text,
  token bigint not null,
  holder text,
  until timestamptz,
  due_at timestamptz not null,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index index_job_open on records.index_job (due_at) where finished_at is null;
create sequence records.index_job_id as bigint;

-- Says that this transaction writes by an epoch, until it ends, and answers the epoch in force. The reading comes after the saying,
-- with a snapshot of its own (volatile functions have one for each statement): whoever is answered its own epoch is seen by
-- everybody who looks for writers of that epoch after a later one was committed.
create function records.hold_epoch(mine integer) returns integer language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock_shared(1398109, mine);
  return (select epoch from records.index_state);
end $$;
