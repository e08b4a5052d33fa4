import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from catalogue.methods.models import WorkMethod
from tests.rounds.demonstration_country import make_country

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("permission", [None, "", "0", "yes"])
def test_load_demo_refuses_where_it_is_not_allowed(monkeypatch, permission):
    monkeypatch.delenv("CATALOGUE_ALLOW_DEMO", raising=False)
    if permission is not None:
        monkeypatch.setenv("CATALOGUE_ALLOW_DEMO", permission)

    with pytest.raises(CommandError, match="set CATALOGUE_ALLOW_DEMO=1"):
        call_command("load_demo")


def test_load_demo_says_in_a_sentence_what_is_missing(monkeypatch):
    monkeypatch.setenv("CATALOGUE_ALLOW_DEMO", "1")

    with pytest.raises(CommandError) as refusal:
        call_command("load_demo")

    assert str(refusal.value) == (
        "There is no round national-2018: run load_catalogue first. Nothing was added."
    )


def test_demo_commands_say_what_they_did(monkeypatch, capsys):
    make_country()
    monkeypatch.setenv("CATALOGUE_ALLOW_DEMO", "1")

    for command in ("load_demo", "load_demo", "remove_demo", "remove_demo"):
        call_command(command)

    assert capsys.readouterr().out.splitlines() == [
        "  197 demonstration records",
        "  2 demonstration rounds",
        "  5 demonstration events",
        "  144 demonstration methods asked after",
        "  38 demonstration adoptions",
        "  1 demonstration pilot programme",
        "  The demonstration records are there already.",
        "  197 demonstration records removed",
        "  There were no demonstration records.",
    ]
    assert WorkMethod.objects.count() == 13


def test_remove_demo_needs_no_permission(monkeypatch, capsys):
    monkeypatch.delenv("CATALOGUE_ALLOW_DEMO", raising=False)

    call_command("remove_demo")

    assert capsys.readouterr().out == "  There were no demonstration records.\n"
