-- What was an institution's and was deleted: its history is still shown there. One row to a resource, kept for good.
create table registry.former_part (
  type text collate "C" not null,
  id text collate "C" not null,
  institution text collate "C" not null,
  primary key (type, id)
);
create index former_part_of on registry.former_part (institution);
