from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('signals', '0009_nuisance_files'),
    ]

    operations = [
        migrations.AddField(
            model_name='followup',
            name='made_state',
            field=models.CharField(blank=True, default='', help_text='how far that is, in the words of its module', max_length=20),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='followup',
            index=models.Index(condition=models.Q(('made_id__isnull', False)), fields=['made_id'], name='follow_up_made'),
        ),
    ]
