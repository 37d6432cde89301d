-- Enter as the membership that a token stands for, for its purpose: what wall_enter gives, with the purpose and the address
-- of the system that calls. Null where the token is unknown, expired or revoked, or its membership ended.
drop function if exists token_open(bytea);
create or replace function token_open(hash bytea, day date) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare t record;
begin
  select k.id, k.membership_id, k.purpose::text, k.processor::text, k.used_at into t from api_apitoken k
   where k.secret_hash = hash and k.revoked_at is null and k.expires_at > now();
  if not found then return null; end if;
  -- At most one write in ten minutes per token: reading must not make a hot row.
  if t.used_at is null or t.used_at < now() - interval '10 minutes' then
    update api_apitoken k set used_at = now() where k.id = t.id;
  end if;
  return wall_enter(t.membership_id, t.purpose, day) || jsonb_build_object('purpose', t.purpose, 'processor', t.processor);
end $$;
