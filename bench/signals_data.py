"""A million signals with all that a real one has, made by SQL: work, words, report, reach, clock, home, what finds it.

A *dossier* is a home in the register with who lives there: 400,000 of them, two and a half signals each. Sixty
organisations: “wonen” holds a quarter, the municipality one in six, the care provider 3 in 1,000, and 57 share the rest.
One signal in five was given to another, half of those with the words; one in twelve is still open. One home in five is
behind with the rent; of every 40 signals one lies in the open pool (a full page of each topic among 10,000), of every
50 one was a call for a decision.
"""

from typing import Any

ORGANISATIONS = 60
BODIES = 20_000
_TEXTS = (
    "De gordijnen zijn al een week dicht en de post ligt achter de deur.", "Er is elke nacht harde muziek en geschreeuw op de galerij.",
    "Mevrouw vergeet steeds vaker de kookplaat uit te zetten.", "De badkamer zit vol schimmel en de kinderen hoesten.",
    "Hij zegt dat hij de huur deze maand niet kan betalen.", "Er staan vuilniszakken op het balkon en het ruikt sterk in het trappenhuis.",
    "De buurvrouw heeft al dagen niemand gezien en maakt zich zorgen.", "Zij wil graag een keer per week gebeld worden.",
    "De hond blaft de hele dag en er wordt gebonkt op de muur.", "Het gezin slaapt met vijf mensen in een kamer zonder verwarming.")

_MAKING = """
set session_replication_role = replica; set work_mem = '256MB'; set maintenance_work_mem = '1GB';
create unlogged table if not exists bench_party (nr int primary key, id uuid not null);
create unlogged table if not exists bench_body (nr int primary key, observation text, name text, street text, number text,
  postcode text, terms text[])"""
_BODIES = """
insert into bench_body
select n, (%(texts)s::text[])[n %% 10 + 1], a[n %% 12 + 1] || ' ' || i[n %% 6 + 1] || ' ' || s[n %% 20 + 1] || b[(n / 20) %% 30 + 1],
       w[(n / 7) %% 40 + 1] || x[(n / 280) %% 8 + 1], (n %% 180 + 1)::text, (1500 + n %% 60) || chr(65 + n %% 20) || chr(65 + (n / 20) %% 20), null
  from generate_series(1, %(bodies)s) n, (select
    array['A.','B.','C.','D.','E.','F.','G.','H.','J.','K.','M.','P.'] a, array['','de','van','van der','van den','ter'] i,
    array['Jans','Bak','Viss','Smit','Meij','Muld','Vos','Peter','Hend','Dekk','Brouw','Yilm','Amr','Kowal','Bouaz','Haddo','Veen','Dijk','Groot','Kuip'] s,
    array['en','ker','er','s','sen','der','stra','ma','inga','a','ski','oui','i','es','berg','huis','man','mans','kamp','veld','horst','laar','beek','donk',
          'wijk','dam','zaal','oord','rode','land'] b,
    array['Duin','Zwaluw','Linden','Beuken','Kastanje','Merel','Spreeuwen','Haven','Kerk','Molen','Dorps','School','Station','Tulpen','Rozen','Iris','Park',
          'Veer','Zee','Strand','Polder','Boom','Eiken','Berken','Wilgen','Reiger','Kievit','Meeuwen','Vink','Mezen','Brug','Markt','Toren','Poort','Wal',
          'Gracht','Singel','Kade','Dam','Laan'] w, array['straat','laan','weg','plein','hof','pad','kade','dreef'] x) words;
-- As the triggers would write them, without the organisation in front.
update bench_body b set terms = array(select substr(t, 8) from unnest(tsvector_to_array(signals_terms(%(wonen)s, c))) t)
  from (select y.nr, json_populate_record(null::signals_signalcontent, json_build_object('observation', y.observation, 'name', y.name,
          'street', y.street, 'house_number', y.number, 'postcode', y.postcode, 'phone', '', 'interpretation', '', 'source', '',
          'place', '', 'city', 'Proefstad')) as c from bench_body y) made where made.nr = b.nr"""

