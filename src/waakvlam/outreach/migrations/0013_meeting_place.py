from django.db import migrations, models


class Migration(migrations.Migration):
    """Where two organisations meet before they ring; what was asked earlier is at the door."""

    dependencies = [("outreach", "0012_joint_visits")]

    operations = [
        migrations.AddField(
            model_name="jointdoor", name="meet",
            field=models.CharField(blank=True, default="", help_text="where they meet before they ring; empty is at the door",
                                   max_length=120)),
    ]
