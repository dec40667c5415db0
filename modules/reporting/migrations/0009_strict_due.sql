-- By when a stricter form that the card has said before had to be reported: it comes back with that form. Null: there was none.
alter table reporting.card add column strict_due timestamptz;
