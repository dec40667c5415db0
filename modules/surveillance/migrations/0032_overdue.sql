-- When it was first noted that nobody had answered in time; noted before the clock that holds now (due_at): the clock began anew since.
alter table surveillance.warning add column overdue_at timestamptz;
alter table surveillance.signal add column overdue_at timestamptz;
create index warning_unanswered on surveillance.warning (due_at) where answered_at is null;
create index signal_unanswered on surveillance.signal (due_at) where answered_at is null;
