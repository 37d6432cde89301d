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

-- How far it is, for whoever holds the code: no word about who, where or what. One answer for every wrong code.
create or replace function signals_status(hash bytea) returns table (number text, told text, told_at timestamptz, at timestamptz)
language sql security definer stable set search_path = public, pg_temp as $$
  select p.number::text, p.told::text, p.told_at, p.at from signals_teller t join signals_report p on p.signal_id = t.signal_id
   where t.code_hash = hash
$$;

-- Which organisation stands behind a public door that is open now.
create or replace function signals_door(wanted text) returns jsonb
language sql security definer stable set search_path = public, pg_temp as $$
  select jsonb_build_object('id', d.id, 'organisation_id', d.organisation_id, 'slug', d.slug, 'title', d.title,
                            'texts', d.texts, 'organisation', o.name, 'phone', o.phone)
    from signals_door d join access_organisation o on o.id = d.organisation_id where d.slug = wanted and d.is_open
$$;

-- Which open door has this address for mail.
create or replace function signals_door_of_mail(address text) returns jsonb
language sql security definer stable set search_path = public, pg_temp as $$
  select jsonb_build_object('id', d.id, 'organisation_id', d.organisation_id, 'slug', d.slug, 'email', d.email)
    from signals_door d where lower(d.email) = lower(address) and d.email <> '' and d.is_open
$$;

-- The one home of the own register at an address that somebody typed: its id and neighbourhood, and nobody who lives
-- there. Null where there is none, or more than one. Whoever writes a signal needs no register for this.
create or replace function signals_home(of_street text, of_postcode text, number integer, letters text) returns jsonb
language plpgsql security definer stable set search_path = public, pg_temp as $$
declare made jsonb; n integer; ours uuid := wall_organisation();
begin
  if ours is null or wall_only() is not null or wall_purpose() is distinct from 'signal' then
    raise exception 'signals_home: only for signals' using errcode = '42501';
  end if;
  -- By postcode or by street, each along its own index: with both in one condition every home with that number is read.
  with there as (
    select d.id, d.neighbourhood_code, d.network_id, d.gone_at, d.merged_into_id, d.house_letter, d.addition from people_dwelling d
     where of_postcode <> '' and d.organisation_id = ours and d.house_number = number
       and d.postcode in (of_postcode, overlay(of_postcode placing ' ' from 5 for 0))
    union all
    select d.id, d.neighbourhood_code, d.network_id, d.gone_at, d.merged_into_id, d.house_letter, d.addition from people_dwelling d
     where of_postcode = '' and of_street <> '' and d.organisation_id = ours and d.house_number = number
       and d.street in (of_street, initcap(of_street)))
  select count(*), (jsonb_agg(jsonb_build_object('id', d.id, 'neighbourhood_code', d.neighbourhood_code)))->0 into n, made
    from there d
   where d.network_id = wall_network() and d.gone_at is null and d.merged_into_id is null
     and lower(regexp_replace(concat(d.house_letter, d.addition), '[^[:alnum:]]', '', 'g')) = letters;
  return case when n = 1 then made end;
end $$;

-- Unfinished forms older than a day go, whoever began them; returns how many.
create or replace function signals_forget_drafts(moment timestamptz) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare gone integer;
begin
  delete from signals_intakedraft where saved_at < moment - interval '24 hours';
  get diagnostics gone = row_count;
  return gone;
end $$;

-- What came in over the last days, by what rules look at, for trying out other rules: per quarter of a day and never
-- a signal by itself. Only for whoever keeps the rules of this network; nobody is in it.
create or replace function signals_routed(days integer, moment timestamptz)
returns table (kind text, topic text, area text, district text, urgency text, channel text, came_at timestamptz, holder uuid, n bigint)
language plpgsql security definer stable set search_path = public, pg_temp as $$
begin
  if wall_role() is distinct from 'administrator' or wall_purpose() is distinct from 'administration'
     or wall_only() is not null or wall_network() is null then
    raise exception 'signals_routed: only for whoever keeps the rules' using errcode = '42501';
  end if;
  return query
    select s.kind::text, s.topic::text, s.neighbourhood_code::text,
           coalesce((select d.code from people_neighbourhood b join people_district d on d.id = b.district_id
                      where b.network_id = s.network_id and b.code = s.neighbourhood_code order by b.year desc limit 1), '')::text,
           s.urgency::text, s.channel::text, date_bin('6 hours', s.came_at, timestamptz '2000-01-01 05:00+00') + interval '3 hours',
           coalesce((select p.to_id from signals_passing p where p.signal_id = s.id order by p.at limit 1), s.taker_id), count(*)
      from signals_signal s
     where s.network_id = wall_network() and s.came_at > moment - make_interval(days => least(days, 366))
     group by 1, 2, 3, 4, 5, 6, 7, 8;
end $$;

-- Which version of the routing rules counts; null where none does.
create or replace function signals_rules_in_force(network uuid, moment timestamptz) returns uuid
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return (select t.id from signals_routingtable t where t.network_id = network and t.in_force_from <= moment
           order by t.in_force_from desc, t.number desc limit 1);
end $$;

-- What must be known before a signal is taken in: whether it came before, which covenant counts and which rules. Behind
-- the wall, and in a function so that PostgreSQL plans this once per connection: planning it took longer than all inserts.
create or replace function signals_before(wanted uuid, organisation uuid, network uuid, day date, moment timestamptz) returns uuid[]
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return array[(select p.id from signals_report p where p.signal_id = wanted and p.organisation_id = organisation),
               covenant_in_force(network, day), signals_rules_in_force(network, moment)];
end $$;

-- The rows of one signal that was brought in, each as {column: value}. With the rights of whoever calls it, behind the
-- wall: only so that PostgreSQL plans these four once per connection, and what the wall asks of them as well.
create or replace function signals_bring(signal jsonb, report jsonb, content jsonb, step jsonb) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  insert into signals_signal select * from jsonb_populate_record(null::signals_signal, signal);
  insert into signals_report select * from jsonb_populate_record(null::signals_report, report);
  insert into signals_signalcontent select * from jsonb_populate_record(null::signals_signalcontent, content);
  insert into signals_signalstep select * from jsonb_populate_record(null::signals_signalstep, step);
end $$;
