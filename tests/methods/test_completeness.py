"""How complete a method is: the same in Python, in SQL, in the list and in the form."""

import random

import pytest
from django.urls import reverse
from django.utils import translation

from catalogue.methods.completeness import (
    PARTS,
    complete,
    completeness,
    completeness_of_row,
    lacking,
    with_completeness,
)
from catalogue.methods.models import WorkMethod
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.methods.factories import (
    MethodCharacteristicFactory,
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.places.factories import CommunityFactory

pytestmark = pytest.mark.django_db

METHODS = reverse("admin:methods_workmethod_changelist")
WHOLE = {
    "title_zh": "一院三会",
    "title_en": "Courtyard meetings",
    "kind": "comprehensive",
    "summary_en": "In short.",
    "problem_zh": "停车难",
    "results_zh": "停车有序",
}


def whole_method(**values):
    method = WorkMethodFactory(**{**WHOLE, **values}, themes=[ThemeFactory()])
    StepFactory(method=method, action_zh="走访", who_en="The grid worker")
    MethodCharacteristicFactory(method=method, evidence_en="Every household was asked.")
    SourceFactory(method=method)
    return method


def missing(method):
    return [part.key for part in completeness(method).missing]


def without(method, key):
    """Take one part away from a whole method."""
    if key == "titles":
        method.title_en = ""
    elif key == "community":
        method.community = None
    elif key == "themes":
        method.themes.clear()
    elif key == "steps":
        method.steps.update(who_en="")
    elif key == "evidence":
        method.characteristics.update(evidence_en="")
    elif key == "sources":
        method.sources.all().delete()
    else:
        field = {"summary": "summary_en", "kind": "kind"}.get(key, f"{key}_zh")
        setattr(method, field, "")
    method.save()


def test_whole_method_lacks_nothing():
    found = completeness(whole_method())

    assert (found.present, found.total, found.is_complete) == (10, 10, True)


@pytest.mark.parametrize("key", [part.key for part in PARTS])
def test_each_part_is_missed_by_itself(key):
    method = whole_method()
    without(method, key)

    assert missing(method) == [key]
    assert WorkMethod.objects.get(lacking([key])) == method
    assert not WorkMethod.objects.filter(complete()).exists()


def test_one_step_without_who_makes_the_steps_incomplete():
    method = whole_method()
    StepFactory(method=method, position=90, action_zh="议事")

    assert missing(method) == ["steps"]


def test_database_and_python_say_the_same_of_any_method():
    chance = random.Random(7)
    for _number in range(40):
        method = whole_method()
        for part in PARTS:
            if chance.random() < 0.4:
                without(method, part.key)

    methods = with_completeness(WorkMethod.objects.all())

    assert methods.count() == 40
    for method in methods:
        assert completeness_of_row(method) == completeness(method)
        assert WorkMethod.objects.filter(complete(), pk=method.pk).exists() == (
            completeness(method).is_complete
        )


def test_completeness_of_a_list_is_one_query(django_assert_num_queries):
    for _number in range(3):
        whole_method()

    with django_assert_num_queries(1):
        figures = [
            completeness_of_row(each).present
            for each in with_completeness(WorkMethod.objects.all())
        ]

    assert figures == [10, 10, 10]


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("yes", ["全"]),
        ("no", ["无来源", "无主题"]),
        ("lacks-sources", ["无来源"]),
        ("lacks-themes", ["无主题"]),
        ("lacks-nonsense", []),
        ("nonsense", ["全", "无来源", "无主题"]),
    ],
)
def test_list_is_filtered_by_what_is_missing(client, chosen, found):
    client.force_login(EditorFactory())
    whole_method(title_zh="全")
    without(whole_method(title_zh="无来源"), "sources")
    without(whole_method(title_zh="无主题"), "themes")

    response = client.get(METHODS, {"complete": chosen, "o": "1"})

    rows = response.context["cl"].result_list
    assert sorted(method.title_zh for method in rows) == sorted(found)


def test_list_tells_the_figure_and_counts_of_the_filter(client):
    client.force_login(EditorFactory())
    whole_method()
    without(whole_method(), "sources")

    page = client.get(METHODS).content.decode()

    assert "10 of 10" in page
    assert "9 of 10" in page
    assert "Complete (1)" in page
    assert "Missing: A source (1)" in page


def test_list_is_sorted_by_completeness(client):
    client.force_login(EditorFactory())
    whole_method(title_zh="全")
    poor = WorkMethodFactory(title_zh="少")
    column = client.get(METHODS).context["cl"].list_display.index("how_complete")

    response = client.get(METHODS, {"o": str(column)})

    assert response.context["cl"].result_list[0] == poor


def test_form_names_what_is_missing_and_leads_there(client):
    officer = OfficerFactory()
    community = CommunityFactory(street__county__province=officer.reporting_body)
    method = whole_method(community=community, summary_en="")
    client.force_login(officer)

    response = client.get(reverse("admin:methods_workmethod_change", args=[method.pk]))

    assert "9 of 10 parts are there" in response.content.decode()
    assert '<a href="#id_summary_zh">Summary</a>' in response.content.decode()


def test_every_part_leads_to_an_element_of_the_form(client):
    client.force_login(EditorFactory())
    method = WorkMethodFactory()

    page = client.get(reverse("admin:methods_workmethod_change", args=[method.pk]))

    for part in PARTS:
        assert f'id="{part.anchor}"' in page.content.decode(), part.key


def test_labels_are_told_in_the_language_of_the_page():
    with translation.override("zh-hans"):
        label = str(next(part.label for part in PARTS if part.key == "community"))

    assert label == "社区"
