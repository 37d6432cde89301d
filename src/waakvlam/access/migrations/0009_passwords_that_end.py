from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0008_clocks_by_due'),
    ]

    operations = [
        migrations.AddField(
            model_name='credential',
            name='ends_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
