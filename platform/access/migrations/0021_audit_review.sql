-- A resident objects to an access: a review, with its notes.
create table access.objection (
  id text primary key,
  entry bigint not null,
  patient text not null,
  account text not null,
  at timestamptz not null,
  reason text not null,
  state text not null check (state in ('open', 'reviewing', 'justified', 'breach')),
  unique (entry, patient, account)
);
create index objection_state on access.objection (state, at);

-- What looks unusual, found again by every run under the same id; the state is a person's.
create table access.anomaly (
  id text primary key,
  kind text not null,
  day date not null,
  actor_id text not null,
  actor_name text,
  severity double precision not null,
  evidence jsonb not null,
  found_at timestamptz not null,
  state text not null check (state in ('open', 'explained', 'escalated'))
);
create index anomaly_state on access.anomaly (state, day);

-- What reviewers said of an objection or an anomaly, and the state they gave it.
create table access.review_note (
  subject text not null,
  at timestamptz not null,
  id text not null,
  account text not null,
  account_name text not null,
  state text not null,
  note text not null,
  primary key (subject, id)
);

-- People whose records are watched more closely than others': every look at them is laid before the privacy officer.
create table access.watched (
  patient text primary key,
  reason text not null,
  account text not null,
  since timestamptz not null
);
