-- The few named functions that cross organisations. Each runs as waakvlam_gate, which may only
-- touch the tables and verbs that the models' walls name, and refuses what it must refuse.

-- Which version of the covenant counts on a day; null where none does. The one place that says so. With the rights of
-- whoever calls it, and planned once per connection: every act asks it.
create or replace function covenant_in_force(network uuid, day date) returns uuid
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return (select v.id from access_covenant v where v.network_id = network and v.in_force_from <= day
           order by v.in_force_from desc, v.number desc limit 1);
end $$;

-- Enter as a membership: checked to be valid now, then set for this transaction.
create or replace function wall_enter(wanted uuid, purpose text, day date) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare m record;
begin
  select ms.id, ms.network_id, ms.organisation_id, ms.person_id, ms.team_id, ms.role,
         p.name as person_name, o.name as organisation_name, o.kind, n.name as network_name,
         t.name as team_name,
         covenant_in_force(ms.network_id, day) as covenant
    into m
    from access_membership ms
    join access_person p on p.id = ms.person_id
    join access_organisation o on o.id = ms.organisation_id
    join access_network n on n.id = ms.network_id
    left join access_team t on t.id = ms.team_id
   where ms.id = wanted and ms.since <= now() and (ms.until is null or ms.until > now());
  if not found then return null; end if;
  perform wall_set(m.network_id, m.organisation_id, m.person_id,
                   case when m.team_id is null then '{}'::uuid[] else array[m.team_id] end,
                   m.role, purpose, null);
  return to_jsonb(m);
end $$;

-- Enter as the system working for one organisation: jobs and the scheduler.
create or replace function wall_enter_system(wanted uuid, purpose text) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare o record;
begin
  select id, network_id, id as organisation_id, name as organisation_name, kind into o
    from access_organisation where id = wanted;
  if not found then return null; end if;
  perform wall_set(o.network_id, o.id, null, '{}', 'system', purpose, null);
  return to_jsonb(o);
end $$;

-- Open a link: valid, unexpired, unrevoked. The guest sees one subject, nothing else.
create or replace function link_open(hash bytea, purpose text) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare l record;
begin
  select k.id as link_id, k.network_id, k.organisation_id, k.subject_id, k.subject_kind,
         k.kind as link_kind, k.role, k.expires_at, o.name as organisation_name, o.kind
    into l
    from access_link k join access_organisation o on o.id = k.organisation_id
   where k.secret_hash = hash and k.revoked_at is null and k.expires_at > now();
  if not found then return null; end if;
  update access_link set used_at = now() where id = l.link_id;
  perform wall_set(l.network_id, l.organisation_id, null, '{}', l.role, purpose, l.subject_id);
  return to_jsonb(l);
end $$;

-- Sign-in, before anybody is known. Never returns more than what comparing needs.
drop function if exists sign_in_lookup(text);
create or replace function sign_in_lookup(address text, at_moment timestamptz)
returns table (person_id uuid, password text, first boolean)
language sql security definer stable set search_path = public, pg_temp as $$
  select p.id, c.password, c.ends_at is not null
    from access_person p join access_credential c on c.person_id = p.id
   where lower(p.email) = lower(address) and (c.ends_at is null or c.ends_at > at_moment)
$$;

create or replace function memberships_of(person uuid)
returns table (id uuid, role text, organisation text, kind text, team text, organisation_id uuid)
language sql security definer stable set search_path = public, pg_temp as $$
  select m.id, m.role, o.name, o.kind, t.name, o.id
    from access_membership m join access_organisation o on o.id = m.organisation_id
    left join access_team t on t.id = m.team_id
   where m.person_id = person and m.since <= now() and (m.until is null or m.until > now())
   order by o.name, m.role
$$;

