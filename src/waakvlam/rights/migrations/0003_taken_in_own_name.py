"""Who took a request is who says so: two pairs of eyes are worth nothing where one can write the other's name."""

from django.db import migrations

MADE = """
create function rights_taken_in_own_name() returns trigger language plpgsql as $$
begin
  -- The application alone: the owner repairs, and the functions of the gate do not write this.
  if current_user = 'waakvlam_app' and new.taken_by_id is not null
     and (tg_op = 'INSERT' or new.taken_by_id is distinct from old.taken_by_id)
     and new.taken_by_id is distinct from wall_person() then
    raise exception 'rights_request: one takes a request in one''s own name' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger rights_taken_in_own_name before insert or update on rights_request
  for each row execute function rights_taken_in_own_name();
"""
GONE = "drop trigger rights_taken_in_own_name on rights_request; drop function rights_taken_in_own_name();"


class Migration(migrations.Migration):

    dependencies = [("rights", "0002_two_people_erase")]

    operations = [migrations.RunSQL(MADE, GONE)]
