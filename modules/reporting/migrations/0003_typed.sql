-- What somebody has typed into a card and not yet kept, so that a lost connection or a closed window costs nothing. `card` is its id, or `new`.
create table reporting.typed (
  account text collate "C" not null,
  card text collate "C" not null,
  -- The card's version when it was opened; null: a new one.
  version integer,
  said jsonb not null,
  at timestamptz not null,
  primary key (account, card)
);
create index typed_at on reporting.typed (at);
