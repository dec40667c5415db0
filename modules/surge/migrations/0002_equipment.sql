-- What a hospital said it has of a kind of equipment and how much of it is in use; a correction is a new row, the newest counts.
create table surge.equipment (
  institution text collate "C" not null,
  kind text collate "C" not null check (kind in ('ventilator', 'ecmo', 'ambulance', 'negative-pressure-ambulance')),
  at timestamptz not null,
  there integer not null check (there >= 0),
  in_use integer not null check (in_use >= 0 and in_use <= there),
  by_name text,
  primary key (institution, kind, at)
);
