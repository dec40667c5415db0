-- How many sign-ins were refused of late is asked every minute; of all entries these are few.
create index audit_refused on access.audit (at) where event in ('sign-in-failed', 'sign-in-throttled');
