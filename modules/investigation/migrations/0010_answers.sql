-- What a case answered to the questions about exposure (暴露史) of its disease; one row a case, as last said.
create table investigation.answer (
  investigation uuid not null,
  person uuid not null,
  answers jsonb not null,
  said_by text not null,
  said_at timestamptz not null,
  version integer not null,
  primary key (investigation, person)
);
