-- Telling how far a signal is reaches every organisation that brought it in, also what was joined with it. Whoever
-- works on it calls this; it gives back only who is to be told, and a report never goes back to an earlier state.
create or replace function signals_tell(subject uuid, said text, moment timestamptz)
returns table (signal_id uuid, taker uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
declare ladder text[] := array['received', 'seen', 'acting', 'closed'];
begin
  if wall_organisation() is null or wall_only() is not null or wall_purpose() is distinct from 'signal'
     or not exists (select 1 from access_reach r where r.subject_id = subject and r.compartment = 'work'
                       and r.organisation_id = wall_organisation() and r.network_id = wall_network() and r.ended_at is null
                       and r.purpose = 'signal' and (r.until is null or r.until > now())) then
    raise exception 'signals_tell: not at work on this' using errcode = '42501';
  end if;
  if array_position(ladder, said) is null then
    raise exception 'signals_tell: unknown word' using errcode = '42501';
  end if;
  return query
    update signals_report p set told = said, told_at = moment
     where p.network_id = wall_network()
       and (p.signal_id = subject or p.signal_id in (
            select s.id from signals_signal s where s.into_id = subject and s.network_id = wall_network()))
       and array_position(ladder, p.told::text) < array_position(ladder, said)
    returning p.signal_id, p.organisation_id;
end $$;
