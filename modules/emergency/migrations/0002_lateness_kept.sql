-- When a task was cancelled: how late it was then is kept.
alter table emergency.task add column cancelled_at timestamptz;
