-- Figures per neighbourhood across the organisations of one network (R30). What leaves here is
-- counts, never an id, and a count of 1 to 9 leaves as null. The gate may read only the columns
-- that the models name in `gate=[…]`: no name, address or word of a resident is among them.

-- Homes with households, of all registers in the network. Inlined where it is used.
create or replace function insight_families()
returns table (id uuid, org uuid, area text, spoken_at timestamptz) language sql stable as $$
  select f.id, f.organisation_id, coalesce(h.code, '?'), f.last_contact_at
    from people_household f
    join people_dwelling d on d.id = f.dwelling_id
    left join (select distinct code from people_neighbourhood
                where network_id = (select wall_network())) h on h.code = d.neighbourhood_code
   where f.network_id = (select wall_network()) and f.gone_at is null and d.gone_at is null
     and d.merged_into_id is null
$$;

-- One row per thing counted: under which name, whom it is about (to count people, not rows), and
-- which organisations know of it by themselves. `until` is now; all views look back 365 days.
create or replace function insight_units(wanted text, until timestamptz)
returns table (area text, name text, subject uuid, knowers uuid[]) language plpgsql stable as $$
declare since timestamptz := until - interval '365 days';
begin
  if wanted = 'homes' then return query
    select coalesce(h.code, '?')::text, 'home', d.id, array[d.organisation_id]
      from people_dwelling d
      left join (select distinct n.code from people_neighbourhood n
                  where n.network_id = (select wall_network())) h on h.code = d.neighbourhood_code
     where d.network_id = (select wall_network()) and d.gone_at is null and d.merged_into_id is null;
  elsif wanted = 'contact' then return query
    select f.area, case when f.spoken_at > since then 'spoken' else 'not_spoken' end, f.id, array[f.org]
      from insight_families() f;
  elsif wanted = 'pace' then return query
    -- Quarters of the year that ends now: q4 is the newest. A household counts once in each.
    select distinct f.area, 'q' || 4 - least(3, floor(extract(epoch from until - a.at) / 7884000)),
           f.id, array[f.org]
      from outreach_attempt a join insight_families() f on f.id = a.household_id
     where a.network_id = (select wall_network()) and a.reached and a.undone_at is null
       and a.at > since and a.at <= until;
  elsif wanted = 'requests' then return query
    select distinct f.area, r.topic::text, f.id, array[f.org]
      from outreach_finding r join insight_families() f on f.id = r.household_id
     where r.network_id = (select wall_network()) and r.kind = 'help_request' and r.state <> 'dropped'
       and r.created_at > since;
  elsif wanted = 'reference' then return query
    -- The random sample of addresses that nobody selected. Who moved or died was no part of it.
    select coalesce(h.code, '?')::text, case
             when exists (select 1 from outreach_finding r where r.entry_id = e.id
                             and r.kind = 'help_request' and r.state <> 'dropped') then 'request'
             when e.state = 'done' and (e.last_outcome = 'spoken'
                  or coalesce(o.goal -> 'outcomes', '[]') ? e.last_outcome) then 'no_request'
             else 'not_reached' end,
           e.household_id, array[e.organisation_id]
      from outreach_roundentry e join outreach_round o on o.id = e.round_id
      left join (select distinct n.code from people_neighbourhood n
                  where n.network_id = (select wall_network())) h on h.code = e.neighbourhood_code
     where e.network_id = (select wall_network()) and e.in_reference and o.started_at > since
       and e.excluded_reason not in ('moved', 'deceased') and (e.attempts > 0 or o.state = 'ended');
  elsif wanted = 'handovers' then return query
    select coalesce(h.code, '?')::text, case
             when (select a.weeks = 12 and a.answer = 'yes' from handovers_helpedanswer a
                    where a.handover_id = v.id order by a.asked_at desc limit 1) then 'helped'
             when v.state in ('offered', 'accepted', 'contact_made', 'under_way') and exists (
                  select 1 from access_clock c where c.subject_id = v.id and c.stopped_at is null
                     and c.due_at < until) then 'silent'
             when v.state in ('accepted', 'contact_made', 'under_way', 'ended') then 'accepted'
             else 'other' end,
           coalesce(o.household_id, v.id), array[v.sender_id, v.receiver_id]
      from handovers_handover v
      left join handovers_origin o on o.handover_id = v.id
      left join (select distinct n.code from people_neighbourhood n
                  where n.network_id = (select wall_network())) h on h.code = v.neighbourhood_code
     where v.network_id = (select wall_network()) and v.offered_at > since;
  end if;
