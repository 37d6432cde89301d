-- A shipment for each organisation in each seal of processing lines that has none yet. Ids only;
-- sending is done as the organisation itself. One transaction for all, so that the highest seal
-- tells where to go on.
create or replace function logboek_queue() returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare made integer;
begin
  if not pg_try_advisory_xact_lock(7283947) then return 0; end if;
  insert into exchange_shipment (id, network_id, organisation_id, created_at, seal, state, lines, tries, next_at, error)
  select gen_random_uuid(), l.network_id, l.organisation_id, now(), s.number, 'waiting', 0, 0, now(), ''
    from access_auditseal s
    cross join lateral (select distinct x.network_id, x.organisation_id from access_processingline x
                         where x.seal = s.number) l
   where s.log = 'lines' and s.number > (select coalesce(max(seal), 0) from exchange_shipment);
  get diagnostics made = row_count;
  return made;
end $$;

-- What the job must look at: ids only.
create or replace function logboek_due(at_most integer, at_moment timestamptz)
returns table (shipment uuid, organisation uuid)
language sql security definer stable set search_path = public, pg_temp as $$
  select id, organisation_id from exchange_shipment
   where state <> 'sent' and next_at <= at_moment order by next_at, seal limit at_most
$$;

-- From which seal on lines must stay: the lowest that was not acknowledged, or not even queued.
create or replace function logboek_unsent() returns bigint
language sql security definer stable set search_path = public, pg_temp as $$
  select least((select min(seal) from exchange_shipment where state <> 'sent'),
               (select min(s.number) from access_auditseal s where s.log = 'lines'
                   and s.number > (select coalesce(max(seal), 0) from exchange_shipment)))
$$;
