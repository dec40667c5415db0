-- Until when the county has reviewed what waits for it (the city may from then on); the hours that the first report was given, which no
-- correction changes; the first visit, for onset -> visit -> diagnosis -> report; and what the supplementary card of the disease asks for.
alter table reporting.card
  add column review_by timestamptz,
  add column hours smallint not null default 24,
  add column visited date,
  add column extra jsonb not null default '{}';
update reporting.card set hours = greatest(1, round(extract(epoch from due - diagnosed) / 3600));
update reporting.card set review_by = reported + case when hours <= 2 then interval '2 hours' else interval '24 hours' end where state = 'reported';
-- Who wrote it: an account, or `rule/<id>` until a person takes it on.
update reporting.card set author = 'rule/' || author where source = 'automatic';
create index card_reported_due on reporting.card (due, id) where state = 'reported';

-- Where a resource was found: institutions are shown what they found themselves.
alter table reporting.evidence add column institution text collate "C";
update reporting.evidence e set institution = c.institution from reporting.card c where c.id = e.card and e.outcome = 'prepared';
