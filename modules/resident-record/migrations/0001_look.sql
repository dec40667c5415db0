create schema resident_record;

-- When somebody last said that they have seen a record, by registration. Moved when they say so and never by looking.
create table resident_record.look (
  -- Id of the account.
  account text collate "C" not null,
  -- Id of the Patient.
  patient text collate "C" not null,
  at timestamptz not null,
  primary key (account, patient)
);
