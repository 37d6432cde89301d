-- Who is asking: settings local to the transaction. Unset means nobody, and nobody sees nothing.
create or replace function wall_network() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('waakvlam.network', true), '')::uuid $$;

create or replace function wall_organisation() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('waakvlam.organisation', true), '')::uuid $$;

create or replace function wall_person() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('waakvlam.person', true), '')::uuid $$;

create or replace function wall_teams() returns uuid[] language sql stable parallel safe as
$$ select coalesce(nullif(current_setting('waakvlam.teams', true), ''), '{}')::uuid[] $$;

create or replace function wall_purpose() returns text language sql stable parallel safe as
$$ select nullif(current_setting('waakvlam.purpose', true), '') $$;

create or replace function wall_role() returns text language sql stable parallel safe as
$$ select nullif(current_setting('waakvlam.role', true), '') $$;

-- The one subject that a guest behind a link may see; NULL for people with an account.
create or replace function wall_only() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('waakvlam.only', true), '')::uuid $$;

create or replace function wall_set(network uuid, organisation uuid, person uuid, teams uuid[],
                                    role text, purpose text, only_subject uuid)
returns void language plpgsql as $$
begin
  perform set_config('waakvlam.network', coalesce(network::text, ''), true),
          set_config('waakvlam.organisation', coalesce(organisation::text, ''), true),
          set_config('waakvlam.person', coalesce(person::text, ''), true),
          set_config('waakvlam.teams', coalesce(teams::text, '{}'), true),
          set_config('waakvlam.role', coalesce(role, ''), true),
          set_config('waakvlam.purpose', coalesce(purpose, ''), true),
          set_config('waakvlam.only', coalesce(only_subject::text, ''), true);
end $$;
