from django.db import migrations

# What was loaded while every row was stamped anew: an older day means withdrawn.
MARK = """
UPDATE places_community c SET withdrawn_on = n.newest
FROM (SELECT max(register_on) AS newest FROM places_registerload) n
WHERE c.register_on < n.newest AND c.withdrawn_on IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0008_register_changes")]

    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
