-- One row for each event that the counting handler was given. A number of its own is the key: a second row for one event must show.
create schema tally;
create table tally.effect (n bigint generated always as identity primary key, event uuid not null, resource text not null, version integer not null);
