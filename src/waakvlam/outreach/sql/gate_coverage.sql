-- Which organisations have homes, for the nightly count of coverage. Ids only.
create or replace function coverage_organisations() returns table (organisation uuid)
language sql security definer stable set search_path = public, pg_temp as $$
  select o.id from access_organisation o where exists (
    select 1 from people_household h where h.organisation_id = o.id) order by o.id
$$;
