-- Packed lists: the numbers of a long list of postings as bits, so that counting it or intersecting two reads kilobytes instead of
-- every posting. They follow the postings at a distance: what was written since stands in `unpacked` and `unpacked_run`, written with
-- the postings themselves, and is folded in by work in the background (store/packed.ts says why answers are exact all the while).

-- A list that is packed, and how many bits of it are set.
create table records.packed_list (key bigint primary key, n bigint not null);

-- 61,440 numbers a row, which fills a page; a block without any of the list has no row. Spread by block: whatever is intersected or
-- united lies together.
create table records.packed (
  key bigint not null,
  block integer not null,
  n integer not null,
  data bit(61440) not null,
  primary key (key, block)
);
alter table records.packed alter column data set storage plain;

-- Resources whose keys have changed since they were folded in: their present keys, and those they have lost since.
create table records.unpacked (
  rid bigint not null,
  place smallint not null,
  keys bigint[] not null,
  gone bigint[] not null,
  primary key (rid, place)
);

-- Postings of an import's first versions, many in a row: key (8 bytes), how many (4), and for each block (4) and bit (2).
create table records.unpacked_run (id bigint generated always as identity primary key, data bytea not null);
alter table records.unpacked_run alter column data set storage external;

-- Lists that were there before this: the next parameter whose lists are to be looked through, null when that is done.
create table records.packed_state (one boolean primary key default true check (one), next integer);
insert into records.packed_state (next) values (0);
