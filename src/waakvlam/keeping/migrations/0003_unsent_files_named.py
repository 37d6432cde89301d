from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('keeping', '0002_terms_of_logs'),
    ]

    operations = [
        migrations.AlterField(
            model_name='term',
            name='trace',
            field=models.CharField(choices=[('staging', 'ingelezen rijen van een register'), ('draft', 'concepten van gesprekken, en bestanden die nooit zijn verstuurd'), ('link', 'verlopen links'), ('outbox', 'verzonden berichten'), ('sign_in', 'pogingen om aan te melden'), ('staff', 'gegevens van vertrokken medewerkers'), ('act_log', 'logboek: wat collega’s deden'), ('read_log', 'logboek: wiens gegevens zijn bekeken'), ('mark', 'merken voor apparaten die zonder verbinding werken')], max_length=20),
        ),
    ]
