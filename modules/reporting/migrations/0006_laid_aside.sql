-- What capture could not read: laid aside with why, so that all others go on; looked at again when it is written anew or somebody says so.
create table reporting.laid_aside (
  source text collate "C" primary key,
  found timestamptz not null,
  -- SQLSTATE and constraint, or the kind of error and its first words; nothing of what the resource says.
  error text not null,
  first_at timestamptz not null,
  at timestamptz not null,
  tries integer not null
);
create index laid_aside_at on reporting.laid_aside (at desc, source);
