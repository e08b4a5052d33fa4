"""Find communities by name, pinyin and code in the time of a key press."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import catalogue.places.functions

# A pair of characters holds both code points, 21 bits each, so no two share a number.
# Needs a database in UTF-8, whatever its locale.
NAME_TOKENS = """
CREATE FUNCTION places_name_tokens(name text) RETURNS bigint[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    letter text;
    point bigint;
    before bigint := 0;
    tokens bigint[] := '{}';
BEGIN
    FOREACH letter IN ARRAY
        string_to_array(lower(normalize(name, NFKC) COLLATE "C"), NULL)
    LOOP
        point := ascii(letter);
        tokens := tokens || point;
        IF before > 0 THEN
            tokens := tokens || (before << 21 | point);
        END IF;
        before := point;
    END LOOP;
    RETURN tokens;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0003_staff_put_names_right")]

    operations = [
        migrations.RunSQL(NAME_TOKENS, "DROP FUNCTION places_name_tokens(text)"),
        migrations.AlterField(
            model_name="community",
            name="county",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="communities",
                to="places.division",
                verbose_name="county",
            ),
        ),
        migrations.AlterField(
            model_name="community",
            name="province",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="communities",
                to="places.province",
                verbose_name="province",
            ),
        ),
        migrations.AlterField(
            model_name="community",
            name="reporting_body",
            field=models.ForeignKey(
                db_index=False,
                help_text="The province; in Xinjiang it may be the Corps.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reported_communities",
                to="places.province",
                verbose_name="reporting body",
            ),
        ),
        migrations.AlterField(
            model_name="community",
            name="street",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="communities",
                to="places.street",
                verbose_name="street or town",
            ),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(fields=["street"], name="community_street"),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(
                fields=["county", "key_stem"], name="community_county_key"
            ),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(fields=["province"], name="community_province"),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(
                fields=["reporting_body"], name="community_reporting_body"
            ),
        ),
        migrations.AddIndex(
            model_name="community",
            index=django.contrib.postgres.indexes.GinIndex(
                catalogue.places.functions.NameTokens("name"),
                condition=models.Q(
                    ("is_active", True), ("is_virtual", False), ("merged_into", None)
                ),
                name="community_name",
            ),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass(
                    models.F("key_stem"), name="varchar_pattern_ops"
                ),
                condition=models.Q(
                    ("is_active", True), ("is_virtual", False), ("merged_into", None)
                ),
                name="community_key_stem_prefix",
            ),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass(
                    models.F("pinyin"), name="varchar_pattern_ops"
                ),
                condition=models.Q(
                    ("is_active", True), ("is_virtual", False), ("merged_into", None)
                ),
                name="community_pinyin_prefix",
            ),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass(
                    models.F("pinyin_initials"), name="varchar_pattern_ops"
                ),
                condition=models.Q(
                    ("is_active", True), ("is_virtual", False), ("merged_into", None)
                ),
                name="community_initials_prefix",
            ),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass(
                    models.F("code"), name="varchar_pattern_ops"
                ),
                condition=models.Q(
                    ("is_active", True), ("is_virtual", False), ("merged_into", None)
                ),
                name="community_code_prefix",
            ),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(
                catalogue.places.functions.FirstCharacter("key_stem"),
                django.db.models.functions.text.Length("key_stem"),
                models.F("code"),
                condition=models.Q(
                    ("is_active", True), ("is_virtual", False), ("merged_into", None)
                ),
                name="community_first_character",
            ),
        ),
    ]
