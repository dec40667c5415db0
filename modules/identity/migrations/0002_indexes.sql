-- Who waits longest is taken first.
create index waiting_since on identity.waiting (since, patient);
-- Lists by day of birth; decisions of one kind, and of one account.
create index source_born on identity.source (born, patient);
create index decision_kind on identity.decision (kind, at, id);
create index decision_by on identity.decision (by_id, at, id) where by_id is not null;
