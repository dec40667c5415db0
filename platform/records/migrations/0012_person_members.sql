-- Patients that are of one person (主索引, docs/adr/0017): only people of two and more have rows, and no Patient belongs to two of them.
create table records.person_member (
  -- Number and id of the Patient.
  patient bigint primary key,
  id text collate "C" not null,
  -- Number of the member whose id is the person's.
  person bigint not null
);
create index person_member_of_person on records.person_member (person);

-- Members whose shared rows are worked out once more when all transactions have ended that were open when they were grouped: what those wrote
-- of a patient who had no group yet was written without knowing of it (store/settle-people.ts). Without a horizon: not looked at yet.
create table records.person_unsettled (
  patient bigint primary key,
  horizon xid8
);

-- What is said of one member counts for the others, too: `via` is the patient of whom it was said; 0: of this one. Taking somebody out of
-- a group takes these rows away and no other. `alone`: it counts for this Patient, whoever else is the same person.
alter table records.stake add column via bigint not null default 0, add column alone boolean not null default false;
alter table records.stake drop constraint stake_pkey;
alter table records.stake add primary key (patient, relation, holder, source, via);
alter table records.denial add column via bigint not null default 0;
alter table records.denial drop constraint denial_pkey;
alter table records.denial add primary key (patient, source, part, via);

-- Of registrations that accounts wrote all stakes end; a system's address that ends is marked along with them until it is written again.
update records.stake set alone = true where source like 'Patient/%' and (relation = 7 or until <> 'infinity');
