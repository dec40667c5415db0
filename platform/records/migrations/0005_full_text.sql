-- The words of resources, for _text and _content. Kept by work in the background after each write; `unread` names what it has not
-- read yet, written with the resource and so never wrong.
alter table records.index_state add column full_text text not null default 'off' check (full_text in ('off', 'building', 'ready'));

alter table records.index_job drop constraint index_job_kind_check;
-- text: name every resource as unread, so that the words of all are kept.
alter table records.index_job add constraint index_job_kind_check check (kind in ('add', 'remove', 'again', 'text'));

-- grams: beginnings of words and pairs of characters as numbers, and one for the type.
create table records.full_text (rid bigint not null, place smallint not null, grams integer[] not null, primary key (rid, place));
create index full_text_grams on records.full_text using gin (grams) with (fastupdate = on);

create table records.unread (rid bigint not null, place smallint not null, primary key (rid, place));
