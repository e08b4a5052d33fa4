"""The page: form and answers, addresses that are shared, and what it never does."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.public import kept_pages
from catalogue.public.kept_cards import CARDS
from tests.methods.factories import ThemeFactory, WorkMethodFactory
from tests.practice.factories import AdoptionFactory

pytestmark = pytest.mark.django_db

FIND = "/en/find/"


@pytest.fixture
def method():
    return WorkMethodFactory(
        published=True, title_en="Shared parking", summary_en="Cars leave at nine."
    )


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_without_a_question_there_is_the_form_alone(client, method):
    response = client.get(FIND)

    assert response.status_code == 200
    assert response.context["answers"] == []
    assert "Shared parking" not in text(response)
    assert response.content.count(b'type="checkbox"') == 32
    assert response.content.count(b'type="radio"') == 16


def test_the_form_stores_nothing_and_needs_no_token(client, method):
    response = client.get(f"{FIND}?problem=parking")
    html = response.content.decode()
    form = html.split('class="find-form"')[1].split("</form>")[0]

    assert not response.cookies
    assert 'method="get"' in form
    assert 'type="hidden"' not in form
    assert "csrf" not in form


def test_an_answer_tells_why_and_what_its_record_leaves_open(client, method):
    AdoptionFactory.create_batch(3, method=method, confirmed=True)

    response = client.get(f"{FIND}?problem=parking&size=small&money=little")

    [(answer, card)] = response.context["answers"]
    assert card.number == method.pk
    assert [line.reason for line in answer.reasons] == [
        "Same problem: Nowhere to park, cars in the way (in its title)",
        "Already adopted by 3 communities",
    ]
    assert [str(part) for part in answer.missing][-2:] == [
        "What it needs in staff, volunteers, money and rooms",
        "How many households its community has",
    ]
    shown = text(response)
    assert "1 method may help" in shown
    elsewhere = f'href="{method.get_absolute_url()}#adopted"'
    assert elsewhere in response.content.decode()
    assert b'id="adopted"' in client.get(method.get_absolute_url()).content
    assert "Why in this place: 56 points" in shown


def test_needs_and_households_are_missed_only_where_they_are_asked_for(client, method):
    response = client.get(f"{FIND}?problem=parking")

    [(answer, _card)] = response.context["answers"]
    assert "Results" in [str(part) for part in answer.missing]
    assert "#adopted" not in response.content.decode()
    assert not any("needs" in str(part) for part in answer.missing)
    assert not any("households" in str(part) for part in answer.missing)


def test_a_record_that_tells_it_misses_nothing_of_it(client):
    WorkMethodFactory(
        published=True,
        title_zh="停车工作法",
        problem_zh="社区有2000户",
        conditions_zh="一间屋子",
    )

    response = client.get(f"{FIND}?problem=parking&size=small&money=little")

    [(answer, _card)] = response.context["answers"]
    missing = [str(part) for part in answer.missing]
    assert "What it needs in staff, volunteers, money and rooms" not in missing
    assert "How many households its community has" not in missing


def test_every_point_of_the_formula_is_told(client, method):
    html = client.get(f"{FIND}?problem=parking").content.decode()

    told = html.split('id="formula"')[1].split("</table>")[0]
    assert re.findall(r'<td class="number">([^<]+)<', told) == [
        *("50", "45", "35", "30", "20", "10", "1 ∕ 2", "0–40", "12", "10", "6"),
        *("4", "4", "−6", "2, ≤ 6", "3", "3"),
    ]


def test_what_speaks_against_a_method_is_shown_apart(client):
    WorkMethodFactory(published=True, title_zh="停车志愿工作法")

    response = client.get(f"{FIND}?problem=parking&volunteers=little")

    [(answer, _card)] = response.context["answers"]
    assert [line.points for line in answer.objections] == [-6]
    assert b'<li class="objection">' in response.content


def test_the_form_keeps_what_was_said(client, method):
    response = client.get(f"{FIND}?problem=parking&q=charging&size=large&rooms=enough")
    html = response.content.decode()

    chosen = re.findall(r'id="(find-[a-z-]+)"[^>]* checked', html)
    assert chosen == [
        "find-problem-parking",
        "find-size-large",
        "find-staff",
        "find-volunteers",
        "find-money",
        "find-rooms-enough",
    ]
    assert ">charging</textarea>" in html


def test_each_part_of_the_question_can_be_taken_away(client, method):
    response = client.get(f"{FIND}?problem=parking&q=charging&place=village")

    assert [chip.remove_url for chip in response.context["chips"]] == [
        f"{FIND}?q=charging&place=village",
        f"{FIND}?problem=parking&place=village",
        f"{FIND}?problem=parking&q=charging",
    ]


def test_empty_fields_of_the_form_lead_to_a_short_address(client, method):
    response = client.get(f"{FIND}?problem=parking&q=&size=&staff=&money=little")

    assert response.status_code == 302
    assert response["Location"] == f"{FIND}?problem=parking&money=little"
    assert client.get(f"{FIND}?q=&size=")["Location"] == FIND


def test_the_address_of_the_answer_is_the_one_way_to_ask(client, method):
    response = client.get(f"{FIND}?money=little&problem=parking&utm_source=x")

    canonical = response.context["canonical_url"]
    assert canonical.endswith(f"{FIND}?problem=parking&money=little")


@pytest.mark.parametrize(
    ("query", "parameter", "shown"),
    [
        ("problem=nonsense", "problem", "nonsense"),
        ("place=%3Cscript%3E", "place", "&lt;script&gt;"),
        ("size=%00", "size", "�"),
        ("residents=x", "residents", "x"),
        ("staff=much", "staff", "much"),
        ("money=1", "money", "1"),
        ("q=a%00b", "q", "a�b"),
        (f"q={'x' * 8_000}", "q", "xxx"),
        ("q=%FF", "q", "�"),
        ("compare=abc", "compare", "abc"),
        ("problem=parking&problem=lifts&problem=safety&problem=rubbish", "problem", ""),
    ],
)
def test_a_bad_value_is_named_and_left_out(client, method, query, parameter, shown):
    response = client.get(f"{FIND}?{query}")

    assert response.status_code == 200
    assert [each.parameter for each in response.context["problems"]] == [parameter]
    message = response.content.decode().split('class="message"')[1][:600]
    assert f"({parameter})" in message
    assert shown in message


def test_thousands_of_parameters_are_refused(client):
    query = "&".join(f"field{number}=1" for number in range(1_100))

    assert client.get(f"{FIND}?{query}").status_code == 400


def test_nothing_found_says_what_to_try(client):
    near = WorkMethodFactory(published=True, title_zh="电梯工作法")
    village = WorkMethodFactory(published=True, summary_zh="村民")

    response = client.get(f"{FIND}?problem=parking&place=village")

    assert response.context["answers"] == []
    assert [
        (each.label, each.url, each.count) for each in response.context["suggestions"]
    ] == [
        ("Without “Problem”", f"{FIND}?place=village", 1),
        (
            "Old buildings without a lift, stairs too hard",
            f"{FIND}?problem=lifts&place=village",
            1,
        ),
    ]
    for each, number in zip(
        response.context["suggestions"], (village.pk, near.pk), strict=True
    ):
        [(_answer, card)] = client.get(each.url).context["answers"]
        assert card.number == number


def test_only_near_ones_are_not_said_to_speak_of_it(client):
    WorkMethodFactory(published=True, themes=[ThemeFactory(slug="service")])

    response = client.get(f"{FIND}?problem=children")

    assert len(response.context["answers"]) == 1
    assert "No method recorded here speaks of this" in text(response)


def test_answers_go_into_comparison_and_booklet(client):
    numbers = [
        WorkMethodFactory(published=True, title_zh="停车工作法").pk for _ in range(6)
    ]
    newest = [str(number) for number in reversed(numbers)]

    context = client.get(f"{FIND}?problem=parking").context

    def methods(url):
        return parse_qs(urlsplit(url).query)["method"]

    assert methods(context["compare_url"]) == newest[:4]
    assert methods(context["booklet_url"]) == newest
    assert client.get(context["compare_url"]).status_code == 200
    assert client.get(context["booklet_url"]).status_code == 200


def test_what_is_chosen_to_compare_stays_with_the_question(client, method):
    other = WorkMethodFactory(published=True, title_zh="停车工作法")
    address = f"{FIND}?problem=parking&compare={other.pk}"

    response = client.get(address)

    assert [each.title for each in response.context["tray"].methods] == ["停车工作法"]
    added = f"{FIND}?problem=parking&amp;compare={method.pk}&amp;compare={other.pk}"
    assert f'href="{added}#method-{method.pk}"' in response.content.decode()


def test_own_words_are_shown_escaped_and_in_their_language(client):
    WorkMethodFactory(published=True, title_zh="花园工作法")

    html = client.get(f"{FIND}?q=花园%3Cb%3E").content.decode()

    assert '<q lang="zh-Hans">花园</q>' in html
    assert "<b>" not in html.split("</textarea>")[0].split("<textarea")[1]


def test_both_languages_give_the_same_answers(client, method):
    other = client.get("/zh-hans/find/?problem=parking")

    assert other.status_code == 200
    assert [card.number for _answer, card in other.context["answers"]] == [method.pk]


@pytest.mark.parametrize(
    "path", ["/en/", "/en/methods/?q=zzzz", "/en/nonsense/", "/zh-hans/"]
)
def test_other_pages_lead_to_it(client, path):
    language = path.split("/")[1]

    assert f'href="/{language}/find/'.encode() in client.get(path).content


def test_an_empty_list_hands_its_search_on(client):
    html = client.get("/en/methods/?q=zzzz").content.decode()

    assert 'href="/en/find/?q=zzzz"' in html


def test_it_is_in_the_site_map_and_its_questions_are_not_crawled(client):
    assert b"/en/find/<" in client.get("/sitemap.xml").content
    assert "Disallow: /*/find/?" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("count", [1, 100])
def test_a_page_of_answers_costs_the_same_with_any_number(
    client, count, know_the_version
):
    for _ in range(count):
        WorkMethodFactory(published=True, title_zh="停车工作法", summary_zh="车位")
    know_the_version()

    counted = {
        query: queries(client, query)
        for query in (
            "",
            "?problem=parking",
            "?problem=parking&q=共享&place=village&size=small&money=little",
            "?problem=safety&q=zzzz&place=village",
        )
    }

    assert list(counted.values()) == [0, 10, 10, 8]


def queries(client, query):
    CARDS.empty()
    kept_pages.PAGES.empty()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(FIND + query).status_code == 200
    return len(captured)


def test_a_page_that_was_asked_for_is_kept(client, method, know_the_version):
    know_the_version()
    first = client.get(f"{FIND}?problem=parking")

    with CaptureQueriesContext(connection) as captured:
        again = client.get(f"{FIND}?problem=parking")

    assert len(captured) == 0
    assert again.content == first.content
