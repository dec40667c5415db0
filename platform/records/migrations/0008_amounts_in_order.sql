-- Amounts in the order of the lists: the first page of those above a bound, or whether one resource is above it, reads no more than
-- it needs, however many there are. Both ends are in the index, so that it answers alone.
create index amount_v on records.amount (key, v) include (lo, hi);

-- The few amounts that are ranges, answered by their index alone as well: or the planner would rather read the whole list above.
drop index records.amount_wide;
create index amount_wide on records.amount (key, lo, hi, v) where lo < hi;
