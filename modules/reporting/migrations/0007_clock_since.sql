-- The earliest diagnosis that a card has said: a later one said afterwards gives no more time. Null: as it says now.
alter table reporting.card add column clock_since timestamptz;
