-- Verifications of the audit log, by the servers themselves and from the console: what was found, and when. The last thousand are kept.
create table access.audit_verification (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  ms integer not null,
  first bigint not null,
  last bigint not null,
  -- From the first kept entry to the last, against all that lies outside; else from where the one before ended.
  whole boolean not null,
  ok boolean not null,
  kind text,
  number bigint,
  says text,
  heads integer not null,
  by_whom text not null
);

-- Who verifies now, when it is due next, and what the heads outside say of this database.
create table access.audit_check (
  id smallint primary key check (id = 1),
  holder text,
  held_until timestamptz,
  due_at timestamptz,
  -- The heads outside know more entries than there were here: {outside, here, at, restored}.
  behind jsonb,
  -- Restores that were marked, oldest first: [{number, to, at, backup}].
  restores jsonb not null default '[]'
);
insert into access.audit_check (id) values (1);
