-- Break-glass (紧急调阅): somebody reached a person's records without a relation, for a reason and a time, and each is looked at afterwards.
--
--   open --review--> justified | unjustified          (whether or not its time is over)
create table access.emergency (
  id uuid primary key,
  account text not null,
  -- `Patient/…`
  patient text not null,
  -- `Organization/…` for which the account acted.
  institution text,
  reason text not null,
  since timestamptz not null,
  until timestamptz not null,
  -- Ended earlier than `until`, and by whom.
  ended_at timestamptz,
  ended_by text,
  state text not null default 'open' check (state in ('open', 'justified', 'unjustified')),
  note text,
  reviewed_by text,
  reviewed_at timestamptz
);
create index emergency_of_account on access.emergency (account, until);
create index emergency_state on access.emergency (state, since);

create trigger emergency_changed after insert or update or delete on access.emergency
  for each statement execute function access.tell_change();
