-- What a first page needs so that it costs the same in a large store as in a small one. All three hold few rows.

-- Amounts that are ranges: of all others the upper end is the lower one, and a search by either reads the index by `lo`.
create index amount_wide on records.amount (key, lo) where lo < hi;

-- Periods of more than a day, by how long they are: who began before a moment and lasts beyond it began no longer before than
-- its kind lasts. v stands in the order of the lists, so a page reads a page. Days: 2, 4, 8 … 131,072.
create index moment_long on records.moment (parameter, width_bucket(hi - lo, '{172800000,345600000,691200000,1382400000,2764800000,5529600000,11059200000,22118400000,44236800000,88473600000,176947200000,353894400000,707788800000,1415577600000,2831155200000,5662310400000,11324620800000}'::bigint[]), v)
  where hi - lo > 86400000;

-- Moments in another minute than the one by which their resource stands in the lists.
create index moment_elsewhere on records.moment (parameter, v)
  where lo < ((v >> 37) + 3995104) * 60000 or lo >= ((v >> 37) + 3995104) * 60000 + 60000;
