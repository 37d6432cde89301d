-- What a resident may learn of themselves across organisations. Every function below `rights_enter`
-- asks the wall first: the role must be `resident` and wall_only() the id of a resident in the
-- register of wall_organisation(). Registers are never matched: what is found is what that one
-- organisation holds, what it sent, and who read it.

-- Sign in with a code that is valid now. One answer (null) for absent, expired, revoked, used up and
-- a wrong birth date; the last costs one of the tries that this code has.
create or replace function rights_open(code_hash bytea, born date, visit_id uuid, visit_hash bytea, moment timestamptz)
returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
declare c record;
begin
  select * into c from rights_code k where k.secret_hash = code_hash and k.channel in ('letter', 'sms')
     and k.revoked_at is null and k.expires_at > moment and k.tries_left > 0
     and (k.channel = 'letter' or k.used_at is null) for update;
  if not found then return null; end if;
  if c.birth_date is not null and c.birth_date is distinct from born then
    update rights_code set tries_left = tries_left - 1 where id = c.id;
    return null;
  end if;
  update rights_code set used_at = moment, tries_left = 5 where id = c.id;
  insert into rights_visit (id, network_id, created_at, organisation_id, code_id, resident_id, secret_hash, seen_at)
  values (visit_id, c.network_id, moment, c.organisation_id, c.id, c.resident_id, visit_hash, moment);
  return jsonb_build_object('language', c.language);
end $$;

-- Sign in by DigiD's kind of provider: only whom this organisation itself mapped.
create or replace function rights_open_subject(of_organisation uuid, hash bytea, visit_id uuid, visit_hash bytea, moment timestamptz)
returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
declare s record;
begin
  select * into s from rights_knownsubject k where k.organisation_id = of_organisation and k.sub_hash = hash;
  if not found then return null; end if;
  insert into rights_visit (id, network_id, created_at, organisation_id, code_id, resident_id, secret_hash, seen_at)
  values (visit_id, s.network_id, moment, s.organisation_id, null, s.resident_id, visit_hash, moment);
  return jsonb_build_object('language', 'nl');
end $$;

-- Who is visiting: unended, seen less than a quarter of an hour ago, begun less than two hours ago,
-- and the code behind it not revoked. Null for everything else. Notes that they were seen.
create or replace function rights_enter(visit_hash bytea, moment timestamptz) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare v record;
begin
  select s.id, s.network_id, s.organisation_id, s.resident_id, o.name as organisation_name, o.kind into v
    from rights_visit s join access_organisation o on o.id = s.organisation_id
    left join rights_code c on c.id = s.code_id
   where s.secret_hash = visit_hash and s.ended_at is null and c.revoked_at is null
     and s.seen_at > moment - interval '15 minutes' and s.created_at > moment - interval '2 hours';
  if not found then return null; end if;
  update rights_visit set seen_at = greatest(seen_at, moment) where id = v.id;
  return to_jsonb(v);
end $$;

