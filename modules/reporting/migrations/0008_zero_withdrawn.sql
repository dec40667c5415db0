-- A zero report that was said by mistake is taken back with its reason; said anew it stands again.
alter table reporting.zero_report add column withdrawn_at timestamptz, add column withdrawn_by text, add column withdrawn_reason text;
