-- Which organisations there are, for the nightly run: ids only; the work is done as each of them.
create or replace function keeping_organisations()
returns table (organisation_id uuid, network_id uuid)
language sql security definer stable set search_path = public, pg_temp as $$
  select id, access_organisation.network_id from access_organisation order by id
$$;

-- The term of a sealed batch: the longest among the networks whose rows it holds; `shipped` where a
-- network decided nothing. Never under a year, whatever anybody decided. NULL where no row is left.
create or replace function keeping_log_days(of_log text, wanted bigint, shipped integer)
returns integer language sql stable set search_path = public, pg_temp as $$
  select greatest(365, max(coalesce((
           select t.days from keeping_term t
            where t.network_id = n.network_id and t.in_force_from <= (now() at time zone 'Europe/Amsterdam')::date
              and t.trace = case of_log when 'acts' then 'act_log' else 'read_log' end
            order by t.in_force_from desc, t.id desc limit 1), shipped)))
    from (select distinct network_id from access_audit where of_log = 'acts' and seal = wanted union
          select distinct network_id from access_processingline where of_log = 'lines' and seal = wanted) n
  having count(*) > 0
$$;

-- Batches of one log that are over their term, oldest first, below a seal that somebody still needs. Where
-- networks have terms that differ, a batch of both is looked at each night until the longer one is over.
create or replace function keeping_logs_due(of_log text, shipped integer, below bigint, at_most integer)
returns table (seal bigint, events integer, root bytea, head bytea, days integer)
language sql security definer stable set search_path = public, pg_temp as $$
  select s.number, s.events, s.root, s.head, d.days
    from access_auditseal s
    cross join lateral (select keeping_log_days(of_log, s.number, shipped) as days offset 0) d
   where s.log = of_log and s.number < below
     and not exists (select 1 from access_auditremoval r where r.seal = s.number)
     and s.at < clock_timestamp() - make_interval(days => greatest(365, least(shipped, (
           select min(t.days) from keeping_term t where t.trace = case of_log when 'acts' then 'act_log' else 'read_log' end))))
     and s.at < clock_timestamp() - make_interval(days => d.days)
   order by s.number limit at_most
$$;

-- Let one sealed batch go, whole, and keep the signed statement. Refuses what is not over its term, by the
-- database's own clock. A batch that is not as it was sealed stays where it is, as evidence: no row comes back.
create or replace function keeping_log_remove(wanted bigint, shipped integer, at_moment timestamptz, term integer,
                                              signed bytea, by_key text)
returns table (network uuid, organisation uuid, gone bigint)
language plpgsql security definer set search_path = public, pg_temp set bytea_output = 'hex' as $$
declare s access_auditseal; k bigint; r bytea; newest timestamptz; needed integer;
begin
  if at_moment is null or at_moment not between clock_timestamp() - interval '10 minutes'
                                            and clock_timestamp() + interval '1 minute' then
    raise exception 'keeping_log_remove: not now' using errcode = '42501';
  end if;
  select * into s from access_auditseal x where x.number = wanted for update;
  if not found or exists (select 1 from access_auditremoval x where x.seal = wanted) then
    raise exception 'keeping_log_remove: nothing there to remove' using errcode = '42501';
  end if;
  needed := keeping_log_days(s.log, wanted, shipped);
  if s.log = 'acts' then
    select count(*), sha256(string_agg(audit_leaf(a), ''::bytea order by a.id)), max(a.at) into k, r, newest
      from access_audit a where a.seal = wanted;
  else
    select count(*), sha256(string_agg(processing_leaf(l), ''::bytea order by l.id)),
           to_timestamp(max(l.start_time) / 1000.0) into k, r, newest
      from access_processingline l where l.seal = wanted;
  end if;
  if (k, r) is distinct from (s.events::bigint, s.root) then return; end if;
  if term is null or term < needed or greatest(newest, s.at) > at_moment - make_interval(days => term) then
    raise exception 'keeping_log_remove: not over its term' using errcode = '42501';
  end if;
  insert into access_auditremoval (seal, at, events, term_days, signature, key_id)
  values (wanted, at_moment, k, term, signed, by_key);
  if s.log = 'acts' then
    return query with went as (delete from access_audit a where a.seal = wanted returning a.network_id, a.organisation_id)
      select went.network_id, went.organisation_id, count(*) from went group by 1, 2;
  else
    return query with went as (delete from access_processingline l where l.seal = wanted returning l.network_id, l.organisation_id)
      select went.network_id, went.organisation_id, count(*) from went group by 1, 2;
  end if;
end $$;
