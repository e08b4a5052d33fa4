from django.db import migrations

from catalogue.methods import catalogue_triggers

# What the public page of a round shows of it besides.
TABLES = ("rounds_amendment", "rounds_criterion", "rounds_stagedates")


class Migration(migrations.Migration):
    dependencies = [("rounds", "0003_stages_of_a_round")]

    operations = [
        migrations.RunSQL(
            catalogue_triggers.watch(*TABLES), catalogue_triggers.unwatch(*TABLES)
        ),
    ]
