-- Which modules this house has, as the last start found them: what a clause needs of the software is there or is not.
create table plan.house_module (
  id text collate "C" primary key
);

-- With how many decimals the document prints the figure: what is compared with it is rounded alike.
alter table plan.fact add column decimals integer not null default 0;
