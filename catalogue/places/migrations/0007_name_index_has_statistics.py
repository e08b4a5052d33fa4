"""Give the planner what it needs to order the parts of a search well."""

import django.contrib.postgres.indexes
from django.db import migrations

import catalogue.places.functions


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0006_constraints_explain_themselves"),
    ]

    operations = [
        # Calling it for a row costs more than finding many rows in the index.
        migrations.RunSQL(
            "ALTER FUNCTION places_name_tokens(text) COST 2000",
            "ALTER FUNCTION places_name_tokens(text) COST 100",
        ),
        migrations.RemoveIndex(
            model_name="community",
            name="community_name",
        ),
        migrations.AddIndex(
            model_name="community",
            index=django.contrib.postgres.indexes.GinIndex(
                catalogue.places.functions.NameTokens("name"), name="community_name"
            ),
        ),
    ]
