-- By which files the areas and published totals stand, so that a start need not read them again while they stay the same.
create table registry.plan_files (
  id boolean primary key check (id),
  hash text not null
);
