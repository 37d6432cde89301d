-- Searching the words of signals. What may be found stands per organisation that reads the words, in lexemes that
-- begin with that organisation: a search walks through its own signals alone, so it takes no longer, and finds no
-- more, where others hold many of the same. Rows are kept by the triggers of migration 0004; nobody reads them.

-- How a word sounds in Dutch, roughly: Janssen, Jansen and Janzen are one; so are Dijk, Dyk and Dijck.
create or replace function signals_sound(word text) returns text
language plpgsql immutable strict parallel safe as $$
declare
  made text := regexp_replace(lower(normalize(word, nfd)), '[^[:alnum:]]|[\u0300-\u036f]', '', 'g');
  fold text[];
begin
  foreach fold slice 1 in array array[
    ['sch|sh|sj', 's'], ['ph|v', 'f'], ['ch|gh|kh', 'g'], ['ij|ei|ey|y', 'y'], ['c(?=[eiy])|z', 's'], ['ck|c|q', 'k'],
    ['x', 'ks'], ['th|dt|d$', 't'], ['ae', 'aa'], ['(.)\1+', '\1']]
  loop
    made := regexp_replace(made, fold[1], fold[2], 'g');
  end loop;
  return made;
end $$;

-- The words of a name or a street that tell one from another: without “van der”, “mevrouw” and initials.
create or replace function signals_tokens(line text) returns setof text
language sql immutable strict parallel safe as $$
  select token from regexp_split_to_table(lower(normalize(line, nfc)), '[^[:alnum:]]+') token
   where (length(token) > 1 or token ~ '^\d') and token <> all (array['van', 'von', 'der', 'den', 'de', 'het', 'te', 'ten', 'ter', 'in', 'op', 'aan',
     'bij', 'la', 'le', 'du', 'des', 'del', 'di', 'da', 'dos', 'el', 'al', 'ben', 'bin', 'ibn', 'dhr', 'hr', 'heer', 'mevrouw',
     'mevr', 'mw', 'fam', 'familie', 'buurvrouw', 'buurman', 'en'])
$$;

-- A word without each of its letters in turn: two that share one differ by one slip of the finger.
create or replace function signals_slips(sound text) returns setof text
language sql immutable strict parallel safe as $$
  select overlay(sound placing '' from n for 1) from generate_series(1, length(sound)) n where length(sound) >= 5
$$;

create or replace function signals_mine(organisation uuid) returns text
language sql immutable strict parallel safe as $$ select right(organisation::text, 6) || '.' $$;

-- What one version of the words may be found by: w stems of Dutch text, n names and streets by sound, d those with a
-- slip, h house number, z postcode, t telephone. In plpgsql, as all that is called per row: it keeps its plans.
create or replace function signals_terms(organisation uuid, told signals_signalcontent) returns tsvector
language plpgsql stable parallel safe as $$
declare
  mine constant text := signals_mine(organisation);
  heard constant text[] := array(select distinct signals_sound(token) from signals_tokens(concat_ws(' ', told.name, told.street, told.city)) token);
  number constant text := lower(regexp_replace(told.house_number, '[^[:alnum:]]', '', 'g'));
begin
  return array_to_tsvector(array(
    select mine || 'w' || word from unnest(tsvector_to_array(to_tsvector('pg_catalog.dutch', concat_ws(
        ' ', told.observation, told.interpretation, told.source, told.place, told.name, told.street)))) word
    union all select mine || 'n' || sound from unnest(heard) sound where sound <> ''
    union all select mine || 'd' || slip from unnest(heard) sound, signals_slips(sound) slip
    union all select mine || of || given from (values ('h', number), ('h', substring(number from '^\d+')),
      ('z', lower(replace(told.postcode, ' ', ''))), ('t', right(regexp_replace(told.phone, '\D', '', 'g'), 9))) other(of, given) where given <> ''));
end $$;

