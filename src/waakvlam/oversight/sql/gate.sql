-- Every organisation with accounts, for the nightly look at its own log: ids only.
create or replace function oversight_organisations() returns table (organisation uuid)
language sql security definer stable set search_path = public, pg_temp as $$
  select id from access_organisation where has_accounts order by id
$$;
