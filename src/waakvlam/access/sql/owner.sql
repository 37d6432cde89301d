-- Functions that stay the owner's: what only an owner of tables may do, with nothing to choose.

-- Fresh statistics after thousands of rows came in at once: until the server gets round to it by
-- itself (a minute or more), the planner thinks the tables are empty and pages take minutes.
create or replace function analyze_tables(names text[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare t text;
begin
  for t in select tablename from pg_tables where schemaname = 'public' and tablename = any(names) loop
    execute format('analyze %I', t);
  end loop;
end $$;