-- What somebody typed as a question: each word must be found in one way or another. Null where there is none to ask.
-- `near` asks for what differs by one slip as well.
create or replace function signals_sought(organisation uuid, typed text, near boolean) returns tsquery
language plpgsql stable strict parallel safe as $$
declare mine text := signals_mine(organisation); token text; stem text; sound text; ways text[]; asked text;
begin
  if typed ~ '^[\d\s()+-]{8,}$' then
    return ('''' || mine || 't' || right(regexp_replace(typed, '\D', '', 'g'), 9) || '''')::tsquery;
  end if;
  for token in select t from signals_tokens(regexp_replace(typed, '\m([1-9]\d{3})\s+([a-zA-Z]{2})\M', '\1\2', 'g')) t limit 8 loop
    stem := (tsvector_to_array(to_tsvector('pg_catalog.dutch', token)))[1];
    sound := signals_sound(token);
    if token ~ '^\d' then
      ways := array['h' || token, 'w' || token] || case when token ~ '^\d{4}' then 'z' || token || '*' end;
    elsif stem is null then
      continue;  -- a word that says nothing
    elsif near then
      select array_agg(distinct way || key) || ('w' || stem) into ways
        from (select sound as key union select slip from signals_slips(sound) slip) keys, unnest(array['n', 'd']) way;
    else
      ways := array['w' || stem, 'n' || sound];
      if length(token) > 2 then
        ways := ways || array['w' || token || '*', 'n' || sound || '*'];
      end if;
    end if;
    select concat_ws(' & ', asked, '(' || string_agg(
             '''' || mine || rtrim(way, '*') || '''' || case when right(way, 1) = '*' then ':*' else '' end, ' | ') || ')')
      into asked from unnest(ways) way where way is not null;
  end loop;
  return asked::tsquery;
end $$;

-- Makes what may be found of a signal agree with who reads its words now. Their ids begin as that of the words, which is
-- of their time: so a new row lands at the end of its index. With the owner's rights, from the triggers.
create or replace function signals_words_write(subject uuid) returns void
language plpgsql set search_path = public, pg_temp as $$
declare told signals_signalcontent;
begin
  select c.* into told from signals_signalcontent c where c.signal_id = subject order by c.version desc limit 1;
  delete from signals_signalwords w where w.signal_id = subject and (told.id is null or not exists (
    select 1 from access_reach r where r.subject_id = subject and r.organisation_id = w.organisation_id
       and r.compartment = 'content' and r.purpose = 'signal' and r.ended_at is null));
  if told.id is null then  -- reach is founded before the words are written
    return;
  end if;
  insert into signals_signalwords as w (id, network_id, created_at, organisation_id, signal_id, at, terms)
  select overlay(gen_random_uuid()::text placing left(told.id::text, 19) from 1)::uuid, told.network_id, now(), r.organisation_id, subject, told.created_at, signals_terms(r.organisation_id, told)
    from (select distinct r.organisation_id from access_reach r where r.subject_id = subject and r.compartment = 'content'
             and r.purpose = 'signal' and r.ended_at is null) r
  on conflict (organisation_id, signal_id) do update set terms = excluded.terms where w.terms is distinct from excluded.terms;
end $$;

-- Which signals somebody may read with these words in them, newest (or oldest) first from an edge on. Only where reach
-- opens the words to who asks; what stands on the work narrows only where reach opens the work as well.
create or replace function signals_found(
  typed text, near boolean, newest boolean, of_state text, of_topic text, of_area text, of_kind text, of_urgency text,
  of_person uuid, since timestamptz, before timestamptz, edge_at timestamptz, edge_id uuid, most integer)
returns table (signal_id uuid, at timestamptz)
language plpgsql security definer stable set search_path = public, pg_temp as $$
declare
  asked tsquery;
  found integer := 0;
  left_over integer := least(most, 5000);
  way constant text := case when newest then 'desc' else 'asc' end;
  opened constant text := $r$r.purpose = 'signal' and r.ended_at is null and (r.until is null or r.until > now())
    and (r.team_id is null or r.team_id = any(wall_teams()::uuid[])) and (r.person_id is null or r.person_id = wall_person())$r$;
  bounds constant text := format($q$ w.network_id = $2 and ($4 is null or w.at >= $4) and ($5 is null or w.at < $5)
       and ($6 is null or (w.at, w.signal_id) %s ($6, $7))$q$, case when newest then '<' else '>' end);
  may constant text := $q$ exists (select 1 from access_reach r where r.subject_id = w.signal_id and r.organisation_id = $1 and r.compartment = 'content'
                      and $q$ || opened || $q$ and ($8 = '' or r.topic = $8) and ($9 = '' or r.neighbourhood_code = $9) offset 0)$q$
    || case when of_state || of_kind || of_urgency <> '' or of_person is not null then $x$
      and exists (select 1 from access_reach r join signals_signal s on s.id = r.subject_id
                   where r.subject_id = w.signal_id and r.organisation_id = $1 and r.compartment = 'work' and $x$ || opened || $x$
                     and ($11 = '' or s.state = $11) and ($12 = '' or s.kind = $12) and ($13 = '' or s.urgency = $13)
                     and ($14 is null or s.holder_person_id = $14) offset 0)$x$ else '' end;
begin
  if wall_organisation() is null or wall_network() is null or wall_only() is not null or wall_purpose() is distinct from 'signal'
     or coalesce(wall_role(), '') in ('', 'steward', 'caller', 'volunteer', 'guest') then
    raise exception 'signals_found: only for who weighs signals' using errcode = '42501';
  end if;
  asked := signals_sought(wall_organisation(), left(typed, 200), near);
  -- What is common stands among the first 2,000: those are read in their order. Only what is rarer is asked of the index of
  -- words, from there on. The planner cannot tell the two apart: it knows no word of one organisation among sixty.
  if not near then
    return query execute format($q$
      select w.signal_id, w.at from (
        select w.* from signals_signalwords w where w.organisation_id = $1 and %1$s order by w.at %2$s, w.signal_id %2$s limit 2000) w
       where w.terms @@ $3 and %3$s order by w.at %2$s, w.signal_id %2$s limit $10 $q$, bounds, way, may)
      using wall_organisation(), wall_network(), asked, since, before, edge_at, edge_id, of_topic, of_area, left_over,
            of_state, of_kind, of_urgency, of_person;
    get diagnostics found = row_count;
    left_over := left_over - found;
    execute format($q$
      select w.at, w.signal_id from signals_signalwords w where w.organisation_id = $1 and %1$s
       order by w.at %2$s, w.signal_id %2$s offset 1999 limit 1 $q$, bounds, way)
      into edge_at, edge_id using wall_organisation(), wall_network(), null, since, before, edge_at, edge_id;
    if left_over <= 0 or edge_at is null then
      return;
    end if;
  end if;
  return query execute format($q$
    with hits as materialized (  -- by the words alone: they begin with the organisation, whose own index would be read in vain
      select w.signal_id, w.at from signals_signalwords w where coalesce(w.organisation_id = $1, false) and w.terms @@ $3 and %1$s)
    select w.signal_id, w.at from (select h.signal_id, h.at from hits h order by h.at %2$s, h.signal_id %2$s offset 0) w
     where %3$s order by w.at %2$s, w.signal_id %2$s limit $10 $q$, bounds, way, may)
    using wall_organisation(), wall_network(), asked, since, before, edge_at, edge_id, of_topic, of_area, left_over,
          of_state, of_kind, of_urgency, of_person;
end $$;
