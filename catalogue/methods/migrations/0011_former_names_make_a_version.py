from django.db import migrations

from catalogue.methods import catalogue_triggers

TABLES = ("places_formername",)


class Migration(migrations.Migration):
    dependencies = [
        ("methods", "0010_search_texts_in_batches"),
        ("places", "0010_mergers_of_communities"),
    ]

    operations = [
        migrations.RunSQL(
            catalogue_triggers.watch(*TABLES), catalogue_triggers.unwatch(*TABLES)
        ),
    ]
