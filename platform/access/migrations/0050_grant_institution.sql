-- For which institution its user acts in an app: chosen with the consent. Null: the user worked for none then.
alter table access.grant_context add column institution text;
