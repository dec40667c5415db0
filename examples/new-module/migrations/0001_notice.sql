create schema notices;

create table notices.notice (
  id uuid primary key,
  title text not null,
  body text not null,
  until date not null,
  posted_by text not null,
  posted_at timestamptz not null
);
create index notice_until on notices.notice (until);
