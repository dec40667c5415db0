-- A notice that asks for nothing any more stays, with when and why: the days were set otherwise, the due date was moved, or the task
-- is no longer to be done.
alter table tasks.notice
  add column withdrawn_at timestamptz,
  add column withdrawn_why text collate "C" check (withdrawn_why in ('settings', 'due', 'state')),
  add constraint notice_withdrawn check ((withdrawn_at is null) = (withdrawn_why is null));
