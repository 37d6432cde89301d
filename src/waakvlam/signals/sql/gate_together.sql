-- Looking together across organisations, blind (docs/adr/0020). Marks are compared here and nowhere else; what comes
-- out is a hint on the caller's own signal, and only after two yeses whom each may speak with.

-- Whether this organisation may know that another has a signal about the same: a line of the covenant in force that
-- day, for this role (any, where '').
create or replace function signals_may_know(organisation uuid, in_role text, day date) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (
    select 1 from access_organisation o
      join access_covenantrule l on l.network_id = o.network_id and l.kind = o.kind
     where o.id = organisation and l.purpose = 'signal' and l.category = 'together' and (in_role = '' or l.role in ('', in_role))
       and l.covenant_id = covenant_in_force(o.network_id, day)
       and (l.ground not in ('wams', 'wgs') or exists (
            select 1 from access_covenantswitch w where w.covenant_id = l.covenant_id and w.ground = l.ground
               and w.on_from <= day and (w.on_until is null or day <= w.on_until))))
$$;

-- Whether a signal may be held against those of others at all. Never, whatever the covenant says: nuisance (who complains
-- about a home may not find out that somebody gets care there, R22); danger and what was shared without permission (R27);
-- safety, growing up, care, medicines and money (R13, R17); a request for help of which the resident did not say that
-- another may know, and what the resident said no to (R9). Only while who holds it reads the words and works on it.
create or replace function signals_may_compare(subject uuid) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (
    select 1 from signals_signal s
     where s.id = subject and s.state in ('new', 'taken', 'acting')
       and s.kind in ('worry', 'home', 'request') and s.urgency <> 'danger' and s.basis <> 'necessary'
       and s.topic not in ('safety', 'growing_up', 'care', 'medicines', 'money')
       and (s.kind <> 'request' or s.basis in ('self', 'agrees'))
       and not exists (select 1 from signals_signalstep t where t.signal_id = s.id and t.verb = 'no_words' and t.reason = 'not_wanted')
       and exists (select 1 from access_reach r where r.subject_id = s.id and r.organisation_id = s.holder_id
                      and r.compartment = 'content' and r.purpose = 'signal' and r.ended_at is null))
$$;

-- Signals of other organisations about the same home or telephone, by the newest words of each, where both may be
-- compared and neither organisation ever had a part in the other's: whoever brought a signal in must not find out this
-- way where it went (R11, R22).
create or replace function signals_beside(subject uuid, day date) returns table (signal_id uuid, holder uuid)
language sql stable set search_path = public, pg_temp as $$
  with mine as (
    select c.signal_id, c.network_id, c.home_mark, c.person_mark, s.holder_id
      from signals_signalcontent c join signals_signal s on s.id = c.signal_id
     where c.signal_id = subject and c.about <> 'place' order by c.version desc limit 1),
  same as (
    select c.signal_id, c.version from mine join signals_signalcontent c on c.home_mark = mine.home_mark and c.network_id = mine.network_id
     where c.about <> 'place'
    union
    select c.signal_id, c.version from mine join signals_signalcontent c on c.person_mark = mine.person_mark and c.network_id = mine.network_id
     where c.about <> 'place')
  select distinct o.id, o.holder_id
    from mine, same join signals_signal o on o.id = same.signal_id
   where signals_may_compare(mine.signal_id) and signals_may_compare(o.id) and o.holder_id <> mine.holder_id
     and not exists (select 1 from signals_signalcontent later where later.signal_id = o.id and later.version > same.version)
     and not exists (select 1 from access_reach r where r.subject_id = o.id and r.organisation_id = mine.holder_id)
     and not exists (select 1 from access_reach r where r.subject_id = mine.signal_id and r.organisation_id = o.holder_id)
     and signals_may_know(mine.holder_id, '', day) and signals_may_know(o.holder_id, '', day)
$$;

