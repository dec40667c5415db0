-- Who asked for what, what was decided and what the answer held. Requests write here and nothing else; the chain over it is made behind
-- them (access.audit_chain). Rows are added and, after their time, dropped by the retention; nothing else touches them.
create table access.audit (
  entry bigint generated always as identity primary key,
  -- Which of the columns the chain covers, and in what order: see platform/access/audit/line.ts.
  form smallint not null,
  at timestamptz not null,
  event text not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text,
  roles text,
  institution text,
  purpose text,
  method text not null,
  route text not null,
  path text not null,
  status integer not null,
  request_id text not null,
  address text,
  -- What the answer held, as `Type/id` with spaces between; long lists are cut and the count says how many there were.
  resources text,
  resource_count integer not null,
  patients text[],
  patient_count integer not null,
  way text,
  emergency boolean not null,
  note text
);
create index audit_at on access.audit using brin (at);
create index audit_actor on access.audit (actor_id, entry);
create index audit_patient on access.audit using gin (patients);
-- The history of a resource asks who wrote at a moment.
create index audit_change on access.audit (at) where event = 'request' and method <> 'GET' and status < 400;

-- One row an entry, in the order in which the chainer saw them: the hash covers the entry, its number and the hash before.
create table access.audit_chain (
  number bigint primary key,
  entry bigint not null unique,
  hash bytea not null
);

-- Roots of complete subtrees of the Merkle tree over the entries: level 8 covers 256 entries, 16 covers 65,536, 24 covers 16,777,216.
create table access.audit_node (
  level smallint not null,
  place bigint not null,
  hash bytea not null,
  primary key (level, place)
);

-- Signed tree heads, as they are also written outside the database.
create table access.audit_head (
  size bigint not null,
  at timestamptz not null,
  text text not null,
  signature text not null,
  key text not null,
  primary key (size, key)
);

-- From where the log is kept, once its beginning was dropped: signed like a head.
create table access.audit_checkpoint (
  number bigint primary key,
  at timestamptz not null,
  text text not null,
  signature text not null,
  key text not null
);

-- Where the chainer is. Whoever holds the row's lock is the chainer; nobody else can add to the chain meanwhile.
create table access.audit_state (
  id smallint primary key check (id = 1),
  log text not null,
  algorithm text not null,
  number bigint not null,
  hash bytea not null,
  -- Roots of the complete subtrees that the log is made of, largest first.
  frontier bytea[] not null,
  -- Entries up to here were looked at; those in `holes` were not there yet.
  seen bigint not null,
  holes jsonb not null,
  swept bigint not null,
  swept_at timestamptz,
  headed bigint not null,
  headed_at timestamptz,
  verified jsonb
);

create function access.refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('access.audit_retention', true) = 'on' then
    return old;
  end if;
  raise exception 'the audit log is added to and never changed' using errcode = '42501';
end $$;

create trigger audit_kept before update or delete on access.audit for each row execute function access.refuse_audit_change();
create trigger audit_whole before truncate on access.audit for each statement execute function access.refuse_audit_change();
create trigger chain_kept before update or delete on access.audit_chain for each row execute function access.refuse_audit_change();
create trigger chain_whole before truncate on access.audit_chain for each statement execute function access.refuse_audit_change();
create trigger node_kept before update or delete on access.audit_node for each row execute function access.refuse_audit_change();
create trigger head_kept before update or delete on access.audit_head for each row execute function access.refuse_audit_change();
create trigger head_whole before truncate on access.audit_head for each statement execute function access.refuse_audit_change();
