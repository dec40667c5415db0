-- The life of an account (platform/access/domain/account-life.ts): locked until then, or asked to choose a new password.
alter table access.account
  add column locked_until timestamptz,
  add column must_change boolean not null default false,
  add column password_at timestamptz;

-- A one-time code that an administrator hands over: it stands for the password once, and a new one must be chosen.
create table access.password_code (
  account text primary key,
  code_hash text not null,
  made_by text not null,
  made_at timestamptz not null,
  until timestamptz not null
);

-- The second factor (RFC 6238). Unconfirmed until its first code was typed; no step is taken twice.
create table access.second_factor (
  account text primary key,
  secret text not null,
  made_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0
);

create table access.recovery_code (
  account text not null,
  code_hash text not null,
  used_at timestamptz,
  primary key (account, code_hash)
);

-- Sign-ins that failed, by account and address, by account and known device, by address, by account.
create table access.attempt (
  key text primary key,
  failures integer not null,
  last_at timestamptz not null
);
create index attempt_last on access.attempt (last_at);

-- Browsers from which somebody has signed in: the hash of what their cookie holds.
create table access.device (
  id text not null,
  account text not null,
  since timestamptz not null,
  last_seen timestamptz not null,
  primary key (id, account)
);

-- The page's sessions: one for each token a browser holds, and for whom and where its owner acts today.
create table access.session (
  id uuid primary key,
  account text not null,
  token text not null,
  grant_id text,
  session_uid text,
  since timestamptz not null,
  last_seen timestamptz not null,
  until timestamptz not null,
  address text not null,
  agent text not null,
  device text,
  institution text,
  patient text
);
create index session_token on access.session (token);
create index session_account on access.session (account);
create trigger session_changed after update of institution, patient on access.session
  for each statement execute function access.tell_change();
create trigger session_ended after delete on access.session for each statement execute function access.tell_change();
