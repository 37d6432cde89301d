-- Rows that stand beside every act, each given as {column: value}. With the rights of whoever calls it, behind the wall:
-- only so that PostgreSQL plans the insert, and what the wall asks of it, once per connection and not once per act.

-- An act in the log.
create or replace function access_audit_add(given jsonb) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  insert into access_audit select * from jsonb_populate_record(null::access_audit, given);
end $$;

-- A clock.
create or replace function access_clock_add(given jsonb) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  insert into access_clock select * from jsonb_populate_record(null::access_clock, given);
end $$;

-- Processing lines: what is the same for all of them, and of each its own. `act` where reading itself is the act.
create or replace function access_processingline_add(act jsonb, head jsonb, lines jsonb) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  if act is not null then
    insert into access_audit select * from jsonb_populate_record(null::access_audit, act);
  end if;
  insert into access_processingline (id, network_id, organisation_id, audit_id, trace_id, span_id, parent_span_id, status, name,
      start_time, end_time, processing_activity_id, data_subject_id, data_subject_id_type, foreign_operation, resource)
    select l.id, h.network_id, h.organisation_id, h.audit_id, h.trace_id, l.span::bytea, h.parent_span_id, 'Ok', l.name,
           h.start_time, h.end_time, l.activity, l.subject::bytea, 'waakvlam', h.foreign_operation, h.resource
      from jsonb_populate_record(null::access_processingline, head) h,
           jsonb_to_recordset(lines) as l(id uuid, span text, name text, activity text, subject text);
end $$;

-- Reach of several, in their order: the first of a subject founds it. Each is refused or opened by reach_open itself.
create or replace function reach_open_all(wanted jsonb) returns void
language plpgsql set search_path = public, pg_temp as $$
declare r record;
begin
  for r in select * from jsonb_to_recordset(wanted) as w(
      id uuid, kind text, subject uuid, organisation uuid, team uuid, person uuid, compartment text, purpose text, ground text,
      may_grant boolean, until timestamptz, sort_at timestamptz, status text, topic text, area text, urgency text, nature text)
  loop
    perform reach_open(r.id, r.kind, r.subject, r.organisation, r.team, r.person, r.compartment, r.purpose, r.ground, r.may_grant,
                       r.until, r.sort_at, r.status, r.topic, r.area, r.urgency, r.nature);
  end loop;
end $$;