-- What somebody else chose ends; what a person chose does not.
drop function if exists credential_set(uuid, text);
create or replace function credential_set(person uuid, hashed text, first_ends timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare net uuid;
begin
  select network_id into net from access_person where id = person;
  if net is distinct from wall_network() or wall_only() is not null
     or not coalesce(wall_person() = person or (wall_role() in ('administrator', 'system')
       and exists (select 1 from access_membership m
                    where m.person_id = person and m.organisation_id = wall_organisation())
       -- Whoever also works elsewhere keeps a password that one employer cannot take over.
       and not exists (select 1 from access_membership m
                        where m.person_id = person and m.organisation_id <> wall_organisation()
                          and (m.until is null or m.until > now()))), false) then
    raise exception 'credential_set: not for this identity' using errcode = '42501';
  end if;
  insert into access_credential (person_id, network_id, password, ends_at)
  values (person, net, hashed, case when wall_person() is distinct from person then first_ends end)
  on conflict (person_id) do update set password = excluded.password, ends_at = excluded.ends_at;
end $$;

-- Open reach. The first row of a subject founds it: an organisation gives it to itself, with the
-- right to grant. After that only a holder of that right may grant, and only to its own network.
create or replace function reach_open(
  new_id uuid, kind text, subject uuid, to_organisation uuid, to_team uuid, to_person uuid,
  to_compartment text, for_purpose text, on_ground text, grants boolean, ends timestamptz,
  sorted timestamptz, state text, about text, area text, how_urgent text, of_nature text)
returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if wall_organisation() is null or wall_only() is not null then
    raise exception 'reach_open: no identity that may share' using errcode = '42501';
  end if;
  if not exists (select 1 from access_organisation o
                  where o.id = to_organisation and o.network_id = wall_network()) then
    raise exception 'reach_open: that organisation is not in this network' using errcode = '42501';
  end if;
  if exists (select 1 from access_reach r where r.subject_id = subject) then
    if not exists (select 1 from access_reach r where r.subject_id = subject and r.may_grant
                      and r.organisation_id = wall_organisation() and r.ended_at is null) then
      raise exception 'reach_open: not yours to share' using errcode = '42501';
    end if;
  elsif to_organisation <> wall_organisation() then
    raise exception 'reach_open: found it for yourself first' using errcode = '42501';
  end if;
  insert into access_reach (id, network_id, created_at, organisation_id, team_id, person_id,
      subject_kind, subject_id, compartment, purpose, ground, may_grant, until, sort_at, status,
      topic, neighbourhood_code, urgency, nature)
  values (new_id, wall_network(), now(), to_organisation, to_team, to_person, kind, subject,
      to_compartment, for_purpose, on_ground, grants, ends, sorted, state, about, area, how_urgent, of_nature);
  return new_id;
end $$;

-- Close reach: by whoever may grant it, or an organisation its own. NULL closes all of that kind.
create or replace function reach_close(subject uuid, from_organisation uuid, from_compartment text)
returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare closed integer;
begin
  if wall_organisation() is null or wall_only() is not null then
    raise exception 'reach_close: no identity' using errcode = '42501';
  end if;
  if from_organisation is distinct from wall_organisation()
     and not exists (select 1 from access_reach r where r.subject_id = subject and r.may_grant
                        and r.organisation_id = wall_organisation() and r.ended_at is null) then
    raise exception 'reach_close: not yours to close' using errcode = '42501';
  end if;
  update access_reach set ended_at = now()
   where subject_id = subject and ended_at is null and network_id = wall_network()
     and (from_organisation is null or organisation_id = from_organisation)
     and (from_compartment is null or compartment = from_compartment);
  get diagnostics closed = row_count;
  return closed;
end $$;

-- Let what is open stay open until another day: by whoever may grant it. What was closed stays closed.
create or replace function reach_prolong(subject uuid, to_organisation uuid, to_compartment text, ends timestamptz)
returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare moved integer;
begin
  if wall_organisation() is null or wall_only() is not null
     or not exists (select 1 from access_reach r where r.subject_id = subject and r.may_grant
                       and r.organisation_id = wall_organisation() and r.ended_at is null) then
    raise exception 'reach_prolong: not yours to prolong' using errcode = '42501';
  end if;
  if ends is null then
    raise exception 'reach_prolong: until when?' using errcode = '22004';
  end if;
  update access_reach set until = ends
   where subject_id = subject and ended_at is null and until is not null and network_id = wall_network()
     and organisation_id = to_organisation and compartment = to_compartment;
  get diagnostics moved = row_count;
  return moved;
end $$;

-- Let what is open to one team be read by its whole organisation: by whoever may grant it. What ended stays closed.
create or replace function reach_widen(subject uuid, of_organisation uuid)
returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare widened integer;
begin
  if wall_organisation() is null or wall_only() is not null
     or not exists (select 1 from access_reach r where r.subject_id = subject and r.may_grant
                       and r.organisation_id = wall_organisation() and r.ended_at is null) then
    raise exception 'reach_widen: not yours to share' using errcode = '42501';
  end if;
  update access_reach set team_id = null
   where subject_id = subject and organisation_id = of_organisation and network_id = wall_network()
     and ended_at is null and team_id is not null;
  get diagnostics widened = row_count;
  return widened;
end $$;

-- In which of its lists an organisation keeps what it reaches: its own rows alone, and nothing opens or closes.
create or replace function reach_file(subject uuid, in_compartment text, new_kind text)
returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare filed integer;
begin
  if wall_organisation() is null or wall_only() is not null then
    raise exception 'reach_file: no identity' using errcode = '42501';
  end if;
  update access_reach set subject_kind = new_kind
   where subject_id = subject and compartment = in_compartment and ended_at is null
     and organisation_id = wall_organisation() and network_id = wall_network();
  get diagnostics filed = row_count;
  if filed = 0 then
    raise exception 'reach_file: not yours' using errcode = '42501';
  end if;
  return filed;
end $$;

-- Keep the sort key and status of every reach to a subject up to date; by whoever reaches it.
create or replace function reach_touch(subject uuid, sorted timestamptz, state text)
returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare touched integer;
begin
  if not exists (select 1 from access_reach r where r.subject_id = subject and r.ended_at is null
                    and r.organisation_id = wall_organisation()
                    and (wall_only() is null or wall_only() = subject)) then
    raise exception 'reach_touch: out of reach' using errcode = '42501';
  end if;
  update access_reach set sort_at = sorted, status = state
   where subject_id = subject and network_id = wall_network();
  get diagnostics touched = row_count;
  return touched;
end $$;

-- What the scheduler must look at: ids only, the work is done as the organisation itself.
create or replace function clocks_due(at_most integer, at_moment timestamptz)
returns table (clock_id uuid, on_organisation uuid, asker uuid)
language sql security definer stable set search_path = public, pg_temp as $$
  select id, on_id, asker_id from access_clock
   where stopped_at is null and next_at <= at_moment order by next_at limit at_most
$$;

-- Counters of access.limits. A sliding window: this one, and of the one before the part that still
-- counts. Keys are hashes; nothing here knows whose.
create or replace function limit_seen(wanted bytea, window_seconds integer, at_moment timestamptz)
returns table (used numeric, wait integer)
language sql security definer stable set search_path = public, pg_temp as $$
  with c as (select k.used, k.before, extract(epoch from at_moment - k.started_at) as gone
               from access_counter k where k.key = wanted)
  select case when gone < window_seconds then c.used + c.before * (1 - gone / window_seconds)
              when gone < 2 * window_seconds then c.used * (2 - gone / window_seconds)
              else 0 end::numeric,
         greatest(1, ceil(case when gone < window_seconds then window_seconds - gone
                               else 2 * window_seconds - gone end))::integer from c
$$;

create or replace function limit_hit(wanted bytea, window_seconds integer, at_moment timestamptz)
returns void language sql security definer set search_path = public, pg_temp as $$
  insert into access_counter as k (key, started_at, seconds, used, before)
  values (wanted, at_moment, window_seconds, 1, 0)
  on conflict (key) do update set
    before = case when at_moment < k.started_at + make_interval(secs => window_seconds) then k.before
                  when at_moment < k.started_at + make_interval(secs => 2 * window_seconds) then k.used
                  else 0 end,
    used = case when at_moment < k.started_at + make_interval(secs => window_seconds) then k.used + 1 else 1 end,
    started_at = case when at_moment < k.started_at + make_interval(secs => window_seconds) then k.started_at
                      else at_moment end
$$;

create or replace function limits_forget(at_moment timestamptz) returns integer
language sql security definer set search_path = public, pg_temp as $$
  with gone as (delete from access_counter k
                 where k.started_at + make_interval(secs => 2 * k.seconds) < at_moment returning 1)
  select count(*)::integer from gone
$$;

-- Decide on a proposal for the covenant: the only way in which a version comes about. Somebody else
-- than the proposer approves or rejects; only the proposer withdraws. Returns the number of the
-- version, or null. What is approved is what the row says, not what a form sent along.
create or replace function covenant_decide(wanted uuid, verdict text, why text, new_version uuid, day date)
returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare p record; n integer;
begin
  if wall_role() is distinct from 'administrator' or wall_purpose() is distinct from 'administration'
     or wall_person() is null or wall_organisation() is null or wall_only() is not null then
    raise exception 'covenant_decide: only an administrator of the network' using errcode = '42501';
  end if;
  -- One decision at a time in a network: versions are numbered, and each changes the one before.
  perform pg_advisory_xact_lock(hashtextextended('covenant ' || wall_network()::text, 0));
  select c.* into p from access_covenantproposal c where c.id = wanted and c.network_id = wall_network();
  if not found or p.state <> 'waiting' then
    raise exception 'covenant_decide: nothing here waits for a decision' using errcode = '42501';
  end if;
  if (p.proposed_by_id = wall_person()) <> (verdict = 'withdrawn') then
    raise exception 'covenant_decide: the proposer only withdraws, somebody else decides' using errcode = '42501';
  end if;
  if verdict not in ('approved', 'rejected', 'withdrawn') then
    raise exception 'covenant_decide: unknown verdict' using errcode = '42501';
  end if;
  if verdict = 'approved' then
    if p.expires_at <= now() then
      raise exception 'covenant_decide: expired' using errcode = '42501';
    end if;
    select max(c.number) into n from access_covenant c where c.network_id = wall_network();
    if p.base_id is distinct from (select c.id from access_covenant c
                                    where c.network_id = wall_network() and c.number = n) then
      raise exception 'covenant_decide: another version came in between' using errcode = '42501';
    end if;
    n := coalesce(n, 0) + 1;
    insert into access_covenant (id, network_id, created_at, number, in_force_from, proposed_by, adopted_by, reason)
    values (new_version, wall_network(), now(), n, greatest(p.in_force_from, day), p.proposed_by_id,
            wall_person(), p.reason);
    insert into access_covenantrule (id, network_id, created_at, covenant_id, kind, role, purpose, category,
                                     ground, compartment, term_days, source)
    select gen_random_uuid(), wall_network(), now(), new_version, x.kind, x.role, x.purpose, x.category,
           x.ground, x.compartment, x.term_days, x.source
      from jsonb_to_recordset(p.content -> 'lines') as x(kind text, role text, purpose text, category text,
           ground text, compartment text, term_days integer, source text);
    insert into access_covenantswitch (id, network_id, created_at, covenant_id, ground, on_from, on_until, source)
    select gen_random_uuid(), wall_network(), now(), new_version, x.ground, x.on_from, x.on_until, x.source
      from jsonb_to_recordset(p.content -> 'switches') as x(ground text, on_from date, on_until date, source text);
  end if;
  update access_covenantproposal set state = verdict, decided_by_id = wall_person(),
         decided_for_id = wall_organisation(), decided_at = now(), decision_reason = why,
         covenant_id = case when verdict = 'approved' then new_version end
   where id = wanted;
  return n;
end $$;
