-- Figures about clocks and obstacles of the whole network: counts and medians only, small cells hidden here, so that
-- raw SQL as the application learns no more than the page shows (R30). Each refuses whoever has no identity or a link.

-- Working days after `a` up to and including `b`: Monday to Friday, without the free days that the caller knows.
create or replace function silence_working_days(a date, b date, free date[]) returns integer
language sql immutable as $$
  select greatest(0, (5 * floor((b - date '1999-12-26') / 7.0) + least((b - date '1999-12-26')::integer % 7, 5))::integer
                   - (5 * floor((a - date '1999-12-26') / 7.0) + least((a - date '1999-12-26')::integer % 7, 5))::integer
                   - (select count(*)::integer from unnest(free) f where f > a and f <= b and extract(isodow from f) < 6))
$$;

-- Clocks that one partner had on another and that came due between two moments: answered in time, late, still silent;
-- the median in working days of what was answered. Per partner and kind; kind '' is the whole. A kind under ten is
-- hidden, and where that leaves one hidden kind, the next smallest too, so that subtraction does not bring it back.
create or replace function silence_rates(since timestamptz, till timestamptz, free date[])
returns table (organisation uuid, kind text, asked integer, in_time integer, late integer, silent integer, median numeric)
language plpgsql security definer stable set search_path = public, pg_temp as $$
begin
  if wall_organisation() is null or wall_only() is not null or coalesce(wall_purpose(), '') <> 'breakthrough' then
    raise exception 'silence_rates: not for this identity' using errcode = '42501';
  end if;
  return query
  with c as (select k.on_id, split_part(k.kind, '.', 1) as part, k.stopped_at, k.due_at,
                    silence_working_days((k.created_at at time zone 'Europe/Amsterdam')::date,
                                         (k.stopped_at at time zone 'Europe/Amsterdam')::date, free) as days
               from access_clock k
              where k.network_id = wall_network() and k.asker_id <> k.on_id and k.due_at >= since and k.due_at < till),
       cells as (select c.on_id, coalesce(c.part, '') as part, grouping(c.part) as whole, count(*)::integer as n,
                        (count(*) filter (where stopped_at <= due_at))::integer as t, (count(*) filter (where stopped_at > due_at))::integer as l,
                        (count(*) filter (where stopped_at is null))::integer as s,
                        percentile_cont(0.5) within group (order by days)::numeric as m
                   from c group by grouping sets ((c.on_id, c.part), (c.on_id))),
       ranked as (select cells.*, count(*) filter (where n < 10) over w as few,
                         row_number() over (partition by on_id, whole order by (n < 10), n, part) as smallest
                    from cells window w as (partition by on_id, whole))
  select on_id, part, case when h then null else n end, case when h then null else t end, case when h then null else l end,
         case when h then null else s end, case when h then null else m end
    from (select *, n < 10 or (whole = 0 and few = 1 and smallest = 1) as h from ranked) shown
   order by on_id, part;
end $$;

-- The same whole, of one partner, per quarter; under ten hidden.
create or replace function silence_quarters(partner uuid, since timestamptz, till timestamptz, free date[])
returns table (quarter date, asked integer, in_time integer, late integer, silent integer, median numeric)
language plpgsql security definer stable set search_path = public, pg_temp as $$
begin
  if wall_organisation() is null or wall_only() is not null or coalesce(wall_purpose(), '') <> 'breakthrough' then
    raise exception 'silence_quarters: not for this identity' using errcode = '42501';
  end if;
  return query
  select q, case when n >= 10 then n end, case when n >= 10 then t end, case when n >= 10 then l end, case when n >= 10 then s end,
         case when n >= 10 then m end
    from (select date_trunc('quarter', k.due_at at time zone 'Europe/Amsterdam')::date as q, count(*)::integer as n,
                 (count(*) filter (where k.stopped_at <= k.due_at))::integer as t, (count(*) filter (where k.stopped_at > k.due_at))::integer as l,
                 (count(*) filter (where k.stopped_at is null))::integer as s,
                 percentile_cont(0.5) within group (order by silence_working_days(
                   (k.created_at at time zone 'Europe/Amsterdam')::date, (k.stopped_at at time zone 'Europe/Amsterdam')::date, free))::numeric as m
            from access_clock k
           where k.network_id = wall_network() and k.on_id = partner and k.asker_id <> k.on_id and k.due_at >= since and k.due_at < till
           group by 1) x order by q;
end $$;

-- Obstacles that were named since a moment: how many, how many of them removed, and the median time in working days.
-- By kind, by partner, by quarter, and the whole (what = 'all'). Hidden as above, within each way of counting.
create or replace function obstacle_figures(since timestamptz, free date[])
returns table (what text, name text, named integer, removed integer, median numeric)
language plpgsql security definer stable set search_path = public, pg_temp as $$
begin
  if wall_organisation() is null or wall_only() is not null or coalesce(wall_purpose(), '') <> 'insight' then
    raise exception 'obstacle_figures: not for this identity' using errcode = '42501';
  end if;
  return query
  with o as (select n.kind::text as k, n.partner_id::text as p,
                    to_char(date_trunc('quarter', n.named_at at time zone 'Europe/Amsterdam'), 'YYYY-MM-DD') as q,
                    n.named_at, coalesce(n.removed_at, c.stopped_at) as gone
               from breakthroughs_named n left join access_clock c on c.id = n.clock_id
              where n.network_id = wall_network() and n.superseded_at is null and n.named_at >= since),
       d as (select o.*, case when gone is not null then silence_working_days(
               (named_at at time zone 'Europe/Amsterdam')::date, (gone at time zone 'Europe/Amsterdam')::date, free) end as days from o),
       cells as (select case when grouping(k) = 0 then 'kind' when grouping(p) = 0 then 'partner' when grouping(q) = 0 then 'quarter' else 'all' end as w,
                        coalesce(k, p, q, '') as x, count(*)::integer as n, count(gone)::integer as r,
                        percentile_cont(0.5) within group (order by days)::numeric as m
                   from d group by grouping sets ((k), (p), (q), ())),
       ranked as (select cells.*, count(*) filter (where n < 10) over (partition by w) as few,
                         row_number() over (partition by w order by (n < 10), n, x) as smallest from cells)
  select w, x, case when h then null else n end, case when h then null else r end, case when h then null else m end
    from (select *, n < 10 or (w <> 'all' and few = 1 and smallest = 1) as h from ranked) shown
   where w <> 'all' or n > 0 order by w, x;
end $$;
