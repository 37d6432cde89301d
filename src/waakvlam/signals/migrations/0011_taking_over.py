
import django.db.models.deletion
import waakvlam.kit.ids
import waakvlam.kit.time
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0008_clocks_by_due'),
        ('signals', '0010_what_was_made'),
    ]

    operations = [
        migrations.CreateModel(
            name='RoomAsk',
            fields=[
                ('id', models.UUIDField(default=waakvlam.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=waakvlam.kit.time.now, editable=False)),
                ('signal_id', models.UUIDField()),
                ('topic', models.CharField(max_length=40)),
                ('area', models.CharField(blank=True, max_length=10)),
                ('kind', models.CharField(choices=[('visit', 'langsgaan en kennismaken'), ('talk', 'bellen of praten'), ('guide', 'begeleiding'), ('practical', 'praktische hulp'), ('mediate', 'bemiddelen')], max_length=10)),
                ('within', models.PositiveSmallIntegerField(help_text='days')),
                ('state', models.CharField(choices=[('open', 'wacht op antwoord'), ('place', 'er is plaats'), ('later', 'later is er plaats'), ('no', 'nee, geen ruimte'), ('lapsed', 'verlopen zonder antwoord'), ('closed', 'niet meer nodig')], default='open', max_length=10)),
                ('days', models.PositiveSmallIntegerField(null=True)),
                ('at', models.DateTimeField(default=waakvlam.kit.time.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('network', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.network')),
                ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.person')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'signal_id'], name='room_signal'), models.Index(condition=models.Q(('state', 'open')), fields=['to'], name='room_to')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('organisation', 'signal_id', 'to'), name='room_once'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='room_ended'), models.CheckConstraint(condition=models.Q(models.Q(('days__isnull', False), ('state', 'later')), models.Q(models.Q(('state', 'later'), _negated=True), ('days__isnull', True)), _connector='OR'), name='room_later')],
            },
        ),
        migrations.CreateModel(
            name='TakeOver',
            fields=[
                ('id', models.UUIDField(default=waakvlam.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=waakvlam.kit.time.now, editable=False)),
                ('signal_id', models.UUIDField()),
                ('number', models.CharField(max_length=12)),
                ('kind', models.CharField(choices=[('worry', 'zorg om iemand'), ('request', 'vraag om hulp'), ('nuisance', 'overlast'), ('home', 'iets aan een woning'), ('neighbourhood', 'hoe het gaat in de buurt')], max_length=14)),
                ('topic', models.CharField(max_length=40)),
                ('neighbourhood_code', models.CharField(blank=True, max_length=10)),
                ('urgency', models.CharField(choices=[('normal', 'gewone volgorde'), ('soon', 'deze week'), ('today', 'vandaag'), ('danger', 'nu: iemand kan in gevaar zijn')], max_length=8)),
                ('why', models.CharField(choices=[('room', 'er is nu ruimte'), ('way_in', 'er is een betere ingang'), ('area', 'dit is het gebied van de ander'), ('full', 'nu geen ruimte'), ('silent', 'het bleef stil')], max_length=10)),
                ('state', models.CharField(choices=[('open', 'wacht op antwoord'), ('yes', 'overgenomen'), ('no', 'nee'), ('lapsed', 'verlopen zonder antwoord'), ('withdrawn', 'ingetrokken')], default='open', max_length=10)),
                ('answer', models.CharField(blank=True, choices=[('busy', 'wij gaan er zelf mee verder'), ('full', 'nu geen ruimte'), ('not_ours', 'dit doen wij niet'), ('other', 'anders')], max_length=10)),
                ('at', models.DateTimeField(default=waakvlam.kit.time.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('network', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.network')),
                ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.person')),
                ('to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-at', '-id'], name='over_mine'), models.Index(condition=models.Q(('state', 'open')), fields=['signal_id'], name='over_signal'), models.Index(condition=models.Q(('state', 'open')), fields=['to'], name='over_to')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('organisation', 'signal_id'), name='over_once'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='over_ended'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'no'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='over_no')],
            },
        ),
    ]
