-- A notice is drafted, approved, and sent to those it names, who acknowledge it. What was recorded until now had been issued.
alter table emergency.notice
  add column state text collate "C" not null default 'sent' check (state in ('draft', 'sent', 'withdrawn')),
  add column decided_at timestamptz,
  add column decided_by text;
update emergency.notice set decided_at = at, decided_by = by_name;
alter table emergency.notice alter column state drop default;
create table emergency.recipient (
  notice uuid not null references emergency.notice (id),
  kind text collate "C" not null check (kind in ('department', 'institution')),
  code text collate "C" not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  primary key (notice, kind, code)
);
create index recipient_code on emergency.recipient (kind, code);
