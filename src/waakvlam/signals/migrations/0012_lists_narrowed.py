"""What lists of work are narrowed by follows the signal by itself, whichever way either changes.

With the owner's rights: whoever raises an urgency also raises it in the lists of others. Nobody may call this function, so
it answers to none but its triggers.
"""

from django.db import migrations

MADE = """
create function signals_reach_narrow() returns trigger
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
   where subject_id = new.id and compartment = 'work' and purpose = 'signal' and ended_at is null;
  return null;
end $$;
revoke all on function signals_reach_narrow() from public;
create trigger signals_reach_opened before insert on access_reach for each row
  when (new.compartment = 'work' and new.purpose = 'signal') execute function signals_reach_narrow();
create trigger signals_reach_founded after insert on signals_signal for each row execute function signals_reach_narrow();
create trigger signals_reach_changed after update of urgency, kind, holder_person_id on signals_signal for each row
  when ((old.urgency, old.kind, old.holder_person_id) is distinct from (new.urgency, new.kind, new.holder_person_id))
  execute function signals_reach_narrow();
update access_reach r set urgency = s.urgency, nature = s.kind, held_by = s.holder_person_id from signals_signal s
 where s.id = r.subject_id and r.compartment = 'work' and r.purpose = 'signal' and r.ended_at is null;
"""
GONE = """
drop trigger signals_reach_changed on signals_signal;
drop trigger signals_reach_founded on signals_signal;
drop trigger signals_reach_opened on access_reach;
drop function signals_reach_narrow();
"""


class Migration(migrations.Migration):

    dependencies = [("access", "0010_reach_narrowed"), ("signals", "0011_taking_over")]

    operations = [migrations.RunSQL(MADE, GONE)]
