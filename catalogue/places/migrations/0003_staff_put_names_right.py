"""Keep the register's own name beside one that staff put right."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0002_registerload")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="community",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="community",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="division",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="division",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="street",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="street",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="community",
            name="register_name",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="Only where staff put the name right.",
                max_length=60,
                verbose_name="name in the register",
            ),
        ),
        migrations.AddField(
            model_name="communityevent",
            name="register_name",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="Only where staff put the name right.",
                max_length=60,
                verbose_name="name in the register",
            ),
        ),
        migrations.AddField(
            model_name="division",
            name="register_name",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="Only where staff put the name right.",
                max_length=60,
                verbose_name="name in the register",
            ),
        ),
        migrations.AddField(
            model_name="divisionevent",
            name="register_name",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="Only where staff put the name right.",
                max_length=60,
                verbose_name="name in the register",
            ),
        ),
        migrations.AddField(
            model_name="street",
            name="register_name",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="Only where staff put the name right.",
                max_length=60,
                verbose_name="name in the register",
            ),
        ),
        migrations.AddField(
            model_name="streetevent",
            name="register_name",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="Only where staff put the name right.",
                max_length=60,
                verbose_name="name in the register",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="community",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."committee_kind" IS DISTINCT FROM (NEW."committee_kind") OR OLD."county_id" IS DISTINCT FROM (NEW."county_id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_virtual" IS DISTINCT FROM (NEW."is_virtual") OR OLD."key_stem" IS DISTINCT FROM (NEW."key_stem") OR OLD."key_type" IS DISTINCT FROM (NEW."key_type") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."pinyin" IS DISTINCT FROM (NEW."pinyin") OR OLD."pinyin_initials" IS DISTINCT FROM (NEW."pinyin_initials") OR OLD."province_id" IS DISTINCT FROM (NEW."province_id") OR OLD."register_name" IS DISTINCT FROM (NEW."register_name") OR OLD."reporting_body_id" IS DISTINCT FROM (NEW."reporting_body_id") OR OLD."settlement" IS DISTINCT FROM (NEW."settlement") OR OLD."street_id" IS DISTINCT FROM (NEW."street_id"))',
                    func='INSERT INTO "places_communityevent" ("code", "committee_kind", "county_id", "is_active", "is_virtual", "key_stem", "key_type", "merged_into_id", "name", "name_en", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "pinyin_initials", "province_id", "register_name", "register_on", "reporting_body_id", "settlement", "street_id") VALUES (NEW."code", NEW."committee_kind", NEW."county_id", NEW."is_active", NEW."is_virtual", NEW."key_stem", NEW."key_type", NEW."merged_into_id", NEW."name", NEW."name_en", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."number", NEW."pinyin", NEW."pinyin_initials", NEW."province_id", NEW."register_name", NEW."register_on", NEW."reporting_body_id", NEW."settlement", NEW."street_id"); RETURN NULL;',
                    hash="8a3e53795200f52f0886960375d1e16244331ba7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c0519",
                    table="places_community",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="community",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "places_communityevent" ("code", "committee_kind", "county_id", "is_active", "is_virtual", "key_stem", "key_type", "merged_into_id", "name", "name_en", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "pinyin_initials", "province_id", "register_name", "register_on", "reporting_body_id", "settlement", "street_id") VALUES (OLD."code", OLD."committee_kind", OLD."county_id", OLD."is_active", OLD."is_virtual", OLD."key_stem", OLD."key_type", OLD."merged_into_id", OLD."name", OLD."name_en", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."number", OLD."pinyin", OLD."pinyin_initials", OLD."province_id", OLD."register_name", OLD."register_on", OLD."reporting_body_id", OLD."settlement", OLD."street_id"); RETURN NULL;',
                    hash="134808f42fb68bc29eb3f143279d6e60196d9150",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_13220",
                    table="places_community",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="division",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "places_divisionevent" ("code", "in_mca_2026", "in_nbs_2023", "kind", "level", "name_en", "name_zh", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "pinyin_initials", "province_id", "register_name", "replaced_by_id") VALUES (NEW."code", NEW."in_mca_2026", NEW."in_nbs_2023", NEW."kind", NEW."level", NEW."name_en", NEW."name_zh", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."code", NEW."pinyin", NEW."pinyin_initials", NEW."province_id", NEW."register_name", NEW."replaced_by_id"); RETURN NULL;',
                    hash="e2079a6e7f3a921920bf11b2f44d2016b0d6f323",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a7015",
                    table="places_division",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="division",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "places_divisionevent" ("code", "in_mca_2026", "in_nbs_2023", "kind", "level", "name_en", "name_zh", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "pinyin_initials", "province_id", "register_name", "replaced_by_id") VALUES (OLD."code", OLD."in_mca_2026", OLD."in_nbs_2023", OLD."kind", OLD."level", OLD."name_en", OLD."name_zh", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."code", OLD."pinyin", OLD."pinyin_initials", OLD."province_id", OLD."register_name", OLD."replaced_by_id"); RETURN NULL;',
                    hash="b765cbaf6850e0e5df3aec6d62518e91cb11f186",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8d06a",
                    table="places_division",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="street",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "places_streetevent" ("code", "county_id", "name_en", "name_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "pinyin_initials", "register_name") VALUES (NEW."code", NEW."county_id", NEW."name_en", NEW."name_zh", _pgh_attach_context(), NOW(), \'update\', NEW."code", NEW."pinyin", NEW."pinyin_initials", NEW."register_name"); RETURN NULL;',
                    hash="807475e3d2732323aa360fb84cfcac81825a84ca",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_38e04",
                    table="places_street",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="street",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "places_streetevent" ("code", "county_id", "name_en", "name_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "pinyin_initials", "register_name") VALUES (OLD."code", OLD."county_id", OLD."name_en", OLD."name_zh", _pgh_attach_context(), NOW(), \'delete\', OLD."code", OLD."pinyin", OLD."pinyin_initials", OLD."register_name"); RETURN NULL;',
                    hash="d91933b1adfc5b213d583d59eb32931e342f2ac7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_310c4",
                    table="places_street",
                    when="AFTER",
                ),
            ),
        ),
    ]