# Holder: a quarter with the first party, and so on down. Taker: who holds it, or for one in five another.
_SHARE = """
lateral (select case when h < 249 then 1 when h < 415 then 2 when h < 418 then 3 else 4 + (hashint4(n) & 2147483647) / 1000 %% 57 end as p
           from (select (hashint4(n) & 2147483647) %% 1000 as h) x) share"""
_HOMES = """
create temp table made on commit drop as
select n, md5('dwelling' || n)::uuid as dwelling, md5('home' || n)::uuid as home, md5('resident' || n)::uuid as resident, owner.id as owner,
       now() - n * interval '1 minute' as at, b.* from generate_series({first}, {last}) n cross join {share}
  join bench_party owner on owner.nr = share.p join bench_body b on b.nr = n %% %(bodies)s + 1;
insert into people_dwelling (id, network_id, organisation_id, created_at, key, street, house_number, house_letter, addition, postcode, city,
       estate, block, entrance, neighbourhood_code)
select dwelling, %(network)s, owner, at, 'E' || n, street, n %% 180 + 1, '', (n / 180)::text, postcode, 'Proefstad', 'C' || n / 400, '', '',
       'BU' || lpad((n %% 50)::text, 8, '0') from made;
insert into people_household (id, network_id, organisation_id, created_at, dwelling_id, key, tenancy_key, arrears_stage, secret_address, do_not_call)
select home, %(network)s, owner, at, dwelling, 'G' || n, '', '', false, n %% 100 = 0 from made;
insert into people_resident (id, network_id, organisation_id, created_at, household_id, key, part, initials, first_name, infix, last_name,
       sort_name, email, fingerprint)
select resident, %(network)s, owner, at, home, 'H' || n, 'tenant', left(name, 2), '', '', substr(name, 4), lower(substr(name, 4)), '', '' from made;
insert into arrears_track (id, network_id, organisation_id, created_at, number, household_id, stage, amount_cents, amount_on, since, changed_at, outcome)
select gen_random_uuid(), %(network)s, owner, at, 'B-' || n, home, (array['late','reminder','contact'])[n / 5 %% 3 + 1], 50000 + n %% 9000,
       current_date, current_date - 40, at, '' from made where n %% 5 = 0"""
