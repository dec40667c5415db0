create schema tasks;

-- Departments and chapters as the plan files name them; replaced at every start.
create table tasks.department (
  plan text collate "C" not null,
  code text collate "C" not null,
  name_zh text not null,
  name_en text not null,
  place integer not null,
  primary key (plan, code)
);
create table tasks.chapter (
  plan text collate "C" not null,
  code text collate "C" not null,
  name_zh text not null,
  name_en text not null,
  place integer not null,
  primary key (plan, code)
);

-- One row for each area a task is given to: what is for every county has a row for each, under one `origin`.
create table tasks.task (
  id text collate "C" primary key,
  origin text collate "C" not null,
  -- Null: people made it.
  plan text collate "C",
  clauses text[] not null,
  -- First part of the clauses' numbers, e.g. 5 of 5.2.3-c; null for a task without a clause.
  chapter text collate "C",
  area text collate "C" not null,
  title_zh text not null,
  title_en text not null,
  responsible text[] not null,
  supporting text[] not null,
  -- Username of an account.
  assignee text collate "C",
  start date,
  due date,
  state text collate "C" not null check (state in ('open', 'in-progress', 'reported', 'done', 'cancelled')),
  -- Why it was cancelled, returned or opened again: what was said with the last move.
  reason text,
  percent smallint not null check (percent between 0 and 100),
  -- Days before the due date on which to remind; null: as set for all.
  remind_days integer[],
  -- Rises with each change of a field; what a writer says he has seen.
  version integer not null,
  -- Fields that people have set: there the plan file no longer decides.
  touched text[] not null,
  created_by text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  done_on date,
  -- The plan file has dropped it; it stays because people wrote on it.
  retired_at timestamptz
);
create index task_origin on tasks.task (origin, area);
create index task_clauses on tasks.task using gin (clauses);
create index task_due on tasks.task (due, id);
create index task_assignee on tasks.task (assignee) where assignee is not null;

create table tasks.milestone (
  id text collate "C" primary key,
  task text collate "C" not null references tasks.task (id) on delete cascade,
  place integer not null,
  title_zh text not null,
  title_en text not null,
  due date,
  done_on date,
  version integer not null,
  from_file boolean not null,
  touched boolean not null
);
create index milestone_task on tasks.milestone (task, place);

create table tasks.note (
  id uuid primary key,
  task text collate "C" not null references tasks.task (id) on delete cascade,
  text text not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);
create index note_task on tasks.note (task, at);

create table tasks.link (
  id uuid primary key,
  task text collate "C" not null references tasks.task (id) on delete cascade,
  url text not null,
  title text not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);
create index link_task on tasks.link (task, at);

create table tasks.attachment (
  id uuid primary key,
  task text collate "C" not null references tasks.task (id) on delete cascade,
  name text not null,
  type text not null,
  size integer not null,
  sha256 text not null,
  content bytea not null,
  at timestamptz not null,
  by_id text not null,
  by_name text not null
);
-- Compressed once by whoever made the file.
alter table tasks.attachment alter column content set storage external;
create index attachment_task on tasks.attachment (task, at);

-- Every change: who, when, what before and after. Never updated, never deleted but with its task.
create table tasks.change (
  task text collate "C" not null references tasks.task (id) on delete cascade,
  n bigint generated always as identity,
  -- Of the task after the change of a field; null for what is a row of its own.
  version integer,
  field text collate "C" not null,
  before jsonb,
  after jsonb,
  at timestamptz not null,
  -- Null: the plan file.
  by_id text,
  by_name text,
  primary key (task, n)
);

-- A reminder or a step of escalation, once each for a due date.
create table tasks.notice (
  task text collate "C" not null references tasks.task (id) on delete cascade,
  kind text collate "C" not null check (kind in ('reminder', 'escalation')),
  due date not null,
  -- Of a reminder the days before, of an escalation the level.
  step integer not null,
  days integer not null,
  told jsonb not null,
  at timestamptz not null,
  primary key (task, kind, due, step)
);
create index notice_at on tasks.notice (at desc);

-- One row, `reminders`, once somebody has set something.
create table tasks.setting (
  name text collate "C" primary key,
  value jsonb not null,
  version integer not null,
  at timestamptz not null,
  by_name text not null
);

create view tasks.listed as
  select t.*, coalesce(m.total, 0)::int as milestones, coalesce(m.reached, 0)::int as reached, m.next_due,
         case when t.state = 'done' then 100
              when m.total > 0 then floor(100.0 * m.reached / m.total)::int
              else t.percent end as progress
    from tasks.task t
    left join (select task, count(*) as total, count(done_on) as reached, min(due) filter (where done_on is null) as next_due
                 from tasks.milestone group by task) m on m.task = t.id;
