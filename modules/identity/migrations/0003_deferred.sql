-- Somebody has laid an open review aside until a day: it waits with the others again from that moment on, whatever runs or does not run meanwhile.
alter table identity.review
  add column later_until timestamptz,
  add column later_at timestamptz,
  add column later_id text collate "C",
  add column later_name text,
  add constraint review_later check ((later_until is null) = (later_id is null));
create index review_later on identity.review (later_until, id) where later_until is not null;
