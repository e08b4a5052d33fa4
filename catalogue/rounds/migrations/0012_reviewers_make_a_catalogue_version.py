from django.db import migrations

from catalogue.methods import catalogue_triggers

# The account of a round counts them, and they may change after the announcement.
TABLES = ("rounds_reviewer", "rounds_reviewgroup")


class Migration(migrations.Migration):
    dependencies = [("rounds", "0011_submission_outcome_follows_its_state")]

    operations = [
        migrations.RunSQL(
            catalogue_triggers.watch(*TABLES), catalogue_triggers.unwatch(*TABLES)
        ),
    ]
