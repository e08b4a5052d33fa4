import io
import shutil
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalogue.methods.models import LoadedRow, Source, Theme, WorkMethod
from catalogue.places.models import Community
from catalogue.rounds.loading import DATA_FOLDER
from catalogue.rounds.models import (
    Notice,
    ProvincialReturn,
    SelectionRound,
    Submission,
)
from tests.rounds.conftest import method_rows

pytestmark = pytest.mark.usefixtures("places_of_the_methods")


def load(folder=DATA_FOLDER):
    call_command("load_catalogue", folder=folder, stdout=io.StringIO())


@pytest.fixture
def folder(tmp_path):
    """A copy of the data files to change."""
    return Path(shutil.copytree(DATA_FOLDER, tmp_path / "data"))


def change(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def counts():
    models = (
        Theme, SelectionRound, Notice, ProvincialReturn, WorkMethod, Submission,
        Source, Community, LoadedRow,
    )  # fmt: skip
    return [model.objects.count() for model in models]


def test_all_rows_are_there():
    load()

    assert Theme.objects.count() == 7
    assert SelectionRound.objects.count() == 5
    assert Notice.objects.count() == 2
    assert ProvincialReturn.objects.count() == 5
    assert WorkMethod.objects.count() == 54


def test_methods_with_a_name_and_the_five_cases_are_published():
    load()

    assert Counter(WorkMethod.objects.values_list("status", flat=True)) == {
        "published": 53,
        "draft": 1,
    }
    draft = WorkMethod.objects.get(status="draft")
    assert draft.community.code == "650105006003"


def test_cases_without_a_name_are_called_after_their_community():
    load()

    cases = WorkMethod.objects.filter(submissions__outcome="case")

    assert sorted(cases.values_list("title_zh", flat=True)) == [
        "曹店村共同缔造案例",
        "曾厝垵社区共同缔造案例",
        "柏林寺村共同缔造案例",
        "牡丹社区共同缔造案例",
        "石桥村共同缔造案例",
    ]
    assert all(
        title.endswith(": a joint-creation case")
        for title in cases.values_list("title_en", flat=True)
    )


def test_selection_that_is_not_proven_is_no_submission():
    load()

    outcomes = Counter(Submission.objects.values_list("outcome", flat=True))

    assert outcomes == {"selected": 17, "model": 1, "case": 5}
    assert WorkMethod.objects.filter(submissions=None).count() == 31


def test_thirteen_of_the_hundred_of_2018_are_recorded():
    load()

    national = SelectionRound.objects.get(slug="national-2018")

    assert national.official_submitted == 209
    assert national.official_selected == 100
    assert national.submissions.filter(outcome="selected").count() == 13


def test_every_method_names_a_source():
    load()

    assert not WorkMethod.objects.filter(sources=None).exists()


def test_sources_of_rows_with_unofficial_copies_are_not_linked():
    load()
    linked = {row["title_zh"]: row["link_sources"] for row in method_rows()}

    for method in WorkMethod.objects.exclude(submissions__outcome="case"):
        may_link = set(method.sources.values_list("may_link", flat=True))
        assert may_link == {linked[method.title_zh] == "yes"}


def test_communities_without_a_code_are_entered_under_their_street():
    load()

    entered = Community.objects.filter(code="").order_by("name")

    assert sorted(
        (c.name, c.street.name_zh, c.county.name_zh) for c in entered
    ) == sorted(
        [
            ("荣华居民区", "虹桥街道", "长宁区"),
            ("白山西村", "阴平镇", "峄城区"),
            ("石桥村", "阎家河镇", "麻城市"),
            ("渔邨社区", "南湖街道", "罗湖区"),
        ]
    )


def test_loading_again_changes_nothing():
    load()
    before = counts(), list(WorkMethod.objects.order_by("pk").values())

    load()

    assert (counts(), list(WorkMethod.objects.order_by("pk").values())) == before


def test_what_staff_changed_stays(folder):
    load(folder)
    method = WorkMethod.objects.get(community__code="350102004001")
    method.summary_zh = "工作人员改过的简介"
    method.save()
    method.themes.set(Theme.objects.filter(slug="culture"))
    change(folder, "methods.csv", "以“三个如何”为目标", "以三个如何为目标")
    change(folder, "methods.csv", "Junmen Community “13335”", "Junmen “13335”")

    load(folder)

    method.refresh_from_db()
    assert method.summary_zh == "工作人员改过的简介"
    assert method.title_en == "Junmen “13335” work method"
    assert [theme.slug for theme in method.themes.all()] == ["culture"]


def test_what_staff_withdrew_or_deleted_stays_so(folder):
    load(folder)
    withdrawn, deleted = WorkMethod.objects.filter(
        submissions=None, status="published"
    )[:2]
    WorkMethod.objects.filter(pk=withdrawn.pk).update(status="withdrawn")
    deleted.delete()

    load(folder)

    withdrawn.refresh_from_db()
    assert withdrawn.status == "withdrawn"
    assert WorkMethod.objects.count() == 53


def test_correction_in_the_file_reaches_what_staff_left_alone(folder):
    load(folder)
    change(folder, "rounds.csv", ",209,100,", ",209,99,")
    change(folder, "round_returns.csv", "130000,,,4", "130000,,5,4")

    load(folder)

    assert SelectionRound.objects.get(slug="national-2018").official_selected == 99
    assert ProvincialReturn.objects.get(reporting_body="130000").submitted == 5


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (
            "methods.csv",
            "350102004001",
            "350102004999",
            "methods.csv, line 2, column community_code: found “350102004999”, "
            "expected a code of the register; load_places comes first. "
            "Nothing was loaded.",
        ),
        (
            "methods.csv",
            "party-building;service;resident-autonomy",
            "party",
            "methods.csv, line 2, column themes: found “party”, expected slugs of "
            "themes.csv with semicolons. Nothing was loaded.",
        ),
        (
            "methods.csv",
            "national-2018,model",
            "national-2081,model",
            "methods.csv, line 2, column round: found “national-2081”, expected the "
            "slug of a round in rounds.csv. Nothing was loaded.",
        ),
        (
            "rounds.csv",
            ",209,100,",
            ",99,100,",
            "rounds.csv, line 2, column official_selected: found “100”, expected at "
            "most the 99 of official_submitted. Nothing was loaded.",
        ),
        (
            "rounds.csv",
            "2018-08-31",
            "31.8.2018",
            "rounds.csv, line 2, column submission_closed: found “31.8.2018”. "
            "Write the date as 2018, 2018-03 or 2018-03-13. Nothing was loaded.",
        ),
        (
            "round_returns.csv",
            "130000",
            "139999",
            "round_returns.csv, line 2, column reporting_body: found “139999”",
        ),
    ],
)
def test_fault_names_file_line_and_column_and_nothing_is_loaded(
    folder, name, old, new, message
):
    change(folder, name, old, new)
    before = counts()

    with pytest.raises(CommandError) as caught:
        load(folder)

    assert str(caught.value).startswith(message)
    assert counts() == before


def test_two_methods_of_one_community_are_two_records(folder):
    path = folder / "methods.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    second = (
        lines[1]
        .replace("军门社区“13335”工作法", "军门社区议事法")
        .replace(",model,", ",submitted,")
    )
    path.write_text("\n".join([*lines, second]) + "\n", encoding="utf-8")

    load(folder)

    junmen = WorkMethod.objects.filter(community__code="350102004001")
    assert sorted(junmen.values_list("title_zh", flat=True)) == [
        "军门社区“13335”工作法",
        "军门社区议事法",
    ]
