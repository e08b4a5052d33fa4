import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from catalogue.methods import catalogue_triggers

# The history tells changes of people, not this one; closed stages are written here once.
FILL = """
ALTER TABLE rounds_groupmember DISABLE TRIGGER USER;
UPDATE rounds_groupmember m SET kind = r.kind
FROM rounds_reviewer r WHERE r.id = m.reviewer_id;
ALTER TABLE rounds_groupmember ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("rounds", "0014_notice_of_an_announced_result_stays"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="groupmember",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="groupmember",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="groupmember",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="groupmember",
            name="kind",
            field=models.CharField(
                choices=[
                    ("official", "Official of a member unit"),
                    ("expert", "Expert"),
                    ("bureau-head", "Head of a civil-affairs bureau"),
                ],
                default="",
                editable=False,
                max_length=12,
                verbose_name="kind",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="groupmemberevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("official", "Official of a member unit"),
                    ("expert", "Expert"),
                    ("bureau-head", "Head of a civil-affairs bureau"),
                ],
                default="",
                editable=False,
                max_length=12,
                verbose_name="kind",
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        # The account reads the kinds of the members now.
        migrations.RunSQL(
            catalogue_triggers.unwatch("rounds_reviewer"),
            catalogue_triggers.watch("rounds_reviewer"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmember",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "rounds_groupmemberevent" ("group_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "selection_round_id", "task") VALUES (NEW."group_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reviewer_id", NEW."selection_round_id", NEW."task"); RETURN NULL;',
                    hash="fdd04c28597743c19e16b1498ba542053e4ecce5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c7a09",
                    table="rounds_groupmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmember",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "rounds_groupmemberevent" ("group_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "selection_round_id", "task") VALUES (NEW."group_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reviewer_id", NEW."selection_round_id", NEW."task"); RETURN NULL;',
                    hash="caf78fd4828543b0cbac2f990f6d6563703fd00f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6240b",
                    table="rounds_groupmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmember",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "rounds_groupmemberevent" ("group_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "selection_round_id", "task") VALUES (OLD."group_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reviewer_id", OLD."selection_round_id", OLD."task"); RETURN NULL;',
                    hash="e460b14ecf44de699ab6f4c65f27c81dea062f90",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1570a",
                    table="rounds_groupmember",
                    when="AFTER",
                ),
            ),
        ),
    ]
