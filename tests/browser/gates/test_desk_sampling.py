"""A page is opened as a further role when it shows something else, and only then."""

from catalogue.accounts.roles import Role
from tests.browser.gates.addresses import LANGUAGES, Address
from tests.browser.gates.desk_sampling import (
    Sample,
    different_ones,
    first_ones,
    in_language,
)

EDITOR, MANAGER, OFFICER = Role.MINISTRY_EDITOR, Role.ROUND_MANAGER, Role.OFFICER
LIST, FORM = Address("themes", "/themes/"), Address("method, draft", "/methods/1/")


def page(content):
    return f"<html><body>{content}</body></html>".encode()


def test_other_words_and_more_rows_are_nothing_new():
    sources = {
        Sample(EDITOR, LIST): page('<p id="row-1">One</p>'),
        Sample(MANAGER, LIST): page('<p id="row-1">Two</p><p id="row-12">Three</p>'),
    }

    assert list(different_ones(sources)) == [Sample(EDITOR, LIST)]


def test_another_kind_of_element_is_looked_at():
    sources = {
        Sample(EDITOR, LIST): page("<p>One</p>"),
        Sample(MANAGER, LIST): page('<p class="readonly">One</p>'),
        Sample(OFFICER, LIST): page("<p>One</p><p hidden>Two</p>"),
    }

    assert list(different_ones(sources)) == list(sources)


def test_each_address_is_looked_at_for_itself():
    sources = {
        Sample(EDITOR, LIST): page("<p>One</p>"),
        Sample(EDITOR, FORM): page("<p>One</p>"),
    }

    assert list(different_ones(sources)) == list(sources)


def test_pages_of_ours_are_opened_in_every_language_and_others_in_one():
    samples = [
        Sample(role, each) for role in (EDITOR, MANAGER) for each in (LIST, FORM)
    ]

    opened = [each for name in LANGUAGES for each in in_language(name, samples)]

    assert first_ones(samples) == samples[:2]
    assert opened.count(Sample(EDITOR, FORM)) == len(LANGUAGES)
    assert opened.count(Sample(EDITOR, LIST)) == 1
    assert {each.role for each in opened} == {EDITOR}