end $$;

-- Counts per neighbourhood and name, with their totals ('*' and 'total'). A cell is `risky` where
-- 1 to 9 people stand in it, or remain in it for an organisation that leaves its own people out.
create or replace function insight_cells(wanted text, until timestamptz)
returns table (area text, name text, value integer, risky boolean) language sql stable as $$
  with unit as materialized (select * from insight_units(wanted, until)),
  cell as (
    select case grouping(u.area) when 1 then '*' else u.area end as area,
           case grouping(u.name) when 1 then 'total' else u.name end as name,
           count(*)::integer as value, count(distinct u.subject) as people
      from unit u group by grouping sets ((u.area, u.name), (u.area), (u.name), ())),
  known as (
    select case grouping(u.area) when 1 then '*' else u.area end as area,
           case grouping(u.name) when 1 then 'total' else u.name end as name,
           k.org, count(distinct u.subject) as people
      from unit u cross join lateral unnest(u.knowers) k(org)
     group by k.org, grouping sets ((u.area, u.name), (u.area), (u.name), ()))
  select c.area, c.name, c.value,
         c.people between 1 and 9 or coalesce(bool_or(c.people - k.people between 1 and 9), false)
    from cell c left join known k on k.area = c.area and k.name = c.name
   group by c.area, c.name, c.value, c.people
$$;

-- Which cells to hide so that none of 1 to 9 can be found by subtracting. `cells` is a table with
-- its totals in the last row and the last column, `risky` what must be hidden in any case.
-- In each row and column with something hidden at least two are hidden, together 10 or more (or
-- the total with them); then, as long as `insight_exposed` still finds one, one more is hidden.
create or replace function insight_hidden(cells integer[], risky boolean[]) returns boolean[]
language plpgsql immutable as $$
declare
  rows integer := array_length(cells, 1); columns integer := array_length(cells, 2);
  hidden boolean[] := risky; size integer; i integer; j integer; many integer; weight integer;
  best integer; least_value integer; grew boolean; bare integer[];
begin
  loop
    loop
      grew := false;
      for line in 1 .. rows + columns loop
        size := case when line <= rows then columns else rows end;
        loop
          many := 0; weight := 0; best := null; least_value := null;
          for place in 1 .. size loop
            i := case when line <= rows then line else place end;
            j := case when line <= rows then place else line - rows end;
            if hidden[i][j] then
              many := many + 1;
              weight := weight + case when place < size then cells[i][j] else 0 end;
            elsif cells[i][j] > 0 and (best is null or place < size and cells[i][j] < least_value) then
              best := place; least_value := cells[i][j];
            end if;
          end loop;
          -- i, j now stand at the total of this line.
          exit when many = 0 or best is null
                 or many > 1 and (hidden[i][j] or weight > greatest(9, many));
          if line <= rows then hidden[line][best] := true; else hidden[best][line - rows] := true; end if;
          grew := true;
        end loop;
      end loop;
      exit when not grew;
    end loop;
    bare := insight_exposed(cells, hidden);
    exit when bare is null;
    select p.i, p.j into i, j
      from (select x as i, y as j from generate_series(1, rows) x, generate_series(1, columns) y) p
     where not hidden[p.i][p.j] and cells[p.i][p.j] > 0
     order by p.j <> bare[2], p.i <> bare[1], p.i = rows or p.j = columns, cells[p.i][p.j], p.i, p.j
     limit 1;
    exit when not found;
    hidden[i][j] := true;
  end loop;
  return hidden;
