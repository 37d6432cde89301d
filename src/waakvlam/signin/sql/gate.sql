-- Functions of sign-in that work before anybody acts for an organisation, or for somebody else.

-- Somebody proved who they are and chose no role yet: only the own rows of that person show.
create or replace function person_enter(wanted uuid) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare p record;
begin
  select id, network_id, name, email into p from access_person where id = wanted;
  if not found then return null; end if;
  perform wall_set(p.network_id, null, p.id, '{}', 'alone', '', null);
  return to_jsonb(p);
end $$;

-- Sessions: found by the hash of a random key of 256 bits, which only the browser has.
create or replace function session_load(wanted bytea, at_moment timestamptz)
returns table (content text, seen_at timestamptz)
language sql security definer stable set search_path = public, pg_temp as $$
  select s.content, s.seen_at from signin_session s
   where s.key = wanted and s.expires_at > at_moment and s.ends_at > at_moment
$$;

-- False where a new key was taken already, or where the session was ended in the meantime: a
-- request that was under way does not bring it back.
create or replace function session_save(wanted bytea, new_handle uuid, fresh boolean, holds text, whose uuid,
  acting_as uuid, words text, begun timestamptz, at_moment timestamptz, expires timestamptz, ends timestamptz)
returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare net uuid;
begin
  select network_id into net from access_person where id = whose;
  if fresh then
    insert into signin_session (key, handle, network_id, person_id, membership_id, content, device, since,
                                seen_at, expires_at, ends_at)
    values (wanted, new_handle, net, whose, acting_as, holds, words, begun, at_moment, expires, ends)
    on conflict do nothing;
  else
    update signin_session set network_id = net, person_id = whose, membership_id = acting_as, content = holds,
           device = words, since = begun, seen_at = at_moment, expires_at = expires, ends_at = ends
     where key = wanted;
  end if;
  return found;
end $$;

create or replace function session_forget(wanted bytea) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from signin_session where key = wanted
$$;

create or replace function sessions_clear(at_moment timestamptz) returns integer
language sql security definer set search_path = public, pg_temp as $$
  with gone as (delete from signin_session where expires_at <= at_moment or ends_at <= at_moment returning 1)
  select count(*)::integer from gone
$$;

-- One's own sessions; nobody lists those of somebody else.
create or replace function sessions_mine(this_key bytea, at_moment timestamptz)
returns table (handle uuid, device text, since timestamptz, seen_at timestamptz, this boolean)
language sql security definer stable set search_path = public, pg_temp as $$
  select s.handle, s.device, s.since, s.seen_at, s.key = this_key from signin_session s
   where s.person_id = wall_person() and wall_only() is null
     and s.expires_at > at_moment and s.ends_at > at_moment
   order by s.key = this_key desc, s.seen_at desc
$$;

