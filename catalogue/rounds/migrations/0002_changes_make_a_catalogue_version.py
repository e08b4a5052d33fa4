from django.db import migrations

from catalogue.methods import catalogue_triggers

TABLES = (
    "rounds_notice",
    "rounds_provincialreturn",
    "rounds_selectionround",
    "rounds_submission",
)


class Migration(migrations.Migration):
    dependencies = [
        ("methods", "0005_catalogue_version"),
        ("rounds", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            catalogue_triggers.watch(*TABLES), catalogue_triggers.unwatch(*TABLES)
        ),
    ]
