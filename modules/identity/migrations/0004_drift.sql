-- Which of the fields that tell people apart have changed since the registration was compared last: what it contradicts only now.
alter table identity.source add column changed text[] not null default '{}';

-- drift: both belong to one person, and one of them, `drifted`, has changed so that it contradicts the other.
alter table identity.review
  add column kind text collate "C" not null default 'pair' check (kind in ('pair', 'drift')),
  add column drifted text collate "C",
  add constraint review_drifted check ((kind = 'drift') = (drifted is not null));
