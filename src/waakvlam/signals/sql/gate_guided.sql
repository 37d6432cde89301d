-- Word of nuisance about a home, to its landlord and to who guides there (docs/adr/0021). Addresses are compared here and
-- nowhere else. A landlord is told of every report, guided or not: so that being told says nothing of care (R22).

-- Whether the covenant in force that day has a line of this category for this kind of organisation, for any role.
create or replace function signals_agreed(organisation uuid, of_category text, day date) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (
    select 1 from access_organisation o
      join access_covenantrule l on l.network_id = o.network_id and l.kind = o.kind
     where o.id = organisation and l.purpose = 'signal' and l.category = of_category
       and l.covenant_id = covenant_in_force(o.network_id, day)
       and (l.ground not in ('wams', 'wgs') or exists (
            select 1 from access_covenantswitch w where w.covenant_id = l.covenant_id and w.ground = l.ground
               and w.on_from <= day and (w.on_until is null or day <= w.on_until))))
$$;

-- As people write it in different ways: letters and digits only, small.
create or replace function signals_plain(line text) returns text
language sql immutable parallel safe as $$ select lower(regexp_replace(coalesce(line, ''), '[^[:alnum:]]', '', 'g')) $$;

-- The home at this address in the register of every landlord that may be told, one for each.
create or replace function signals_landlords(net uuid, of_street text, of_number text, of_postcode text, of_city text, day date)
returns table (organisation uuid, dwelling uuid)
language sql stable set search_path = public, pg_temp as $$
  select distinct on (o.id) o.id, d.id
    from access_organisation o join people_dwelling d on d.organisation_id = o.id
   where o.network_id = net and o.kind = 'housing_association' and d.network_id = net and d.gone_at is null and d.merged_into_id is null
     and d.house_number = substring(of_number from '^\d{1,6}')::integer
     and signals_plain(concat(d.house_letter, d.addition)) = substring(of_number from '^\d+(.*)$')
     and (of_postcode <> '' and d.postcode in (upper(of_postcode), upper(left(of_postcode, 4) || ' ' || right(of_postcode, 2)))
          or of_postcode = '' and d.street in (of_street, initcap(of_street)) and (of_city = '' or signals_plain(d.city) = of_city))
     and signals_agreed(o.id, 'nuisance', day)
   order by o.id, d.id
$$;

-- A signal of nuisance that the caller's organisation wrote down: writes word of it for the landlords of that home and for
-- who guides there, and returns whom to tell. By the system of that organisation; twice is once. What may point at
-- violence, money or care goes to no landlord, nor what may be dangerous or had to be shared (R13, R17, R27). Without
-- postcode and town a street that stands twice in a network tells nobody.
create or replace function signals_nuisance(subject uuid, moment timestamptz, day date)
returns table (organisation uuid, notice uuid, guide uuid)
language plpgsql security definer set search_path = public, pg_temp as $$
declare told record; number text; zip text; town text; homes integer;
begin
  if wall_organisation() is null or wall_only() is not null or wall_purpose() is distinct from 'signal'
     or wall_role() is distinct from 'system' then
    raise exception 'signals_nuisance: only by the system' using errcode = '42501';
  end if;
  select s.network_id, s.taker_id, s.holder_id, c.street, c.house_number, signals_plain(c.postcode) as postcode, signals_plain(c.city) as city,
         s.urgency <> 'danger' and s.basis <> 'necessary' and s.topic not in ('safety', 'growing_up', 'care', 'medicines', 'money') as to_landlord
    into told
    from signals_signal s join signals_signalcontent c on c.signal_id = s.id and c.version = 1
   where s.id = subject and s.network_id = wall_network() and s.taker_id = wall_organisation() and s.kind = 'nuisance' and c.about <> 'place';
  number := signals_plain(told.house_number);
  if not found or number !~ '^\d' or (told.postcode = '' and told.street = '') then
    return;
  end if;
  zip := told.postcode; town := told.city;
  if zip = '' then  -- the one home of that street and number, by the registers alone: a list of care may change nothing here
    select count(distinct signals_plain(d.postcode)), min(signals_plain(d.postcode)) into homes, zip
      from signals_landlords(told.network_id, told.street, number, '', town, day) l join people_dwelling d on d.id = l.dwelling;
    zip := case when homes = 1 then zip else '' end;
  end if;
  return query
    with landlords as (
      select l.organisation, d.id as dwelling, d.street, concat(d.house_number, d.house_letter, d.addition) as house_number, d.postcode, d.city
        from signals_landlords(told.network_id, told.street, number, zip, town, day) l join people_dwelling d on d.id = l.dwelling
       where told.to_landlord and zip <> '' and l.organisation not in (told.taker_id, told.holder_id)),
    guides as (
      select distinct on (g.organisation_id) g.organisation_id as organisation, g.street, g.house_number, g.postcode, g.city, g.guide_id
        from signals_guidedhome g
       where g.network_id = told.network_id and g.from_on <= day and (g.until is null or g.until > moment)
         and signals_plain(g.house_number) = number
         and (zip <> '' and signals_plain(g.postcode) = zip
              or zip = '' and town <> '' and signals_plain(g.street) = signals_plain(told.street) and signals_plain(g.city) = town)
         and signals_agreed(g.organisation_id, 'guided', day)
       order by g.organisation_id, g.from_on desc),
    made as (
      insert into signals_nuisancenotice as n (id, network_id, created_at, organisation_id, street, house_number, postcode, city, dwelling_id, guide_id, at)
      select md5(subject::text || x.organisation::text)::uuid, told.network_id, moment, x.organisation, x.street, x.house_number, x.postcode, x.city,
             x.dwelling, x.guide_id, moment
        from (select l.organisation, l.street, l.house_number, l.postcode, l.city, l.dwelling, null::uuid as guide_id from landlords l
              union all
              select g.organisation, g.street, g.house_number, g.postcode, g.city, null::uuid, g.guide_id from guides g) x
      on conflict do nothing
      returning n.organisation_id, n.id, n.guide_id)
    select m.organisation_id, m.id, m.guide_id from made m order by 1;
end $$;
