-- What was last verified before verifications were kept row by row (0032) is the first of them, as a part: the whole is verified next.
insert into access.audit_verification (at, ms, first, last, whole, ok, kind, number, says, heads, by_whom)
select (verified->>'at')::timestamptz, 0, 1, (verified->>'to')::bigint, false, (verified->>'ok')::boolean, null, null, verified->>'says', 0, 'console'
  from access.audit_state
 where verified is not null and not exists (select 1 from access.audit_verification);

alter table access.audit_state drop column verified;
