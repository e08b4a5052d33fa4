"""What the search box suggests: published methods and what they hold, nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from catalogue.methods.models import WorkMethod
from catalogue.methods.search.query import terms_of
from catalogue.public.kept import KEEPER
from catalogue.public.type_ahead.lines import Lines
from catalogue.public.type_ahead.shelf import Name, Shelf
from catalogue.public.type_ahead.suggestions import MOST
from tests.methods.factories import ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory, real_province

KINDS = {"Methods", "Communities", "Provinces", "Themes"}


@pytest.fixture
def junmen(db):
    """The model method, in its community, with a theme."""
    return WorkMethodFactory(
        published=True,
        title_zh="军门社区“13335”工作法",
        title_en="Junmen Community “13335” work method",
        community=CommunityFactory(
            name="军门社区", street__county__province=real_province("fujian")
        ),
        themes=[ThemeFactory(slug="party", name_zh="党建引领", name_en="Party work")],
    )


def ask(client, question, language="en"):
    with override(language):
        address = reverse("work-method-suggestions")
    return client.get(address, {"q": question})


def names(answer):
    """By kind, the names as they are written."""
    return {
        group["label"]: [_text(each["name"]) for each in group["suggestions"]]
        for group in answer.json()["groups"]
    }


def _text(pieces):
    return "".join(piece for piece, _is_hit in pieces)


def _hits(pieces):
    return [piece for piece, is_hit in pieces if is_hit]


@pytest.mark.parametrize(
    "question",
    ["军门", "軍門", "军", "junmen", "JunM", "jm", "jun men", "junm", "ｊｕｎｍｅｎ"],
)
def test_a_method_and_its_community_are_found_in_every_writing(
    client, junmen, question
):
    answer = ask(client, question)

    assert names(answer) == {
        "Methods": ["Junmen Community “13335” work method"],
        "Communities": ["Junmen Community"],
    }
    urls = [group["suggestions"][0]["url"] for group in answer.json()["groups"]]
    assert urls == [
        junmen.get_absolute_url(),
        junmen.community.get_absolute_url(),
    ]


@pytest.mark.parametrize(
    ("question", "kind", "name"),
    [
        ("福建", "Provinces", "Fujian"),
        ("fuj", "Provinces", "Fujian"),
        ("fj", "Provinces", "Fujian"),
        ("党建", "Themes", "Party work"),
        ("djyl", "Themes", "Party work"),
        ("dangjian", "Themes", "Party work"),
        ("party", "Themes", "Party work"),
        ("yinling", "Themes", "Party work"),
        ("3335", "Methods", "Junmen Community “13335” work method"),
        ("work method", "Methods", "Junmen Community “13335” work method"),
        ("gongzuofa", "Methods", "Junmen Community “13335” work method"),
    ],
)
def test_every_kind_is_found(client, junmen, question, kind, name):
    assert name in names(ask(client, question)).get(kind, [])


@pytest.mark.parametrize(
    "question", ["ommunity", "unmen", "henshequ", "草厂", "军门 草厂", "“", " ", ""]
)
def test_parts_of_words_and_other_names_find_nothing(client, junmen, question):
    answer = ask(client, question)

    assert answer.json() == {"announcement": "No suggestions.", "groups": []}


def test_names_are_those_of_the_page(client, junmen):
    chinese = ask(client, "junmen", "zh-hans").json()["groups"][0]["suggestions"][0]

    assert chinese["url"].startswith("/zh-hans/methods/")
    assert _text(chinese["name"]) == "军门社区“13335”工作法"
    assert chinese["language"] == "zh-Hans"
    # The title in the other language says why a search in letters found it.
    assert _hits(chinese["note"]) == ["Junmen"]
    assert chinese["note_language"] == "en"


def test_hits_are_told_apart_and_texts_stay_texts(client, db):
    WorkMethodFactory(published=True, title_en="<b>Courtyard</b> council")

    method = ask(client, "courtyard").json()["groups"][0]["suggestions"][0]

    assert method["name"] == [
        ["<b>", False],
        ["Courtyard", True],
        ["</b> council", False],
    ]


def test_names_that_begin_with_the_word_stand_first(client, db):
    WorkMethodFactory(published=True, title_en="Council of neighbours")
    WorkMethodFactory(published=True, title_en="Neighbours and their council")

    assert names(ask(client, "coun"))["Methods"] == [
        "Council of neighbours",
        "Neighbours and their council",
    ]


@pytest.mark.parametrize(
    "status",
    [each for each in WorkMethod.Status.values if each != WorkMethod.Status.PUBLISHED],
)
def test_nothing_that_is_not_published_is_suggested(client, junmen, status):
    merged = status == WorkMethod.Status.MERGED
    leads_to = WorkMethodFactory(community=junmen.community) if merged else None
    WorkMethod.objects.filter(pk=junmen.pk).update(status=status, merged_into=leads_to)

    for question in ("junmen", "军门", "fujian", "party"):
        assert names(ask(client, question)) == {}


def test_a_community_without_a_method_is_left_out(client, junmen):
    CommunityFactory(name="军营社区", street=junmen.community.street)

    assert names(ask(client, "军"))["Communities"] == ["Junmen Community"]


def test_a_method_just_withdrawn_is_not_named_by_a_kept_list(
    client, junmen, monkeypatch
):
    KEEPER.current()
    monkeypatch.setattr(KEEPER, "seconds_between_questions", 3_600)
    WorkMethod.objects.update(status=WorkMethod.Status.WITHDRAWN)

    assert "Methods" not in names(ask(client, "junmen"))


def test_a_demonstration_record_says_so(client, db):
    WorkMethodFactory(published=True, is_demo=True, title_en="Shown council")

    method = ask(client, "shown").json()["groups"][0]["suggestions"][0]

    assert _text(method["note"]).startswith("Demonstration record")


def test_there_are_never_too_many(client, db):
    province = real_province("fujian")
    for number in range(12):
        WorkMethodFactory(
            published=True,
            title_en=f"Fu {number}",
            community__name=f"福{number}社区",
            community__street__county__province=province,
            themes=[ThemeFactory(name_en=f"Fu theme {number}")],
        )

    answer = ask(client, "fu")

    found = {kind: len(each) for kind, each in names(answer).items()}
    assert found == {"Methods": 4, "Communities": 2, "Provinces": 1, "Themes": 2}
    assert sum(found.values()) == MOST
    assert set(found) == KINDS
    assert answer.json()["announcement"].startswith("9 suggestions.")


@pytest.mark.parametrize("count", [1, 30])
def test_query_count_stays_flat(client, db, monkeypatch, count):
    for number in range(count):
        WorkMethodFactory(
            published=True,
            title_en=f"Council {number}",
            community__name=f"议{number}社区",
            community__name_en=f"Council {number}",
        )
    KEEPER.current()
    monkeypatch.setattr(KEEPER, "seconds_between_questions", 3_600)

    with CaptureQueriesContext(connection) as queries:
        ask(client, "council")

    # The methods and the communities.
    assert len(queries) == 2


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%ff%fe", "q=" + "a" * 201, "q=" + "a+" * 13, "q=%ED%A0%80"],
)
def test_bad_input_is_refused_with_its_name(client, db, query):
    answer = client.get(reverse("work-method-suggestions") + "?" + query)

    assert answer.status_code == 400
    assert list(answer.json()) == ["q"]


@pytest.mark.parametrize(
    "query", ["", "q=", "q=a&q=%00", "x=1", "q='\\%_*[(", "q=😀", "q=%E2%80%8B"]
)
def test_odd_input_is_answered(client, db, query):
    answer = client.get(reverse("work-method-suggestions") + "?" + query)

    assert answer.status_code == 200
    assert answer.json()["groups"] == []


def test_the_answer_sets_no_cookie_and_is_only_read(client, junmen):
    answer = ask(client, "junmen")

    assert not answer.cookies
    assert answer["Content-Type"] == "application/json"
    assert client.post(reverse("work-method-suggestions")).status_code == 405


def test_an_unchanged_answer_is_not_sent_again(client, junmen):
    etag = ask(client, "junmen")["ETag"]

    again = client.get(
        reverse("work-method-suggestions"),
        {"q": "junmen"},
        headers={"if-none-match": etag},
    )

    assert again.status_code == 304


def test_lines_are_found_by_their_number():
    lines = Lines(["ab", "", "ba b"])

    assert len(lines) == 3
    assert [lines[number] for number in range(3)] == ["ab", "", "ba b"]
    assert list(lines.beginning_with("b")) == [2]
    assert list(lines.holding("b")) == [(0, 1), (2, 0), (2, 3)]
    assert list(lines.holding("c")) == []
    assert list(Lines([]).holding("a")) == []


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("lv", [1]),
        ("ngang", []),
        ("xianggang", [2]),
        ("lvhua", [1]),
        ("h", [1]),
        ("zzz", []),
    ],
)
def test_pinyin_begins_with_a_syllable(question, found):
    shelf = Shelf(
        [
            Name(1, "绿化", "", ["lv", "hua"]),
            Name(2, "香港", "", ["xiang", "gang"]),
        ]
    )

    assert shelf.find(terms_of(question), 9) == found
