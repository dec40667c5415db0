-- What accounts wrote and relations of their institution follow from (relations/account-stakes.ts draws its life). The stakes themselves lie in
-- records.stake; this says whose word they rest on, and since when their days count.
create table access.opening (
  -- `Encounter/7`
  source text primary key,
  -- Id of the Patient.
  patient text not null,
  -- `Organization/…` for which the account acted.
  institution text not null,
  account text not null,
  at timestamptz not null,
  -- The house stood in no relation to the person but by accounts.
  alone boolean not null,
  confirmed_by text,
  relation text check (relation in ('treating', 'contracted')),
  since timestamptz,
  until timestamptz
);
create index opening_of_patient on access.opening (patient, institution);
create index opening_at on access.opening (at);

-- Resources of systems that an account has changed last: their stakes stay as they are when relations are worked out anew.
create table access.kept_stakes (
  source text primary key
);
