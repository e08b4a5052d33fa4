"""What happened to a method is on record, however it was changed."""

import pytest
from django.conf import settings
from django.db import ProgrammingError, connection

from catalogue.methods.models import WorkMethod
from tests.methods.factories import ThemeFactory, WorkMethodFactory

pytestmark = pytest.mark.django_db


def events(method):
    model = WorkMethod._meta.apps.get_model("methods", "WorkMethodEvent")
    return model.objects.filter(pgh_obj_id=method.pk).order_by("pgh_id")


def test_creation_change_and_deletion_are_recorded():
    method = WorkMethodFactory(title_zh="甲")
    method.title_zh = "乙"
    method.save()
    number = method.pk
    method.delete()
    method.pk = number

    recorded = list(events(method).values_list("pgh_label", "title_zh"))

    assert recorded == [("insert", "甲"), ("update", "乙"), ("delete", "乙")]


def test_change_by_plain_sql_is_recorded():
    method = WorkMethodFactory(title_zh="甲")

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE methods_workmethod SET title_zh = '丙' WHERE number = %s",
            [method.pk],
        )

    assert events(method).last().title_zh == "丙"


def test_change_of_themes_is_recorded():
    theme = ThemeFactory()
    method = WorkMethodFactory(themes=[theme])
    method.themes.remove(theme)
    model = WorkMethod._meta.apps.get_model("methods", "MethodThemeEvent")

    recorded = list(
        model.objects.order_by("pgh_id").values_list("pgh_label", flat=True)
    )

    assert recorded == ["insert", "delete"]


def test_nobody_rewrites_the_record():
    method = WorkMethodFactory()

    with pytest.raises(ProgrammingError, match="Cannot update"):
        events(method).update(title_zh="丁")


@pytest.mark.skipif(not settings.POOL_SIZE, reason="a pooler takes no settings")
def test_triggers_of_many_rows_meet_no_error_that_they_must_catch():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore')::text[]")

        assert cursor.fetchone() == ([],)