_MADE = """
create temp table made on commit drop as
select n, (lpad(to_hex((extract(epoch from now()) * 1000)::bigint - n * 60000::bigint), 12, '0') || '7' || substr(r, 1, 3) || '8' || substr(r, 4, 15))::uuid as id,
       holder.id as holder, case when n %% 5 = 0 then giver.id else holder.id end as taker,
       case when n %% 40 = 3 then 'pool' when n %% 12 = 0 then (array['new','taken','acting','resting'])[n / 12 %% 4 + 1] else 'closed' end as state,
       case when n %% 50 = 7 then 'danger' when n %% 40 = 5 then 'today' when n %% 10 = 3 then 'soon' else 'normal' end as urgency,
       (array['worry','request','nuisance','home','neighbourhood'])[n %% 5 + 1] as kind,
       (array['contact','money','groceries','household','check_in'])[n / 5 %% 5 + 1] as topic,
       'BU' || lpad((n %% 50)::text, 8, '0') as area, now() - n * interval '1 minute' as at, n %% 10 = 0 as along,
       case when n %% 4 = 0 and holder.id = %(wonen)s then %(alice)s::uuid end as person,
       md5('home' || n * 2 / 5)::uuid as home, n %% %(bodies)s + 1 as body
  from generate_series({first}, {last}) n cross join {share}
  join bench_party holder on holder.nr = share.p join bench_party giver on giver.nr = share.p %% 60 + 1, lateral (select md5(n::text) as r) random;
insert into signals_signal (id, network_id, created_at, number, kind, topic, channel, neighbourhood_code, urgency, urgency_why, repeats,
       state, basis, taker_id, giver_id, holder_id, holder_person_id, came_at, taken_at, acted_at, ended_at, expires_at, outcome, route_why)
select id, %(network)s, at, 'B-' || n, kind, topic, 'form', area, urgency, '', 0, state, case when along then 'agrees' else 'unknown' end,
       taker, case when taker <> holder then taker end, holder, person, at,
       at, null, case when state = 'closed' then at + interval '3 days' end, case when state = 'resting' then now() + interval '30 days' end,
       case when state = 'closed' then 'helped' else '' end, '{{}}' from made;
insert into signals_report (id, network_id, created_at, signal_id, organisation_id, person_id, number, kind, topic, channel, at, told, told_at)
select gen_random_uuid(), %(network)s, at, id, taker, case when taker = %(wonen)s then %(alice)s::uuid end, 'B-' || n, kind, topic, 'form', at,
       case state when 'closed' then 'closed' else 'seen' end, at from made;
insert into signals_signalcontent (id, network_id, organisation_id, created_at, signal_id, version, about, observation, interpretation, source,
       words_kept, name, phone, street, house_number, postcode, city, place, household_id, noticed_at, language, home_mark)
select gen_random_uuid(), %(network)s, taker, at, id, 1, 'person', b.observation, '', '', false, b.name, '', b.street, b.number, b.postcode,
       'Proefstad', '', home, at, 'nl', decode(md5('mark' || home), 'hex') from made join bench_body b on b.nr = made.body;
insert into signals_match (id, network_id, organisation_id, created_at, signal_id, household_id)
select gen_random_uuid(), %(network)s, holder, at, id, home from made;
insert into signals_signalstep (id, network_id, created_at, signal_id, at, verb, from_state, to_state, organisation_id, name, reason)
select gen_random_uuid(), %(network)s, at, id, at, 'bring', '', 'new', taker, 'Bench', '' from made;
insert into access_clock (id, network_id, created_at, kind, subject_kind, subject_id, asker_id, on_id, due_at, next_at, step)
select gen_random_uuid(), %(network)s, at, case state when 'resting' then 'signal.rest' when 'new' then 'signal.look' when 'pool' then 'signal.pool' else 'signal.act' end,
       'signal', id, holder, holder, now() + (n %% 20 - 2) * interval '1 day', now() + interval '20 days', 0 from made where state <> 'closed';
insert into access_reach (id, network_id, created_at, organisation_id, subject_kind, subject_id, compartment, purpose, ground, may_grant,
       sort_at, status, topic, neighbourhood_code, urgency, nature, held_by)
select gen_random_uuid(), %(network)s, at, organisation, list, id, compartment, 'signal', 'public_task', compartment <> 'content', at, state, topic, area,
       case compartment when 'work' then urgency else '' end, case compartment when 'work' then kind else '' end, case compartment when 'work' then person end
  from made, lateral (select taker, 'signal_brought', 'status' union all select taker, 'signal_brought', 'content'
    union all select holder, 'signal', 'work' union all select holder, 'signal', 'content' where taker <> holder and along
    union all select taker, 'signal_given', 'work' where taker <> holder) as reach (organisation, list, compartment);
insert into signals_signalwords (id, network_id, created_at, organisation_id, signal_id, at, terms)
select gen_random_uuid(), %(network)s, at, reader, id, at,
       array_to_tsvector(array(select signals_mine(reader) || t from unnest(b.terms) t))
  from made join bench_body b on b.nr = made.body,
       lateral (select taker union select holder where along) as readers (reader);
insert into signals_pooloffer (id, network_id, created_at, organisation_id, signal_id, number, kind, topic, neighbourhood_code, urgency, words_along)
select gen_random_uuid(), %(network)s, at, holder, id, 'B-' || n, kind, topic, area, urgency, false from made where state = 'pool';
insert into breakthroughs_breakthrough (id, network_id, organisation_id, created_at, number, question, subject_kind, ref, ground, began_with_id, decider_id,
       days, due_at, rung, is_top, state, called_at, ended_at)
select md5('call' || n)::uuid, %(network)s, taker, at, 'B-' || n, 'Mag dit?', '', 'B-' || n, 'public_task', holder, holder, 5, at + interval '7 days', 0,
       true, 'decided', at, at + interval '3 days' from made where n %% 50 = 0;
insert into access_reach (id, network_id, created_at, organisation_id, subject_kind, subject_id, compartment, purpose, ground, may_grant,
       sort_at, status, topic, neighbourhood_code)
select gen_random_uuid(), %(network)s, at, organisation, 'breakthrough', md5('call' || n)::uuid, 'status', 'breakthrough', 'public_task', true, at, 'decided', '', ''
  from made, lateral (select taker union select holder) as follows (organisation) where n %% 50 = 0"""
