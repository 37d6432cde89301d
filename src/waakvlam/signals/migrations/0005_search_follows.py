"""What may be found follows reach and the words by itself, whichever way they change.

With the owner's rights: whoever passes words on, or erases them, never reads what another may find. What is written
stands in sql/gate_words.sql. Nobody may call this function, so it answers to none but its triggers.
"""

from django.db import migrations

MADE = """
create function signals_words_follow() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'access_reach' then
    perform signals_words_write(new.subject_id);
  elsif tg_op = 'DELETE' then
    perform signals_words_write(old.signal_id);
  else
    perform signals_words_write(new.signal_id);
  end if;
  return null;
end $$;
revoke all on function signals_words_follow() from public;
create trigger signals_words_opened after insert on access_reach for each row
  when (new.compartment = 'content' and new.purpose = 'signal') execute function signals_words_follow();
create trigger signals_words_closed after update of ended_at on access_reach for each row
  when (new.compartment = 'content' and new.purpose = 'signal' and old.ended_at is distinct from new.ended_at)
  execute function signals_words_follow();
create trigger signals_words_told after insert or update or delete on signals_signalcontent
  for each row execute function signals_words_follow();
"""
GONE = """
drop trigger signals_words_told on signals_signalcontent;
drop trigger signals_words_closed on access_reach;
drop trigger signals_words_opened on access_reach;
drop function signals_words_follow();
"""


class Migration(migrations.Migration):

    dependencies = [("signals", "0004_search")]

    operations = [migrations.RunSQL(MADE, GONE)]
