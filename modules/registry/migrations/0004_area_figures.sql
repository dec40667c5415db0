-- Figures of areas that are no sums of institutions. Each row is derived from one MeasureReport alone; of several of one area and
-- measure the newest not after the day holds.
create table registry.area_figure (
  id text collate "C" primary key,
  area text collate "C" not null,
  measure text collate "C" not null,
  as_of date not null,
  value double precision not null,
  evidence text not null,
  source text,
  -- That of the resource.
  version text collate "C" not null
);
create index area_figure_of on registry.area_figure (area, measure, as_of desc);

-- Figures that were taken back: their history is still shown. Kept for good.
create table registry.former_figure (
  id text collate "C" primary key,
  area text collate "C" not null,
  measure text collate "C" not null
);
create index former_figure_of on registry.former_figure (area, measure);
