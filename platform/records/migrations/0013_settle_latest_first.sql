-- After a load of a whole city hundreds of thousands wait; who was grouped last is looked at first.
create index person_unsettled_horizon on records.person_unsettled (horizon desc, patient);
