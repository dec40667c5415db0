-- Programs that may ask on their own behalf (backend) or on a user's (app). Secrets are kept as hashes.
create table access.client (
  id text primary key,
  name text not null,
  kind text not null check (kind in ('backend', 'app')),
  -- How it proves who it is: a key of its own, a secret, or not at all (an app that can keep none).
  method text not null check (method in ('private_key_jwt', 'client_secret_basic', 'none')),
  secret_hash text,
  secret_at timestamptz,
  jwks jsonb,
  jwks_uri text,
  redirect_uris text[] not null,
  launch_uri text,
  scopes text[] not null,
  created_at timestamptz not null,
  created_by text not null,
  disabled_at timestamptz
);

-- A launch out of this system: an app begins with this patient in view. Good once, for minutes.
create table access.launch (
  id text primary key,
  account text not null,
  client text not null,
  patient text not null,
  until timestamptz not null
);

-- What an app was told of the context of a grant: the patient in view.
create table access.grant_context (
  grant_id text primary key,
  account text not null,
  client text not null,
  patient text,
  made_at timestamptz not null
);
create index grant_context_account on access.grant_context (account);