end $$;

-- The first hidden cell that somebody could work out who knows every shown number, the totals,
-- and that what is hidden is at least 1; null where there is none. The table is a circulation
-- (row → column for a cell, back over the totals), so a cell has another possible value exactly
-- where a ring of hidden cells runs through it along which 1 can be moved. Most rings are found
-- at once: cells of 2 or more move both ways, and those outside a spanning forest close one.
create or replace function insight_exposed(cells integer[], hidden boolean[]) returns integer[]
language plpgsql immutable as $$
declare
  rows integer := array_length(cells, 1); columns integer := array_length(cells, 2);
  nodes integer := rows + columns;
  safe boolean[] := array_fill(false, array[rows, columns]);
  root integer[] := array_fill(0, array[nodes]); up integer[] := root; depth integer[] := root;
  came integer[]; queue integer[]; head integer; node integer; other integer; goal integer; x integer; y integer;
begin
  for start in 1 .. nodes loop
    continue when root[start] <> 0;
    root[start] := start; queue := array[start]; head := 1;
    while head <= array_length(queue, 1) loop
      node := queue[head]; head := head + 1;
      for step in 1 .. case when node <= rows then columns else rows end loop
        if node <= rows then x := node; y := step; other := rows + step;
        else x := step; y := node - rows; other := step; end if;
        if hidden[x][y] and root[other] = 0 and cells[x][y] > 1 then
          root[other] := start; up[other] := node; depth[other] := depth[node] + 1;
          queue := array_append(queue, other);
        end if;
      end loop;
    end loop;
  end loop;
  for i in 1 .. rows loop
    for j in 1 .. columns loop
      continue when not hidden[i][j] or up[i] = rows + j or up[rows + j] = i or root[i] <> root[rows + j];
      safe[i][j] := true;
      continue when cells[i][j] < 2;
      node := i; other := rows + j;
      while node <> other loop
        if depth[node] < depth[other] then x := node; node := other; other := x; end if;
        safe[least(node, up[node])][greatest(node, up[node]) - rows] := true;
        node := up[node];
      end loop;
    end loop;
  end loop;
  for i in 1 .. rows loop
    for j in 1 .. columns loop
      for way in 1 .. 2 loop  -- 1: from row to column
        exit when not hidden[i][j] or safe[i][j];
        continue when cells[i][j] < 2 and (way = 1) <> ((i < rows) = (j < columns));
        node := case way when 1 then rows + j else i end;
        goal := case way when 1 then i else rows + j end;
        came := array_fill(0, array[nodes]);
        came[node] := node; queue := array[node]; head := 1;
        while came[goal] = 0 and head <= array_length(queue, 1) loop
          node := queue[head]; head := head + 1;
          for step in 1 .. case when node <= rows then columns else rows end loop
            if node <= rows then x := node; y := step; other := rows + step;
            else x := step; y := node - rows; other := step; end if;
            continue when not hidden[x][y] or came[other] <> 0 or (x = i and y = j)
              or (cells[x][y] < 2 and (node <= rows) <> ((x < rows) = (y < columns)));
            came[other] := node;
            queue := array_append(queue, other);
          end loop;
        end loop;
        continue when came[goal] = 0;
        safe[i][j] := true; node := goal;
        while came[node] <> node loop
          safe[least(node, came[node])][greatest(node, came[node]) - rows] := true;
          node := came[node];
        end loop;
      end loop;
      if hidden[i][j] and not safe[i][j] then return array[i, j]; end if;
    end loop;
  end loop;
  return null;
end $$;

-- Make the picture anew for the network at hand; returns how many neighbourhoods. People may ask
-- for it once in twenty hours (0: not yet), so that nobody sees one phone call pass through it.
-- Without nested loops: of what functions return the planner knows no size, and guessing small
-- made it count every home again for each neighbourhood (40 s at 10,000 homes, where this takes 1).
create or replace function insight_refresh(until timestamptz) returns integer
language plpgsql security definer set search_path = public, pg_temp set enable_nestloop = off as $$
declare
  net uuid := wall_network(); view text; found_cells jsonb; areas text[]; names text[]; cells integer[]; risky boolean[];
  hidden boolean[];
