create schema access;

create table access.account (
  id text primary key,
  username text not null,
  name text not null,
  password_hash text not null,
  roles text[] not null,
  area text,
  -- A demonstration account: its password is public, so production never lets it in.
  demo boolean not null,
  created_at timestamptz not null,
  disabled_at timestamptz
);
create unique index account_username on access.account (lower(username));

-- What the OpenID provider keeps: sessions, grants, codes, tokens, each under its kind.
create table access.oidc (
  kind text not null,
  id text not null,
  payload jsonb not null,
  grant_id text,
  uid text,
  user_code text,
  expires_at timestamptz,
  consumed_at timestamptz,
  primary key (kind, id)
);
create index oidc_grant on access.oidc (grant_id) where grant_id is not null;
create index oidc_uid on access.oidc (kind, uid) where uid is not null;
create index oidc_user_code on access.oidc (kind, user_code) where user_code is not null;
create index oidc_expiry on access.oidc (expires_at);

-- Keys made at the first start and kept: signing keys, cookie keys.
create table access.secret (
  name text primary key,
  value jsonb not null,
  made_at timestamptz not null
);

-- Who asked for what, and what came of it. Append-only.
create table access.access_log (
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  method text not null,
  path text not null,
  route text not null,
  status integer not null,
  request_id text not null,
  primary key (at, id)
);
create index access_log_actor on access.access_log (actor_id, at);
