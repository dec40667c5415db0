-- Who answers for a program, how often it was changed (two people at once notice each other), and when it last got a token.
alter table access.client
  add column contacts text[] not null default '{}',
  add column version integer not null default 1,
  add column last_used_at timestamptz;

-- What was done to a program, by whom: what of it was otherwise before. Never a secret.
create table access.client_change (
  id uuid primary key,
  client text not null,
  at timestamptz not null,
  account text not null,
  deed text not null check (deed in ('added', 'edited', 'paused', 'resumed', 'secret', 'tokens-ended')),
  before jsonb,
  after jsonb
);
create index client_change_of on access.client_change (client, at);

-- When an app last got a token by a user's grant.
alter table access.grant_context add column used_at timestamptz;

-- Tokens are counted and ended by program and by person.
create index oidc_client on access.oidc ((payload ->> 'clientId'));
create index oidc_account on access.oidc ((payload ->> 'accountId'));
