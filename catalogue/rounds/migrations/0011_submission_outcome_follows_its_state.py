from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rounds", "0010_demonstration_rounds"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome", "submitted"),
                    ("state__in", ["recorded", "selected"]),
                    _connector="OR",
                ),
                name="submission_outcome_follows_its_state",
            ),
        ),
    ]
