from django.db import migrations, models


class Migration(migrations.Migration):
    """What a method was like after its import is kept as a digest, not as a copy."""

    dependencies = [("desk", "0001_method_imports")]

    operations = [
        migrations.RemoveField(model_name="importedrow", name="after"),
        migrations.AddField(
            model_name="importedrow",
            name="after",
            field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
    ]
