-- Which membership and purpose a token stands for; none where it is unknown, expired or revoked.
-- Entering itself goes through wall_enter, so a membership that ended opens nothing here either.
create or replace function token_open(hash bytea)
returns table (membership uuid, purpose text, processor text)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- At most one write in ten minutes per token: reading must not make a hot row.
  update api_apitoken t set used_at = now()
   where t.secret_hash = hash and t.revoked_at is null and t.expires_at > now()
     and (t.used_at is null or t.used_at < now() - interval '10 minutes');
  return query select t.membership_id, t.purpose::text, t.processor::text from api_apitoken t
   where t.secret_hash = hash and t.revoked_at is null and t.expires_at > now();
end $$;
