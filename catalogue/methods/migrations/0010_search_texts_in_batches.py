"""Search texts enter the index in batches; `search/index.py` ends each of them."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

_NAME = "searchtext_tokens"


class Migration(migrations.Migration):
    dependencies = [("methods", "0009_unsaved_texts")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"ALTER INDEX {_NAME} SET (fastupdate = on)",
                    f"ALTER INDEX {_NAME} SET (fastupdate = off)",
                )
            ],
            state_operations=[
                migrations.RemoveIndex("searchtext", _NAME),
                migrations.AddIndex(
                    "searchtext", GinIndex(fields=["tokens"], name=_NAME)
                ),
            ],
        )
    ]
