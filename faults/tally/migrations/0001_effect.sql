-- One row for each event that the counting handler was given. No key: a second row for one event must show.
create schema tally;
create table tally.effect (n bigint generated always as identity, event uuid not null, resource text not null, version integer not null);
