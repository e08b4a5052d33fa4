"""The real pilots of the sources, as they are loaded."""

import csv
import io
import shutil

import pytest
from django.core.management import call_command

from catalogue.data_files import DataFileError
from catalogue.methods.models import WorkMethod
from catalogue.partial_dates import validate_partial_date
from catalogue.practice.loading import DATA_FOLDER
from catalogue.practice.loading.pilots_files import load_pilots
from catalogue.practice.models import Co, PilotProgramme, PilotSite
from catalogue.rounds.loading import load_catalogue
from tests.rounds.conftest import make_places_of_the_methods

HUBEI = "hubei-joint-creation-2022"


def rows(name):
    with (DATA_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def catalogue(db):
    """The methods and rounds that the files name."""
    make_places_of_the_methods()
    load_catalogue(lambda line: None)


@pytest.fixture
def folder(tmp_path):
    """A copy of the data files to change."""
    return shutil.copytree(DATA_FOLDER, tmp_path / "data")


def change(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_files_hold_no_figure_but_the_organisers_and_those_of_the_article():
    digits = {
        word
        for row in rows("pilot_acts.csv")
        for word in row["what_en"].replace(",", " ").split()
        if word.isdecimal()
    }

    assert digits == {"5", "10", "15"}
    assert [
        (row["official_sites"], row["official_counties"], row["starts"])
        for row in rows("pilot_stages.csv")
    ] == [("1038", "", "2022-08"), ("", "14", "2023-04")]
    for row in rows("pilot_stages.csv"):
        assert row["source"]
        validate_partial_date(row["starts"])


def test_three_pilots_and_two_examples_are_public_with_their_source(catalogue):
    assert load_pilots(DATA_FOLDER) == 5

    programme = PilotProgramme.objects.public().get()
    sites = PilotSite.objects.public()
    assert programme.slug == HUBEI
    assert programme.selection_round.slug == HUBEI
    assert not programme.is_run_here
    assert {site.community.name for site in sites.pilots()} == {
        "柏林寺村",
        "石桥村",
        "曹店村",
    }
    assert {site.community.name for site in sites.filter(is_example=True)} == {
        "曾厝垵社区",
        "牡丹社区",
    }
    for site in sites:
        [source] = site.sources.all()
        assert source.issuer == "Hubei Daily"
        assert source.dated == "2022-09-06"
        assert site.method.is_published
        assert site.method.community == site.community


def test_what_no_source_tells_stays_empty(catalogue):
    load_pilots(DATA_FOLDER)

    for site in PilotSite.objects.all():
        assert [site.leader_zh, site.department_zh, site.team_zh] == [""] * 3
        assert not site.has_plan
        assert not site.is_model_point
        for parts in (site.money, site.photos, site.assessments, site.inquiries):
            assert not parts.exists()
        assert not site.acts.exclude(dated="", people=None)


def test_acts_stand_under_the_five_cos_and_none_under_share(catalogue):
    load_pilots(DATA_FOLDER)

    told = {
        site.community.name: {act.co for act in site.acts.all()}
        for site in PilotSite.objects.all()
    }

    assert told == {
        "柏林寺村": {Co.CONSULT, Co.BUILD, Co.MANAGE, Co.EVALUATE},
        "石桥村": {Co.CONSULT, Co.BUILD, Co.MANAGE, Co.EVALUATE},
        "曹店村": {Co.MANAGE, Co.EVALUATE},
        "曾厝垵社区": {Co.CONSULT, Co.BUILD, Co.MANAGE},
        "牡丹社区": {Co.CONSULT, Co.BUILD, Co.MANAGE},
    }


def test_a_second_load_changes_nothing(catalogue):
    load_pilots(DATA_FOLDER)
    before = list(PilotSite.objects.values())

    load_pilots(DATA_FOLDER)

    assert list(PilotSite.objects.values()) == before


def test_what_staff_changed_and_deleted_stays(catalogue, folder):
    load_pilots(DATA_FOLDER)
    bailinsi = PilotSite.objects.get(community__name="柏林寺村")
    bailinsi.acts.filter(co=Co.BUILD).delete()
    bailinsi.problem_zh = "另有说法"
    bailinsi.save()
    PilotSite.objects.filter(community__name="曹店村").delete()
    change(folder, "pilot_sites.csv", "曾是重点贫困村。", "曾是全国重点贫困村。")
    change(folder, "pilot_acts.csv", "公开透明", "公开")
    change(folder, "pilot_sites.csv", "曾是深度贫困村", "原是深度贫困村")

    load_pilots(folder)

    bailinsi.refresh_from_db()
    assert bailinsi.problem_zh == "另有说法"
    assert not bailinsi.acts.filter(co=Co.BUILD)
    assert not PilotSite.objects.filter(community__name="曹店村")
    shiqiao = PilotSite.objects.get(community__name="石桥村")
    assert shiqiao.problem_zh.startswith("原是")


def test_a_withdrawn_site_stays_withdrawn(catalogue):
    load_pilots(DATA_FOLDER)
    PilotSite.objects.update(state=PilotSite.State.WITHDRAWN)

    load_pilots(DATA_FOLDER)

    assert not PilotSite.objects.public()


def test_the_site_of_a_deleted_method_is_not_loaded(catalogue):
    WorkMethod.objects.filter(
        community__name="曹店村"
    ).first().submissions.all().delete()
    WorkMethod.objects.filter(community__name="曹店村").delete()

    load_pilots(DATA_FOLDER)

    assert PilotSite.objects.count() == 4


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("pilot_acts.csv", "co-build", "step-2", "co"),
        ("pilot_sites.csv", "421122101260", "421122101261", "method"),
        ("pilot_sites.csv", f"{HUBEI},4211", "nonsense,4211", "programme"),
        ("pilot_programmes.csv", f"{HUBEI},{HUBEI}", f"{HUBEI},national-2018", "round"),
        ("pilot_stages.csv", "1038", "many", "official_sites"),
        ("pilot_documents.csv", "2022-08", "2022-13", "date"),
    ],
)
def test_a_fault_of_a_file_names_its_column(catalogue, folder, file, old, new, named):
    change(folder, file, old, new)

    with pytest.raises(DataFileError, match=f"{file}, line .*, column {named}"):
        load_pilots(folder)


def test_the_command_loads_them_with_all_else(db):
    make_places_of_the_methods()
    said = io.StringIO()

    call_command("load_catalogue", stdout=said)

    assert "5 pilot sites" in said.getvalue()
