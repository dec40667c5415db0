-- What was reported too late, of a county: of a million cards one in twenty, and both pages and counts of them are asked for.
create index card_late_reported on reporting.card (report_county, diagnosed desc, id desc) where reported > due;
create index card_late_home on reporting.card (home_county, diagnosed desc, id desc) where reported > due;