-- Hints on signals of the caller's own that have none yet; returns which, with what telling its own people takes. By the
-- system of that organisation, for all its signals at once: nobody can ask it about an address.
create or replace function signals_compare(moment timestamptz, ends timestamptz, day date)
returns table (signal_id uuid, number text, person uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if wall_organisation() is null or wall_only() is not null or wall_purpose() is distinct from 'signal'
     or wall_role() is distinct from 'system' then
    raise exception 'signals_compare: only by the clock' using errcode = '42501';
  end if;
  if not signals_may_know(wall_organisation(), '', day) then
    return;
  end if;
  return query
    with made as (
      insert into signals_hint as h (id, network_id, created_at, organisation_id, signal_id, at, until, answer, name, role, phone)
      select gen_random_uuid(), wall_network(), moment, wall_organisation(), s.id, moment, ends, '', '', '', ''
        from access_reach r join signals_signal s on s.id = r.subject_id
       where r.organisation_id = wall_organisation() and r.network_id = wall_network() and r.compartment = 'content'
         and r.purpose = 'signal' and r.ended_at is null and s.holder_id = wall_organisation() and s.state in ('new', 'taken', 'acting')
         and not exists (select 1 from signals_hint k where k.signal_id = s.id and k.organisation_id = wall_organisation())
         and exists (select 1 from signals_beside(s.id, day))
      on conflict do nothing
      returning h.signal_id)
    select m.signal_id, s.number::text, s.holder_person_id from made m join signals_signal s on s.id = m.signal_id order by 1;
end $$;

-- We said yes: where another did so too, both learn whom they may speak with. Returns them; nobody else's answer shows.
create or replace function signals_meet(subject uuid, moment timestamptz, day date) returns table (organisation uuid, pair uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
declare ours record; theirs record; made uuid;
begin
  -- Two that say yes in the same moment wait for each other: else neither would see the other's.
  perform pg_advisory_xact_lock(hashtextextended('signals together ' || coalesce(wall_network()::text, ''), 0));
  select h.*, s.number into ours from signals_hint h join signals_signal s on s.id = h.signal_id and s.holder_id = h.organisation_id
   where h.signal_id = subject and h.organisation_id = wall_organisation() and h.network_id = wall_network()
     and h.answer = 'yes' and h.ended_at is null and h.until > moment;
  if not found or wall_only() is not null or wall_purpose() is distinct from 'signal'
     or not signals_may_know(wall_organisation(), coalesce(nullif(wall_role(), ''), '-'), day) then
    raise exception 'signals_meet: no yes of yours' using errcode = '42501';
  end if;
  for theirs in
    select h.*, s.number from signals_beside(subject, day) o
      join signals_hint h on h.signal_id = o.signal_id and h.organisation_id = o.holder
      join signals_signal s on s.id = h.signal_id
     where h.answer = 'yes' and h.ended_at is null and h.until > moment
       and not exists (select 1 from signals_met m where m.signal_id = h.signal_id and m.organisation_id = h.organisation_id
                          and m.other_id = ours.organisation_id)
     order by h.answered_at
  loop
    -- Two signals of one other organisation are one acquaintance for us.
    continue when exists (select 1 from signals_met m where m.signal_id = subject and m.organisation_id = ours.organisation_id
                             and m.other_id = theirs.organisation_id);
    made := gen_random_uuid();
    insert into signals_met (id, network_id, created_at, organisation_id, signal_id, number, pair_id, at, other_id, name, role, phone) values
      (gen_random_uuid(), ours.network_id, moment, ours.organisation_id, ours.signal_id, ours.number, made, moment,
       theirs.organisation_id, theirs.name, theirs.role, theirs.phone),
      (gen_random_uuid(), ours.network_id, moment, theirs.organisation_id, theirs.signal_id, theirs.number, made, moment,
       ours.organisation_id, ours.name, ours.role, ours.phone);
    organisation := theirs.organisation_id; pair := made;
    return next;
  end loop;
end $$;

-- Organisations that hold open signals: ids, so that each compares its own.
create or replace function signals_holders() returns table (organisation uuid)
language sql security definer stable set search_path = public, pg_temp as $$
  select distinct s.holder_id from signals_signal s where s.state in ('new', 'taken', 'acting')
$$;
