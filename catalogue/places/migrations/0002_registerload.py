"""Remember which file of the register was loaded."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="RegisterLoad",
            fields=[
                (
                    "file",
                    models.CharField(
                        max_length=60,
                        primary_key=True,
                        serialize=False,
                        verbose_name="file",
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("rows", models.PositiveIntegerField(verbose_name="rows")),
                ("register_on", models.DateField(verbose_name="state of the register")),
                ("loaded_at", models.DateTimeField(verbose_name="loaded at")),
            ],
            options={
                "verbose_name": "loaded register file",
                "verbose_name_plural": "loaded register files",
                "ordering": ["file"],
            },
        ),
    ]
