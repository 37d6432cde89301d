"""Reach opens with what its lists are narrowed by; founding the signal writes it again only where it differs."""

from django.db import migrations

_FUNCTION = """
create or replace function signals_reach_narrow() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare is_now record;
begin
  if tg_table_name = 'access_reach' then
    select s.urgency, s.kind, s.holder_person_id into is_now from signals_signal s where s.id = new.subject_id;
    if found then
      new.urgency := is_now.urgency; new.nature := is_now.kind; new.held_by := is_now.holder_person_id;
    end if;
    return new;
  end if;
  update access_reach set urgency = new.urgency, nature = new.kind, held_by = new.holder_person_id
   where subject_id = new.id and compartment = 'work' and purpose = 'signal' and ended_at is null{other};
  return null;
end $$;
revoke all on function signals_reach_narrow() from public;
"""
MADE = _FUNCTION.format(other="\n     and (urgency, nature, held_by) is distinct from (new.urgency, new.kind, new.holder_person_id)")


class Migration(migrations.Migration):

    dependencies = [("signals", "0016_fewer_indexes")]

    operations = [migrations.RunSQL(MADE, _FUNCTION.format(other=""))]
