-- To merge a signal is no answer to it: it is answered when the one that speaks for it is. Where nobody gave a verdict, the moment of merging stood.
update surveillance.signal s set answered_at = null
 where answered_at is not null and not exists (select 1 from surveillance.step t where t.signal = s.id and t.kind = 'verdict');
