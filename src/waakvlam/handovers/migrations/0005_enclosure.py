
import django.db.models.deletion
import waakvlam.access.words
import waakvlam.attachments.models
import waakvlam.kit.ids
import waakvlam.kit.time
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0006_covenant_with_roles_switches_and_proposals'),
        ('handovers', '0004_content_of_resident'),
    ]

    operations = [
        migrations.CreateModel(
            name='Enclosure',
            fields=[
                ('id', models.UUIDField(default=waakvlam.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=waakvlam.kit.time.now, editable=False)),
                ('name', models.CharField(help_text='as shown; never a path', max_length=120)),
                ('media', models.CharField(max_length=40)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.BinaryField()),
                ('key', models.BinaryField()),
                ('width', models.PositiveIntegerField(default=0, help_text='pixels; 0 for a document')),
                ('height', models.PositiveIntegerField(default=0)),
                ('pages', models.PositiveIntegerField(default=0, help_text='0 for a photo')),
                ('category', models.CharField(choices=waakvlam.access.words.categories, default='file', max_length=30)),
                ('privacy_class', models.CharField(choices=waakvlam.attachments.models.privacy_classes, default='life', max_length=10)),
                ('resident_id', models.UUIDField(null=True)),
                ('household_id', models.UUIDField(null=True)),
                ('at', models.DateTimeField(default=waakvlam.kit.time.now)),
                ('handover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enclosures', to='handovers.handover')),
                ('network', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.network')),
                ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.person')),
            ],
            options={
                'indexes': [models.Index(fields=['handover', 'at'], name='enclosure_handover'), models.Index(fields=['resident_id'], name='enclosure_resident')],
            },
        ),
    ]
