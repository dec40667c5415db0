create schema plan;

-- The plans of plans/ as they were last read and checked; `hash` tells whether a folder has changed.
create table plan.plan (
  id text collate "C" primary key,
  hash text not null,
  body jsonb not null,
  loaded_at timestamptz not null
);

-- Figures a plan's folder carries, each with the document and section it stands in. Replaced as a whole.
create table plan.fact (
  plan text collate "C" not null,
  area text collate "C" not null,
  measure text collate "C" not null,
  as_of date not null,
  evidence text not null check (evidence in ('published', 'entered')),
  value double precision not null,
  document text not null,
  section text not null,
  primary key (plan, area, measure, as_of, evidence)
);

-- Documents a person has loaded; `hash` is SHA-256 of the text, so that the same one is not kept twice.
create table plan.document (
  id text collate "C" primary key,
  plan text collate "C" not null,
  hash text not null,
  number text not null,
  title text not null,
  text text not null,
  added_at timestamptz not null,
  added_by text not null,
  unique (plan, hash)
);

-- What each locator of the plan found in a document: the exact sentence, or why there is none.
create table plan.quote (
  document text collate "C" not null references plan.document (id) on delete cascade,
  clause text collate "C" not null,
  status text not null check (status in ('found', 'missing', 'ambiguous')),
  start_at integer,
  end_at integer,
  quote text,
  highlight text,
  primary key (document, clause)
);
