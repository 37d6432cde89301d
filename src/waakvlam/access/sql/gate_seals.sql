-- Seals over the two logs. What crosses organisations here are hashes and counts, never a row.

-- The hash of one act: over every field, in one spelling, so that any change shows. Stable, as what it is
-- made of: only then the planner writes it out in the query, which halves what verifying costs.
create or replace function audit_leaf(a access_audit) returns bytea language sql stable parallel safe as $$
  select sha256(convert_to(concat_ws('|', a.id, extract(epoch from a.at)::numeric(20,6), a.network_id,
    a.organisation_id, coalesce(a.person_id::text, '-'), coalesce(a.membership_id::text, '-'), a.role,
    a.purpose, a.verb, a.subject_kind, coalesce(a.subject_id::text, '-'), a.detail::text), 'UTF8'))
$$;

create or replace function processing_leaf(l access_processingline) returns bytea language sql stable parallel safe as $$
  select sha256(convert_to(concat_ws('|', l.id, l.network_id, l.organisation_id, coalesce(l.audit_id::text, '-'),
    l.trace_id, l.span_id, coalesce(l.parent_span_id::text, '-'), l.status, l.name, l.start_time, l.end_time,
    l.processing_activity_id, l.data_subject_id, l.data_subject_id_type, l.foreign_operation, l.resource), 'UTF8'))
$$;

-- Close a batch of one log: root over the hashes in order of id, chained to the head before. One sealer
-- at a time; writers never wait for it. `after` is the last id of the batch before in the same run: whoever
-- began at the first row each time would walk over everything that was just sealed. A row that was
-- committed late, below `after`, goes with the next run, which begins at nothing.
create or replace function audit_seal_next(of_log text, at_most integer, after uuid)
returns table (number bigint, events integer, head bytea, last uuid)
language plpgsql security definer set search_path = public, pg_temp set bytea_output = 'hex' as $$
declare n bigint; k integer; r bytea; before bytea; upto uuid;
        beyond constant uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
begin
  if not pg_try_advisory_xact_lock(7283945) then return; end if;
  select coalesce(max(s.number), 0) + 1 into n from access_auditseal s;
  select s.head into before from access_auditseal s where s.number = n - 1;
  if of_log = 'acts' then
    select id into upto from access_audit where seal is null and id > after order by id offset at_most - 1 limit 1;
    with marked as (
      update access_audit a set seal = n
       where a.seal is null and a.id > after and a.id <= coalesce(upto, beyond) returning a.*
    )
    select count(*), sha256(string_agg(audit_leaf(m::access_audit), ''::bytea order by m.id))
      into k, r from marked m;
  elsif of_log = 'lines' then
    select id into upto from access_processingline where seal is null and id > after order by id offset at_most - 1 limit 1;
    with marked as (
      update access_processingline l set seal = n
       where l.seal is null and l.id > after and l.id <= coalesce(upto, beyond) returning l.*
    )
    select count(*), sha256(string_agg(processing_leaf(m::access_processingline), ''::bytea order by m.id))
      into k, r from marked m;
  else
    raise exception 'audit_seal_next: no log %', of_log using errcode = '22023';
  end if;
  if k = 0 then return; end if;
  insert into access_auditseal (number, at, log, events, root, head, key_id)
  values (n, now(), of_log, k, r, sha256(coalesce(before, ''::bytea) || r || convert_to(n || ':' || k, 'UTF8')), '')
  returning access_auditseal.number, access_auditseal.events, access_auditseal.head, coalesce(upto, beyond)
  into number, events, head, last;
  return next;
end $$;

create or replace function audit_sign(wanted bigint, signed bytea, by_key text) returns void
language sql security definer set search_path = public, pg_temp as $$
  update access_auditseal set signature = signed, key_id = by_key where number = wanted and signature is null
$$;

-- What each batch should be: recomputed from the rows as they stand. Hashes only, so that a
-- privacy officer can verify the whole chain without reading one row of another organisation.
-- The hashes are made first, in as many processes as the server has to spare; only hashes are sorted.
create or replace function audit_recomputed()
returns table (log text, seal bigint, events bigint, root bytea)
language sql security definer stable set search_path = public, pg_temp set bytea_output = 'hex' as $$
  select 'acts', x.seal, count(*), sha256(string_agg(x.leaf, ''::bytea order by x.id))
    from (select a.seal, a.id, audit_leaf(a) as leaf from access_audit a offset 0) x group by x.seal
  union all
  select 'lines', x.seal, count(*), sha256(string_agg(x.leaf, ''::bytea order by x.id))
    from (select l.seal, l.id, processing_leaf(l) as leaf from access_processingline l offset 0) x group by x.seal
$$;

-- Close the oldest day that is over and not closed: what was sealed on it, and the head at its end.
-- Signed in the same transaction. A day on which nothing was sealed is closed too, so that it shows.
create or replace function audit_close_day()
returns table (day date, first_seal bigint, last_seal bigint, acts bigint, lines bigint, head bytea)
language plpgsql security definer set search_path = public, pg_temp as $$
declare before access_auditday; d date;
begin
  perform pg_advisory_xact_lock(7283946);
  select * into before from access_auditday x order by x.day desc limit 1;
  d := coalesce(before.day + 1, (select min(s.at at time zone 'Europe/Amsterdam')::date from access_auditseal s));
  if d is null or d >= (clock_timestamp() at time zone 'Europe/Amsterdam')::date then return; end if;
  insert into access_auditday (day, first_seal, last_seal, acts, lines, head, key_id)
  select d, coalesce(before.last_seal, 0) + 1, coalesce(max(s.number), before.last_seal, 0),
         coalesce(sum(s.events) filter (where s.log = 'acts'), 0),
         coalesce(sum(s.events) filter (where s.log = 'lines'), 0),
         coalesce((array_agg(s.head order by s.number desc))[1], before.head, ''::bytea), ''
    from access_auditseal s
   where s.number > coalesce(before.last_seal, 0) and (s.at at time zone 'Europe/Amsterdam')::date <= d
  returning access_auditday.day, access_auditday.first_seal, access_auditday.last_seal, access_auditday.acts,
            access_auditday.lines, access_auditday.head
  into day, first_seal, last_seal, acts, lines, head;
  return next;
end $$;

create or replace function audit_sign_day(wanted date, signed bytea, by_key text) returns void
language sql security definer set search_path = public, pg_temp as $$
  update access_auditday set signature = signed, key_id = by_key where day = wanted and signature is null
$$;
