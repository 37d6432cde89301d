"""Blocks that registers already name become rows, and homes point at them."""

from django.db import migrations

NAMED = """
insert into people_block (id, network_id, organisation_id, created_at, estate, name)
select gen_random_uuid(), network_id, organisation_id, now(), estate, block from people_dwelling
 where block <> '' group by network_id, organisation_id, estate, block
on conflict (organisation_id, estate, name) do nothing;
update people_dwelling d set in_block_id = b.id from people_block b
 where b.organisation_id = d.organisation_id and b.estate = d.estate and b.name = d.block and d.in_block_id is null;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0006_blocks")]
    operations = [migrations.RunSQL(NAMED, migrations.RunSQL.noop)]