TABLES = ("signals_signal", "signals_report", "signals_signalcontent", "signals_match", "signals_signalstep", "signals_signalwords",
          "signals_pooloffer", "access_reach", "access_clock", "people_dwelling", "people_household", "people_resident", "arrears_track",
          "breakthroughs_breakthrough")
STEP = 100_000
SMALL = "bench_small"


def fill(first: int, last: int) -> None:
    """Signals `first` to `last`, newest first, as the superuser of the bench's own server: no trigger, no foreign key."""
    from bench import bare
    from waakvlam.access.tests import cast

    bare.refuse_elsewhere()
    given: dict[str, Any] = {"network": cast.NETWORK, "wonen": cast.organisation("wonen"), "alice": cast.who("alice").person_id,
                             "texts": list(_TEXTS), "bodies": BODIES}
    with _server() as db:
        db.execute(_MAKING)
        if db.execute("select 1 from bench_party limit 1").fetchone() is None:
            _parties(db, given)
            db.execute(_BODIES, given)
            db.execute("analyze bench_body")
        later = _indexes_away(db)
        _in_steps(db, _HOMES, first * 2 // 5 + 1, last * 2 // 5, given)
        _in_steps(db, _MADE, first, last, given)
        for index in later:
            db.execute(index)
    with _server(autocommit=True) as db:
        for table in TABLES:
            db.execute(f"vacuum analyze {table}")


def holds() -> int:
    """How many signals were made before, by a run that left its data."""
    with _server() as db:
        return int(db.execute("select count(*) from signals_signal where number like 'B-%'").fetchone()[0])


def copy(name: str) -> None:
    """A second database on the same server with what the first holds now."""
    from django.db import connections

    from bench import bare

    connections.close_all()  # a template has no visitors
    with _server(autocommit=True, database="postgres") as db:
        db.execute(f"drop database if exists {name}")
        db.execute(f"create database {name} template {bare.NAME}")


def _server(*, autocommit: bool = False, database: str = "") -> Any:
    import psycopg

    from bench import bare
    from waakvlam.config import database as servers

    return psycopg.connect(servers.embedded(bare.NAME).dsn(database=database or bare.NAME), cursor_factory=psycopg.ClientCursor, autocommit=autocommit)


def _indexes_away(db: Any) -> list[str]:
    """Takes what no constraint needs away while thousands of rows come in; gives what makes it again."""
    rows = db.execute(
        "select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) from pg_index i where i.indrelid::regclass::text = any(%s) "
        "and not i.indisunique and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)", [list(TABLES)]).fetchall()
    for name, _made in rows:
        db.execute(f"drop index {name}")
    return [made for _name, made in rows]


def _in_steps(db: Any, sql: str, first: int, last: int, given: dict[str, Any]) -> None:
    for start in range(first, last + 1, STEP):
        db.execute(sql.format(first=start, last=min(start + STEP - 1, last), share=_SHARE), given)
        db.commit()


def _parties(db: Any, given: dict[str, Any]) -> None:
    from waakvlam.access.models import Organisation
    from waakvlam.access.tests import cast

    made = [cast.organisation(slug) for slug in ("wonen", "gemeente", "zorg")]
    more = [Organisation(network_id=cast.NETWORK, name=f"Partner {n}", slug=f"partner-{n}", kind="care", has_accounts=True)
            for n in range(ORGANISATIONS - len(made))]
    Organisation.objects.using("owner").bulk_create(more)
    for n, id_ in enumerate([*made, *(o.pk for o in more)], start=1):
        db.execute("insert into bench_party values (%s, %s)", [n, id_])