create or replace function rights_leave(visit_hash bytea, moment timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  update rights_visit set ended_at = moment where secret_hash = visit_hash and ended_at is null
$$;

-- Visits that ended or fell asleep, and codes long past, leave no trace of when somebody looked.
create or replace function rights_forget(moment timestamptz) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare gone integer;
begin
  delete from rights_visit where created_at < moment - interval '1 day';
  get diagnostics gone = row_count;
  return gone;
end $$;

-- The ids of the resident who asks: their own row and those merged into it. Refuses everybody else.
create or replace function rights_ids() returns uuid[]
language plpgsql security definer stable set search_path = public, pg_temp as $$
declare found_ids uuid[];
begin
  if wall_role() is distinct from 'resident' or wall_only() is null then
    raise exception 'rights: only for a resident' using errcode = '42501';
  end if;
  select array_agg(r.id) into found_ids from people_resident r
   where r.organisation_id = wall_organisation() and r.network_id = wall_network()
     and (r.id = wall_only() or r.merged_into_id = wall_only());
  return coalesce(found_ids, '{}');
end $$;

-- The household of which everything may be shown: where no other grown-up lives. What was noted of
-- a household with several is shown to nobody by itself: it may be another's story (R29).
create or replace function rights_household() returns uuid
language plpgsql security definer stable set search_path = public, pg_temp as $$
declare ids uuid[] := rights_ids();
begin
  return (
    select me.household_id from people_resident me
     where me.id = any(ids) and me.id = wall_only() and me.gone_at is null and me.moved_at is null
       and not exists (select 1 from people_resident o
                        where o.household_id = me.household_id and o.part <> 'child' and o.merged_into_id is null
                          and o.id <> me.id and o.gone_at is null and o.moved_at is null and o.deceased_at is null));
end $$;

-- What this organisation's register holds of the resident. `others` serves to blacken their names
-- and numbers in texts, and is shown to nobody.
create or replace function rights_myself() returns jsonb
language plpgsql security definer stable set search_path = public, pg_temp as $$
declare ids uuid[] := rights_ids(); sole uuid := rights_household(); made jsonb;
begin
  select jsonb_build_object(
      'id', r.id, 'household_id', r.household_id, 'sole', sole is not null,
      'initials', r.initials, 'first_name', r.first_name, 'infix', r.infix, 'last_name', r.last_name,
      'birth_date', r.birth_date, 'email', r.email, 'part', r.part,
      'do_not_call', h.do_not_call, 'tenancy_start', h.tenancy_start, 'tenancy_end', h.tenancy_end,
      'arrears_stage', h.arrears_stage,
      'address', concat_ws(' ', d.street, concat(d.house_number, d.house_letter, case when d.addition <> '' then '-' || d.addition end)),
      'postcode', d.postcode, 'city', d.city,
      'phones', (select coalesce(jsonb_agg(jsonb_build_object('number', p.number, 'whose', p.whose) order by p.rank, p.id), '[]')
                   from people_phone p where p.resident_id = any(ids)),
      'others', (select coalesce(jsonb_agg(jsonb_build_object(
                     'names', jsonb_build_array(o.first_name, o.initials, o.infix, o.last_name), 'email', o.email,
                     'phones', (select coalesce(jsonb_agg(q.number), '[]') from people_phone q where q.resident_id = o.id))), '[]')
                   from people_resident o where o.household_id = r.household_id and not o.id = any(ids)))
    into made
    from people_resident r join people_household h on h.id = r.household_id
    join people_dwelling d on d.id = h.dwelling_id
   where r.id = wall_only() and r.id = any(ids);
  return made;
end $$;

-- Calls: how often, for which round, what the resident said, how we come to the door and with whom. Notes of what a caller thought are
-- given on request, after a look at what they say of others.
create or replace function rights_calls() returns jsonb
language plpgsql security definer stable set search_path = public, pg_temp as $$
declare ids uuid[] := rights_ids(); sole uuid := rights_household();
begin
  return jsonb_build_object(
    'calls', (select coalesce(jsonb_agg(x), '[]') from (
        select o.name as round, o.reason as why, o.ground, a.channel, a.reached, a.at
          from outreach_attempt a join outreach_round o on o.id = a.round_id
         where a.organisation_id = wall_organisation() and a.undone_at is null
           and a.household_id in (select household_id from people_resident where id = any(ids))
           and (a.resident_id = any(ids) or (a.resident_id is null and a.household_id = sole))
         order by a.at desc limit 200) x),
    'said', (select coalesce(jsonb_agg(x), '[]') from (
        select f.kind, f.topic, f.words, f.state, f.created_at as at from outreach_finding f
         where f.organisation_id = wall_organisation()
           and f.household_id in (select household_id from people_resident where id = any(ids))
           and (f.resident_id = any(ids) or (f.resident_id is null and f.household_id = sole))
         order by f.created_at desc limit 200) x),
    -- “Go with two” (R34): to whom it is about, where no other grown-up lives (docs/adr/0016).
    'marked', (select coalesce(jsonb_agg(x), '[]') from (
        select m.reason, m.review_on, m.created_at as at from outreach_doormarker m
         where m.organisation_id = wall_organisation() and m.network_id = wall_network()
           and m.household_id = sole and m.lifted_at is null order by m.created_at desc limit 20) x),
    -- Which other organisation came along to the door, or was asked to: by the host of that visit.
    'together', (select coalesce(jsonb_agg(x), '[]') from (
        select p.name as organisation, p.kind, v.day, v.state from outreach_jointvisit v
          join outreach_jointdoor d on d.visit_id = v.id join access_organisation p on p.id = v.partner_id
         where v.organisation_id = wall_organisation() and v.network_id = wall_network()
           and d.subject_id = sole and v.state in ('accepted', 'done') order by v.day desc, v.id limit 200) x));
end $$;

-- The handovers about the resident that this organisation sent: its own copy of what went.
create or replace function rights_sent() returns table (id uuid)
language plpgsql security definer stable set search_path = public, pg_temp as $$
declare ids uuid[] := rights_ids(); sole uuid := rights_household();
begin
  return query
  select c.handover_id from handovers_handovercontent c
   where c.organisation_id = wall_organisation() and c.network_id = wall_network() and c.resident_id = any(ids)
  union
  select o.handover_id from handovers_origin o
   where o.organisation_id = wall_organisation() and o.resident_id is null and o.household_id = sole;
end $$;

-- Each handover with the exact copy, the permission, and to whom reach opened it.
create or replace function rights_handovers() returns jsonb
language plpgsql security definer stable set search_path = public, pg_temp as $$
begin
  perform rights_ids();
  return (select coalesce(jsonb_agg(x order by x.offered_at desc), '[]') from (
    select h.id, h.number, h.topic, h.state, h.ground, h.offered_at, h.ended_at, h.content_closed_at,
           to_.id as receiver_id, to_.name as receiver, to_.kind as receiver_kind, to_.phone, to_.email,
           c.parts, c.letter, c.created_at as sent_at,
           p.until as permitted_until, p.withdrawn_at, p.words as asked_words, p.given_at, p.representative,
           (select coalesce(jsonb_agg(jsonb_build_object(
                'organisation', ro.name, 'kind', ro.kind, 'compartment', r.compartment, 'purpose', r.purpose,
                'ground', r.ground, 'since', r.created_at, 'until', r.until, 'ended_at', r.ended_at)
                order by r.created_at, ro.name), '[]')
              from access_reach r join access_organisation ro on ro.id = r.organisation_id
             where r.subject_id = h.id and r.organisation_id <> wall_organisation()) as reach
      from handovers_handover h
      join access_organisation to_ on to_.id = h.receiver_id
      join lateral (select k.parts, k.letter, k.created_at from handovers_handovercontent k
                     where k.handover_id = h.id order by k.version desc limit 1) c on true
      left join handovers_permission p on p.handover_id = h.id and p.replaced_at is null
     where h.id in (select t.id from rights_sent() t) order by h.offered_at desc limit 200) x);
end $$;

-- Arrears that this organisation keeps of the resident's own tenancy, and what it told a municipality of it: only to
-- who signed for the home, or who lives there alone.
create or replace function rights_arrears() returns jsonb
language plpgsql security definer stable set search_path = public, pg_temp as $$
declare ids uuid[] := rights_ids(); sole uuid := rights_household(); homes uuid[];
begin
  select coalesce(array_agg(r.household_id), '{}') into homes from people_resident r
   where r.id = any(ids) and (r.part in ('tenant', 'co_tenant') or r.household_id = sole);
  return jsonb_build_object(
    'tracks', (select coalesce(jsonb_agg(x), '[]') from (
        select t.number, t.amount_cents, t.since, t.refused_at, t.ended_at from arrears_track t
         where t.organisation_id = wall_organisation() and t.network_id = wall_network() and t.household_id = any(homes)
         order by t.created_at desc limit 20) x),
    'notices', (select coalesce(jsonb_agg(x), '[]') from (
        select n.id, n.number, n.kind, n.state, n.ground, n.sent_at, n.until, n.content_closed_at,
               o.name as receiver, o.kind as receiver_kind, o.phone, o.email as receiver_email,
               c.name, c.address, c.postcode, c.city, c.phone as number_sent, c.email, c.amount_cents, c.evict_on
          from arrears_noticecontent c join arrears_notice n on n.id = c.notice_id
          join access_organisation o on o.id = n.receiver_id
         where c.organisation_id = wall_organisation() and c.network_id = wall_network() and c.household_id = any(homes)
         order by n.sent_at desc limit 50) x));
end $$;

-- Signals that this organisation found to be about the resident, or about the home where no other grown-up lives.
-- Words of a neighbour, of family or of somebody without a name may tell who they are: those are given on request,
-- after a look (R29). What had to be shared without permission is told by a person, not by a page (R27).
create or replace function rights_signals() returns jsonb
language plpgsql security definer stable set search_path = public, pg_temp as $$
declare ids uuid[] := rights_ids(); sole uuid := rights_household();
begin
  return (select coalesce(jsonb_agg(x), '[]') from (
    select s.kind, s.topic, r.at, r.told,
           case when t.shown then c.observation else '' end as observation,
           case when t.shown then c.interpretation else '' end as interpretation, not t.shown as hidden,
           (select coalesce(jsonb_agg(distinct jsonb_build_object('organisation', o.name, 'kind', o.kind, 'words', p.with_content)), '[]')
              from (select x.to_id, x.with_content from signals_passing x where x.signal_id = s.id
                    union all  -- both said yes to looking together: that there is something, and no word
                    select y.other_id, false from signals_met y where y.signal_id = s.id and y.organisation_id = wall_organisation()
                   ) p join access_organisation o on o.id = p.to_id) as passed
      from signals_match m
      join signals_signal s on s.id = m.signal_id and s.network_id = wall_network() and s.basis <> 'necessary'
      join signals_report r on r.signal_id = s.id
      join lateral (select not exists (select 1 from signals_teller k where k.signal_id = s.id
                                        and k.kind not in ('resident', 'professional')) as shown) t on true
      left join lateral (select n.observation, n.interpretation from signals_signalcontent n
                          where n.signal_id = s.id and n.organisation_id = wall_organisation() order by n.version desc limit 1) c on true
     where m.organisation_id = wall_organisation() and m.network_id = wall_network()
       and (m.resident_id = any(ids) or (m.resident_id is null and m.household_id = sole))
     order by r.at desc limit 200) x);
end $$;

-- What was noted at work on the resident: one look for the receipt.
create or replace function rights_noted() returns jsonb
language sql security definer stable set search_path = public, pg_temp as $$
  select jsonb_build_object('signals', rights_signals()) || rights_arrears()
$$;

-- Who looked: organisation, what for, role where the act is known, per day. Whose lines these are
-- stands on the code, written when it was made; nobody can ask for another's. Urgent is what somebody
-- did while their emergency access to a handover about this resident was open. Opening it is a look of
-- its own: the log knows that by the handover, since who opens may not know yet about whom it is.
create or replace function rights_looks()
returns table (organisation text, kind text, own boolean, activity text, role text, day date, times bigint,
               first timestamptz, last timestamptz, urgent boolean)
language plpgsql security definer stable set search_path = public, pg_temp as $$
declare ids uuid[] := rights_ids();
begin
  return query
  with emergencies as (
    select e.id, e.organisation_id, e.person_id, e.created_at as opened, least(e.until, e.ended_at) as closed
      from signin_emergency e
     where e.network_id = wall_network() and e.subject_id in (select s.id from rights_sent() s)),
  seen as (
    select l.organisation_id, l.name::text as activity, a.role, to_timestamp(l.start_time / 1000.0) as moment,
           exists (select 1 from emergencies e
                    where e.organisation_id = l.organisation_id and e.person_id = a.person_id
                      and to_timestamp(l.start_time / 1000.0) between date_trunc('milliseconds', e.opened) and e.closed) as urgent
      from access_processingline l left join access_audit a on a.id = l.audit_id
     where l.network_id = wall_network() and l.data_subject_id in (
             select decode(p.value, 'hex') from rights_code k, jsonb_array_elements_text(k.pseudonyms) p
              where k.organisation_id = wall_organisation() and k.resident_id = any(ids))
    union all
    select e.organisation_id, 'emergency.open', a.role, e.opened, true
      from emergencies e left join access_audit a on a.subject_id = e.id and a.verb = 'emergency.open')
  select o.name::text, o.kind::text, s.organisation_id = wall_organisation(), s.activity, coalesce(s.role, '')::text,
         (s.moment at time zone 'Europe/Amsterdam')::date, count(*), min(s.moment), max(s.moment), bool_or(s.urgent)
    from seen s join access_organisation o on o.id = s.organisation_id
   group by 1, 2, 3, 4, 5, 6, s.urgent order by 6 desc, 1, 4 limit 2000;
end $$;

-- Whether a handover is about the resident who asks, so that they may stop it.
create or replace function rights_is_mine(handover uuid) returns boolean
language sql security definer stable set search_path = public, pg_temp as $$
  select exists (select 1 from rights_sent() s where s.id = handover)
$$;

-- Granting an erasure: somebody of the desk other than who took the request in hand. It cannot be undone,
-- so the wall lets nobody write that state but this function.
create or replace function rights_grant_erasure(wanted uuid, told text, moment timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare r rights_request;
begin
  if wall_only() is not null or wall_role() is distinct from 'coordinator' or wall_purpose() is distinct from 'register'
     or not exists (select 1 from access_membership m where m.person_id = wall_person()
                       and m.organisation_id = wall_organisation() and m.role = 'coordinator'
                       and m.since <= now() and (m.until is null or m.until > now())) then
    raise exception 'rights_grant_erasure: only for the desk' using errcode = '42501';
  end if;
  select q.* into r from rights_request q where q.id = wanted and q.organisation_id = wall_organisation()
     and q.kind = 'erase' and q.state = 'in_hand' for update;
  if not found then
    raise exception 'rights_grant_erasure: nothing here waits for this' using errcode = '42501';
  end if;
  if r.taken_by_id is null or r.taken_by_id = wall_person() then
    raise exception 'rights_grant_erasure: somebody else than who took it decides' using errcode = '42501';
  end if;
  update rights_request set state = 'granted', answered_at = moment, answered_by_id = wall_person(), answer = told, reason = ''
   where id = wanted;
  return true;
end $$;

-- Which organisation an operator means by these two words: an id; who the partners are is public.
create or replace function rights_organisation(of_network text, wanted text) returns uuid
language sql security definer stable set search_path = public, pg_temp as $$
  select o.id from access_organisation o join access_network n on n.id = o.network_id
   where n.slug = of_network and o.slug = wanted
$$;

-- The first time somebody comes by DigiD's kind of sign-in: the code of a letter from that same organisation says
-- who it is. From then on the subject stands for that resident, and no other subject does.
create or replace function rights_pair(of_organisation uuid, hash bytea, new_id uuid, code_hash bytea, born date,
  visit_id uuid, visit_hash bytea, moment timestamptz)
returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
declare c record; opened jsonb;
begin
  select * into c from rights_code k where k.secret_hash = code_hash and k.organisation_id = of_organisation and k.channel = 'letter';
  if not found or exists (select 1 from rights_knownsubject s where s.organisation_id = of_organisation and s.sub_hash = hash) then
    return null;
  end if;
  opened := rights_open(code_hash, born, visit_id, visit_hash, moment);
  if opened is null then return null; end if;
  delete from rights_knownsubject s where s.organisation_id = of_organisation and s.resident_id = c.resident_id;
  insert into rights_knownsubject (id, network_id, created_at, organisation_id, sub_hash, resident_id)
  values (new_id, c.network_id, moment, of_organisation, hash, c.resident_id);
  return opened;
end $$;
