from django.db import migrations, models

from catalogue.methods import catalogue_triggers

TABLES = (
    "methods_methodcharacteristic",
    "methods_methodfile",
    "methods_methodphoto",
    "methods_searchtext",
    "methods_source",
    "methods_step",
    "methods_theme",
    "methods_workmethod",
    "methods_workmethod_themes",
    "places_community",
    "places_division",
    "places_province",
    "places_registerload",
    "places_street",
)


class Migration(migrations.Migration):
    dependencies = [
        ("methods", "0004_search_text"),
        ("places", "0006_constraints_explain_themselves"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogueChange",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="CatalogueVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("version", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)),
                        name="catalogueversion_is_one_row",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            catalogue_triggers.FUNCTIONS, catalogue_triggers.NO_FUNCTIONS
        ),
        migrations.RunSQL(
            catalogue_triggers.watch(*TABLES), catalogue_triggers.unwatch(*TABLES)
        ),
    ]