create or replace function session_end(wanted uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from signin_session where handle = wanted and person_id = wall_person() and wall_only() is null;
  return found;
end $$;

-- End sessions of somebody: all (but one) by themselves; by an administrator those that act for the
-- own organisation, and the others only where that person works nowhere else.
create or replace function sessions_end(whose uuid, but bytea) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare ended integer; elsewhere boolean;
begin
  if wall_only() is not null or not coalesce(wall_person() = whose or (wall_role() in ('administrator', 'system')
      and exists (select 1 from access_membership m
                   where m.person_id = whose and m.organisation_id = wall_organisation())), false) then
    raise exception 'sessions_end: not for this identity' using errcode = '42501';
  end if;
  elsewhere := wall_person() is distinct from whose and exists (
    select 1 from access_membership m where m.person_id = whose
       and m.organisation_id <> wall_organisation() and (m.until is null or m.until > now()));
  delete from signin_session s
   where s.person_id = whose and s.key is distinct from but
     and (not elsewhere or exists (select 1 from access_membership m
            where m.id = s.membership_id and m.organisation_id = wall_organisation()));
  get diagnostics ended = row_count;
  return ended;
end $$;

-- Whose passkey this is, before anybody is known: an id and nothing else.
create or replace function passkey_owner(wanted bytea) returns uuid
language sql security definer stable set search_path = public, pg_temp as $$
  select person_id from signin_passkey where credential_id = wanted limit 1
$$;

-- Who of the own organisation has a second factor: yes or no, for its administrators.
create or replace function factors_known(whose uuid[]) returns setof uuid
language plpgsql security definer stable set search_path = public, pg_temp as $$
begin
  if wall_only() is not null or coalesce(wall_role() not in ('administrator', 'system'), true) then
    raise exception 'factors_known: only for administrators' using errcode = '42501';
  end if;
  return query select p.id from access_person p
    where p.id = any(whose) and p.network_id = wall_network()
      and exists (select 1 from access_membership m
                   where m.person_id = p.id and m.organisation_id = wall_organisation())
      and (exists (select 1 from signin_passkey k where k.person_id = p.id)
           or exists (select 1 from signin_onetimesecret t where t.person_id = p.id and t.confirmed_at is not null));
end $$;

-- Another person takes away a lost second factor: an administrator of the only organisation that
-- somebody works for, and never for oneself.
create or replace function factors_reset(whose uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if wall_only() is not null or whose is not distinct from wall_person()
     or not coalesce(wall_role() in ('administrator', 'system')
       and exists (select 1 from access_membership m
                    where m.person_id = whose and m.organisation_id = wall_organisation())
       and not exists (select 1 from access_membership m
                        where m.person_id = whose and m.organisation_id <> wall_organisation()
                          and (m.until is null or m.until > now())), false) then
    raise exception 'factors_reset: not for this identity' using errcode = '42501';
  end if;
  delete from signin_passkey where person_id = whose;
  delete from signin_onetimesecret where person_id = whose;
  delete from signin_recoverycode where person_id = whose;
  delete from signin_session where person_id = whose;
end $$;

-- Sign-in services that are offered to whoever stands at the door.
create or replace function providers_offered()
returns table (id uuid, organisation text)
language sql security definer stable set search_path = public, pg_temp as $$
  select p.id, o.name from signin_provider p join access_organisation o on o.id = p.organisation_id
   where p.active order by o.name limit 50
$$;

create or replace function provider_open(wanted uuid) returns jsonb
language sql security definer stable set search_path = public, pg_temp as $$
  select jsonb_build_object('id', p.id, 'organisation_id', p.organisation_id, 'issuer', p.issuer,
           'client_id', p.client_id, 'method', p.method, 'strong', p.strong, 'trusts_email', p.trusts_email,
           'network', n.slug, 'organisation', o.slug)
    from signin_provider p join access_organisation o on o.id = p.organisation_id
    join access_network n on n.id = p.network_id
   where p.id = wanted and p.active
$$;

-- Whom a provider means. Only somebody who works for its own organisation now: pinned by subject, or
-- the first time by an address that the provider vouches for. Never somebody of another organisation.
create or replace function provider_person(wanted uuid, told text, address text, new_id uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare p signin_provider; found_person uuid;
begin
  select * into p from signin_provider where id = wanted and active;
  if p.id is null then return null; end if;
  select s.person_id into found_person from signin_providersubject s
   where s.organisation_id = p.organisation_id and s.issuer = p.issuer and s.subject = told;
  if found_person is null and address is not null then
    select x.id into found_person from access_person x
     where x.network_id = p.network_id and lower(x.email) = lower(address)
       and not exists (select 1 from signin_providersubject s where s.organisation_id = p.organisation_id
                          and s.issuer = p.issuer and s.person_id = x.id)
       and exists (select 1 from access_membership m where m.person_id = x.id
                      and m.organisation_id = p.organisation_id and m.since <= now()
                      and (m.until is null or m.until > now()));
    if found_person is not null then
      insert into signin_providersubject (id, network_id, organisation_id, created_at, issuer, subject, person_id)
      values (new_id, p.network_id, p.organisation_id, now(), p.issuer, told, found_person);
    end if;
  end if;
  if not exists (select 1 from access_membership m where m.person_id = found_person
                    and m.organisation_id = p.organisation_id and m.since <= now()
                    and (m.until is null or m.until > now())) then
    return null;
  end if;
  return found_person;
end $$;

-- Emergency access: opens every compartment of one subject to one person, for a while, never without a
-- reason and a row that a privacy officer must look at. Returns whose subject it is; null where there is none.
create or replace function emergency_open(new_id uuid, subject uuid, why text, minutes integer, at_moment timestamptz)
returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare founder uuid; ends timestamptz := at_moment + make_interval(mins => minutes);
begin
  if wall_only() is not null or wall_person() is null or wall_purpose() is distinct from 'handover'
     or coalesce(wall_role() not in ('steward', 'coordinator'), true)
     or not exists (select 1 from access_membership m where m.person_id = wall_person()
                       and m.organisation_id = wall_organisation() and m.role = wall_role()
                       and m.since <= now() and (m.until is null or m.until > now())) then
    raise exception 'emergency_open: not for this identity' using errcode = '42501';
  end if;
  if length(trim(coalesce(why, ''))) < 20 or minutes not between 1 and 240 then
    raise exception 'emergency_open: a reason of 20 characters and at most 240 minutes' using errcode = '22023';
  end if;
  select r.organisation_id into founder from access_reach r
   where r.subject_id = subject and r.network_id = wall_network() and r.may_grant and r.ended_at is null
   order by r.created_at limit 1;
  if founder is null then return null; end if;
  insert into signin_emergency (id, network_id, organisation_id, created_at, person_id, holder_id, subject_id, reason,
                                until, outcome, note)
  values (new_id, wall_network(), wall_organisation(), at_moment, wall_person(), founder, subject, trim(why), ends, '', '');
  -- A kind of its own: lists start from other kinds, so that colleagues see no row that they cannot open.
  insert into access_reach (id, network_id, created_at, organisation_id, person_id, subject_kind, subject_id, compartment,
                            purpose, ground, may_grant, until, sort_at, status, topic, neighbourhood_code)
  select gen_random_uuid(), wall_network(), at_moment, wall_organisation(), wall_person(), 'emergency', subject, c.compartment,
         'handover', 'vital_interest', false, ends, at_moment, 'emergency', '', ''
    from (select distinct r.compartment from access_reach r
           where r.subject_id = subject and r.network_id = wall_network() and r.ended_at is null) c;
  return founder;
end $$;

create or replace function emergency_end(wanted uuid, at_moment timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare e signin_emergency;
begin
  update signin_emergency set ended_at = at_moment
   where id = wanted and person_id = wall_person() and organisation_id = wall_organisation()
     and wall_only() is null and ended_at is null returning * into e;
  if not found then return false; end if;
  update access_reach set ended_at = at_moment
   where subject_id = e.subject_id and person_id = e.person_id and organisation_id = e.organisation_id
     and subject_kind = 'emergency' and ended_at is null;
  return true;
end $$;

-- A privacy officer of either organisation says whether it was right; once, and never on oneself.
create or replace function emergency_review(wanted uuid, verdict text, words text, at_moment timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare changed integer;
begin
  if wall_only() is not null or wall_role() is distinct from 'privacy_officer' or verdict not in ('right', 'wrong') then
    raise exception 'emergency_review: only for a privacy officer' using errcode = '42501';
  end if;
  update signin_emergency set reviewed_at = at_moment, reviewed_by = wall_person(), outcome = verdict, note = words
   where id = wanted and wall_organisation() in (organisation_id, holder_id) and person_id <> wall_person()
     and reviewed_at is null;
  get diagnostics changed = row_count;
  return changed = 1;
end $$;

-- Whose directory a key is of: an organisation and nothing else. Null where it is unknown, expired or revoked.
create or replace function scim_open(hash bytea, at_moment timestamptz) returns table (token uuid, organisation uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update signin_scimtoken t set used_at = at_moment
   where t.secret_hash = hash and t.revoked_at is null and t.expires_at > at_moment
     and (t.used_at is null or t.used_at < at_moment - interval '10 minutes');
  return query select t.id, t.organisation_id from signin_scimtoken t
   where t.secret_hash = hash and t.revoked_at is null and t.expires_at > at_moment;
end $$;

-- What a group means counts from now on: confirmed by another administrator than who chose it.
create or replace function scim_confirm(wanted uuid, at_moment timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare m signin_scimmapping;
begin
  if wall_only() is not null or wall_role() is distinct from 'administrator'
     or not exists (select 1 from access_membership x where x.person_id = wall_person()
                       and x.organisation_id = wall_organisation() and x.role = 'administrator'
                       and x.since <= now() and (x.until is null or x.until > now())) then
    raise exception 'scim_confirm: only an administrator' using errcode = '42501';
  end if;
  select * into m from signin_scimmapping where id = wanted and organisation_id = wall_organisation() for update;
  if not found or m.confirmed_at is not null or m.asked_by_id = wall_person() then
    raise exception 'scim_confirm: somebody else than who chose it confirms' using errcode = '42501';
  end if;
  update signin_scimmapping set confirmed_by_id = wall_person(), confirmed_at = at_moment where id = wanted;
  return true;
end $$;

create or replace function scim_unmap(wanted uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if wall_only() is not null or coalesce(wall_role() not in ('administrator', 'system'), true) then
    raise exception 'scim_unmap: only an administrator' using errcode = '42501';
  end if;
  delete from signin_scimmapping where id = wanted and organisation_id = wall_organisation();
  if not found then
    raise exception 'scim_unmap: nothing here to take away' using errcode = '42501';
  end if;
  return true;
end $$;
