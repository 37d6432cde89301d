-- Which organisations there are, for the nightly run: ids only; the work is done as each of them.
create or replace function keeping_organisations()
returns table (organisation_id uuid, network_id uuid)
language sql security definer stable set search_path = public, pg_temp as $$
  select id, access_organisation.network_id from access_organisation order by id
$$;
