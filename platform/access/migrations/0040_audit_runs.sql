-- The chain lies in runs: entries whose keys follow each other as their numbers do, at most 256 and of one block of 256 numbers, with the hashes
-- of all of them in one value. A row and two index entries for each entry cost more than the entry's own hash.
create table access.audit_run (
  -- Number and key of the first.
  number bigint primary key,
  entry bigint not null unique,
  count integer not null check (count between 1 and 256),
  -- The hash of each, 32 bytes, one after the other.
  hashes bytea not null
);
-- Hashes cannot be compressed.
alter table access.audit_run alter column hashes set storage external;

insert into access.audit_run (number, entry, count, hashes)
select min(number), min(entry), count(*), string_agg(hash, ''::bytea order by number)
  from (select number, entry, hash, sum(begins) over (order by number) as run
          from (select number, entry, hash,
                       case when number = lag(number) over following + 1 and entry = lag(entry) over following + 1 and (number - 1) % 256 <> 0
                            then 0 else 1 end as begins
                  from access.audit_chain
                window following as (order by number)) as links) as runs
 group by run;

drop table access.audit_chain;

create trigger run_kept before update or delete on access.audit_run for each row execute function access.refuse_audit_change();
create trigger run_whole before truncate on access.audit_run for each statement execute function access.refuse_audit_change();

-- Link by link, for people: it unpacks every run before it.
create view access.audit_chain as
select r.number + n as number, r.entry + n as entry, substr(r.hashes, n * 32 + 1, 32) as hash
  from access.audit_run r cross join lateral generate_series(0, r.count - 1) as n;