begin
  if net is null or wall_only() is not null or wall_purpose() is distinct from 'insight'
     or coalesce(wall_role(), '') not in ('board', 'steward', 'coordinator', 'system') then
    raise exception 'insight_refresh: not for this identity' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('insight ' || net, 0));
  if wall_role() <> 'system' and exists (select 1 from insight_picture
       where network_id = net and made_at > until - interval '20 hours') then
    return 0;
  end if;
  select array_agg(distinct code order by code) || array['?', '*'] into areas
    from people_neighbourhood where network_id = net;
  areas := coalesce(areas, array['?', '*']);
  delete from insight_picture where network_id = net;
  insert into insight_picture (id, network_id, created_at, area, cells, made_at)
  select gen_random_uuid(), net, now(), unnest(areas), '{}', until;
  foreach view in array array['homes', 'contact', 'pace', 'requests', 'reference', 'handovers'] loop
    select coalesce(jsonb_agg(c), '[]') into found_cells from insight_cells(view, until) c;
    with cell as materialized (
      select * from jsonb_to_recordset(found_cells) c(area text, name text, value integer, risky boolean)),
    name as (select c.name from cell c union select 'total'
             union select unnest(case view
               when 'contact' then array['spoken', 'not_spoken']
               when 'pace' then array['q1', 'q2', 'q3', 'q4']
               when 'reference' then array['request', 'no_request', 'not_reached']
               when 'handovers' then array['accepted', 'silent', 'helped', 'other'] else '{}' end)),
    line as (
      select a.n, array_agg(n.name order by n.name = 'total', n.name) as names,
             array_agg(coalesce(c.value, 0) order by n.name = 'total', n.name) as cells,
             array_agg(coalesce(c.risky, false) order by n.name = 'total', n.name) as risky
        from unnest(areas) with ordinality a(area, n) cross join name n
        left join cell c on c.area = a.area and c.name = n.name
       group by a.n)
    select (array_agg(l.names order by l.n))[1:1], array_agg(l.cells order by l.n), array_agg(l.risky order by l.n)
      into names, cells, risky from line l;
    hidden := insight_hidden(cells, risky);
    -- Materialized: the planner would make all lines again for each neighbourhood.
    with made as materialized (
      select areas[i] as area,
             jsonb_object_agg(names[1][j], case when not hidden[i][j] then cells[i][j] end) as line
        from generate_series(1, array_length(areas, 1)) i, generate_series(1, array_length(names, 2)) j
       group by i)
    update insight_picture p set cells = p.cells || jsonb_build_object(view, made.line) from made
     where p.network_id = net and p.area = made.area;
  end loop;
  with median as materialized (
    select case grouping(f.area) when 1 then '*' else f.area end as area, count(*) as many,
           percentile_disc(0.5) within group (order by extract(day from until - f.spoken_at)::integer) as days
      from insight_families() f where f.spoken_at is not null
     group by grouping sets ((f.area), ()))
  update insight_picture p set cells = p.cells || jsonb_build_object('days', m.days) from median m
   -- Where the contacts are hidden, a median below a year would tell something of their number.
   where p.network_id = net and p.area = m.area and m.many >= 10
     and p.cells -> 'contact' ->> 'spoken' is not null;
  return array_length(areas, 1) - 2;
end $$;

-- Whose nightly turn it is: one organisation of each network, to work in its name.
create or replace function insight_networks() returns table (organisation_id uuid)
language sql security definer stable set search_path = public, pg_temp as $$
  select distinct on (o.network_id) o.id from access_organisation o order by o.network_id, o.id
$$;

-- What makes the counts is no door of its own: only the function above may call it.
revoke all on function insight_families(), insight_units(text, timestamptz), insight_cells(text, timestamptz) from public;
grant execute on function insight_families(), insight_units(text, timestamptz), insight_cells(text, timestamptz) to waakvlam_gate;
