-- Who an account is in the records: a professional, a resident, or both.
alter table access.account add column practitioner text, add column patient text;

-- Where somebody works and as what. Roles held anywhere stand on the account; these count while acting for the institution.
create table access.membership (
  account text not null,
  organization text not null,
  roles text[] not null,
  since timestamptz not null,
  until timestamptz,
  primary key (account, organization)
);
create trigger membership_changed after insert or update or delete on access.membership
  for each statement execute function access.tell_change();

-- Residents for whom somebody acts: a guardian of a child, a relative who was asked to.
create table access.proxy (
  account text not null,
  patient text not null,
  kind text not null check (kind in ('guardian', 'family')),
  since timestamptz not null,
  until timestamptz,
  granted_by text not null,
  primary key (account, patient)
);
create trigger proxy_changed after insert or update or delete on access.proxy
  for each statement execute function access.tell_change();
