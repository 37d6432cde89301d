"""Trigram indexes that nothing can use: their operators are not leakproof, so behind the wall PostgreSQL
never gives them a condition (EXPLAIN as the application's role, sequential scans off, takes another index).
They cost every write, and more room than all other indexes of these tables together."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("people", "0004_fewer_indexes")]

    operations = [
        migrations.RemoveIndex(model_name="dwelling", name="dwelling_street_trgm"),
        migrations.RemoveIndex(model_name="resident", name="resident_name_trgm"),
    ]
