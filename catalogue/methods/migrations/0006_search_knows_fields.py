"""The search knows in which field a word stands; `index_methods` fills it again."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

# The planner does not price the reading of long rows: where the index answers it would
# scan the table, 20 to 60 times slower.
FUNCTIONS = """
CREATE FUNCTION methods_found(asked tsquery[])
RETURNS TABLE (place bigint, numbers integer[])
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY
    SELECT each.place, ARRAY(
        SELECT method_id FROM methods_searchtext WHERE tokens @@ each.question
    )
    FROM unnest(asked) WITH ORDINALITY AS each (question, place);
END
$$;

CREATE FUNCTION methods_known(asked tsquery[])
RETURNS TABLE (place bigint)
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY
    SELECT each.place
    FROM unnest(asked) WITH ORDINALITY AS each (question, place)
    WHERE EXISTS (SELECT FROM methods_searchtext WHERE tokens @@ each.question);
END
$$;
"""
NO_FUNCTIONS = """
DROP FUNCTION methods_known(tsquery[]);
DROP FUNCTION methods_found(tsquery[]);
"""
# Long texts are kept beside the rows, so that finding a method reads little.
SLIM_ROWS = "ALTER TABLE methods_searchtext SET (toast_tuple_target = 128)"
WIDE_ROWS = "ALTER TABLE methods_searchtext RESET (toast_tuple_target)"
EMPTY = "TRUNCATE methods_searchtext"


class Migration(migrations.Migration):
    dependencies = [
        ("methods", "0005_catalogue_version"),
    ]

    operations = [
        migrations.RunSQL(EMPTY, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="searchtext", name="searchtext_english"),
        migrations.RemoveField(model_name="searchtext", name="english"),
        migrations.RemoveField(model_name="searchtext", name="summary"),
        migrations.AddField(
            model_name="searchtext",
            name="title_order",
            field=models.TextField(default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="searchtext",
            name="places",
            field=models.TextField(default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="searchtext",
            name="beginnings",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), default=list, size=None
            ),
            preserve_default=False,
        ),
        migrations.RemoveIndex(model_name="searchtext", name="searchtext_tokens"),
        migrations.AddIndex(
            model_name="searchtext",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["tokens"], name="searchtext_tokens"
            ),
        ),
        migrations.RunSQL(SLIM_ROWS, WIDE_ROWS),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS + EMPTY),
    ]
