-- Whether the person was admitted for it: rules on clusters count those who were. On the card a person's word, or what the visit at which it was
-- found says; of evidence whether it was found at a stay in hospital, which may begin after the card was reported.
alter table reporting.card add column hospitalised text collate "C" check (hospitalised in ('yes', 'no'));
alter table reporting.evidence add column inpatient boolean not null default false;
