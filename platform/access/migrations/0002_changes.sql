-- Processes remember for half a minute who stands behind a token. They are told when that may have changed; a new token changes
-- nothing for anybody, so signing in tells nobody.
create function access.tell_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('songhua_access', '');
  return null;
end $$;

create trigger account_changed after update or delete on access.account for each statement execute function access.tell_change();
create trigger oidc_changed after delete on access.oidc for each statement execute function access.tell_change();
