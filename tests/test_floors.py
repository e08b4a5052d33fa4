"""Imports point down the floors of the house: places lie lowest, pages highest."""

from textwrap import dedent

import pytest

from catalogue.local.floors import faults_of_imports


def test_every_import_of_the_catalogue_points_down():
    assert list(faults_of_imports()) == []


@pytest.mark.parametrize(
    ("path", "source", "fault"),
    [
        (
            "catalogue/places/models.py",
            "from catalogue.methods.models import WorkMethod",
            "catalogue/places/models.py:1 imports catalogue.methods.models.",
        ),
        (
            "catalogue/public/views.py",
            "import catalogue.desk.site",
            "catalogue/public/views.py:1 imports catalogue.desk.site.",
        ),
        (
            "catalogue/desk/site.py",
            "from catalogue import public",
            "catalogue/desk/site.py:1 imports catalogue.public.",
        ),
        (
            "catalogue/accounts/scope/rules.py",
            "from ...rounds import models",
            "catalogue/accounts/scope/rules.py:1 imports catalogue.rounds.",
        ),
        (
            "catalogue/bilingual.py",
            "def later():\n    from catalogue.places.models import Province",
            "catalogue/bilingual.py:2 imports catalogue.places.models.",
        ),
        (
            "catalogue/public/views.py",
            "from catalogue.local.paths import REPOSITORY",
            "catalogue/public/views.py:1 imports catalogue.local.paths.",
        ),
        (
            "templates/public/home.html",
            '{% extends "admin/base.html" %}',
            "templates/public/home.html refers to admin/base.html.",
        ),
    ],
)
def test_an_import_that_points_up_or_across_is_named(tmp_path, path, source, fault):
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(dedent(source), encoding="utf-8")

    assert list(faults_of_imports(tmp_path)) == [fault]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (
            "catalogue/rounds/models.py",
            "from catalogue.methods.models import WorkMethod",
        ),
        ("catalogue/public/views.py", "from catalogue.bilingual import LocalText"),
        ("catalogue/urls.py", "from catalogue.public import views"),
        ("catalogue/desk/site.py", "from . import worklist"),
    ],
)
def test_an_import_that_points_down_is_welcome(tmp_path, path, source):
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(source, encoding="utf-8")

    assert list(faults_of_imports(tmp_path)) == []
