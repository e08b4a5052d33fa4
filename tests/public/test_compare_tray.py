"""What is chosen to be compared stands in the address, and nowhere else."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.methods.models import WorkMethod
from tests.methods.factories import ThemeFactory, WorkMethodFactory
from tests.places.factories import real_province

pytestmark = pytest.mark.django_db

LIST = "/en/methods/"


@pytest.fixture
def methods():
    """Five methods of one theme, the newest last."""
    fujian = real_province("fujian")
    theme = ThemeFactory(slug="culture")
    return [
        WorkMethodFactory(
            published=True,
            title_en=f"Method <{n}>",
            themes=[theme],
            community__street__county__province=fujian,
        )
        for n in range(5)
    ]


def query(*numbers):
    return "&".join(f"compare={number}" for number in sorted(numbers))


def card_of(page, method):
    return next(each for each in page.context["cards"] if each.number == method.number)


def links(page):
    return [unescape(each) for each in re.findall(r'href="([^"]*)"', page)]


def test_a_plain_list_leads_to_plain_addresses(client, methods):
    page = client.get(LIST)
    card = card_of(page, methods[0])

    assert card.query == ""
    assert f'href="{card.url}"' in card.html
    assert page.context["tray"] is None


@pytest.mark.parametrize("asked", ["theme=culture", "order=title", "q=method"])
def test_a_card_knows_the_list_it_stands_in(client, methods, asked):
    card = card_of(client.get(f"{LIST}?{asked}&page=1"), methods[0])

    assert card.query == f"?{asked}"
    assert f'href="{card.url}?{asked}"' in card.html


def test_the_page_of_a_theme_gives_the_list_of_it(client, methods):
    card = card_of(client.get("/en/themes/culture/"), methods[0])

    assert card.query == "?theme=culture"


def test_a_card_offers_to_add_its_method_and_stays_where_it_is(client, methods):
    one, other = methods[:2]

    page = client.get(f"{LIST}?theme=culture&compare={other.number}")
    card = card_of(page, one)

    assert card.choice.url == (
        f"{LIST}?theme=culture&{query(one.number, other.number)}#method-{one.number}"
    )
    assert f'id="method-{one.number}"' in card.html
    assert (
        'rel="nofollow">Add to the comparison <span class="visually-hidden" lang="en">'
        "Method &lt;0&gt;</span></a>" in card.html
    )


def test_a_chosen_card_offers_to_take_its_method_out(client, methods):
    one, other = methods[:2]

    page = client.get(f"{LIST}?{query(one.number, other.number)}")
    card = card_of(page, one)

    assert card.choice.url == f"{LIST}?compare={other.number}#method-{one.number}"
    assert "Take out of the comparison" in card.html
    assert ">Compare 2 methods</a>" in card.html


def test_once_four_are_chosen_no_card_offers_a_fifth(client, methods):
    *chosen, fifth = methods

    page = client.get(f"{LIST}?{query(*(each.number for each in chosen))}")

    assert card_of(page, fifth).choice is None
    assert "card-choice" not in card_of(page, fifth).html
    assert card_of(page, chosen[0]).choice.is_chosen


def test_the_tray_names_what_is_chosen_and_leads_on(client, methods):
    one, other = methods[:2]
    chosen = query(one.number, other.number)

    page = client.get(f"{LIST}?theme=culture&{chosen}")
    tray = page.context["tray"]

    assert [(each.title, each.url, each.remove_url) for each in tray.methods] == [
        (
            "Method <0>",
            f"{one.get_absolute_url()}?theme=culture&{chosen}",
            f"{LIST}?theme=culture&compare={other.number}",
        ),
        (
            "Method <1>",
            f"{other.get_absolute_url()}?theme=culture&{chosen}",
            f"{LIST}?theme=culture&compare={one.number}",
        ),
    ]
    assert tray.compare_url == (
        f"/en/methods/compare/?method={one.number}&method={other.number}"
    )
    assert tray.clear_url == f"{LIST}?theme=culture"
    assert "Method <" not in page.content.decode()


def test_with_one_chosen_the_tray_asks_for_another(client, methods):
    page = client.get(f"{LIST}?compare={methods[0].number}")

    assert page.context["tray"].compare_url == ""
    assert "Choose another one to compare." in page.content.decode()


def test_every_link_of_the_list_keeps_the_choice(client, methods):
    chosen = query(methods[0].number, methods[1].number)

    page = client.get(f"{LIST}?theme=culture&q=method&{chosen}").content.decode()
    content = page[page.index("<main") : page.index("</main>")]
    # The choice itself may be changed, and files do not depend on it.
    changing = re.compile(r"/compare/|export\.|feed\.|booklet")
    lost = [
        link
        for link in links(
            re.sub(
                r'<section class="compare-tray.*?</section>', "", content, flags=re.S
            )
        )
        if urlsplit(link).path.startswith(LIST)
        and "compare=" not in link
        and not changing.search(link)
    ]

    assert lost == []
    assert f'name="compare" value="{methods[0].number}"' in content


def test_files_and_canonical_addresses_know_nothing_of_the_choice(client, methods):
    response = client.get(f"{LIST}?theme=culture&compare={methods[0].number}")

    assert response.context["canonical_url"] == f"http://testserver{LIST}?theme=culture"
    assert response.context["list_query"] == "?theme=culture"
    assert client.get(f"{LIST}export.csv?compare=1").status_code == 400
    assert client.get("/api/v1/methods/?compare=1").status_code == 400


@pytest.mark.parametrize("path", [LIST, "/en/themes/culture/"])
def test_what_cannot_be_compared_is_named(client, methods, path):
    WorkMethod.objects.filter(pk=methods[1].pk).update(status="withdrawn")

    response = client.get(
        f"{path}?compare=x&{query(methods[0].number, methods[1].number)}"
    )
    text = response.content.decode()

    assert response.status_code == 200
    assert [each.title for each in response.context["tray"].methods] == ["Method <0>"]
    assert (
        "Comparison (compare): no such value, left out: “x”, "
        f"“{methods[1].number}”" in text
    )


@pytest.mark.parametrize("path", ["/en/themes/culture/", "/en/provinces/fujian/"])
def test_other_lists_keep_the_choice_too(client, methods, path):
    response = client.get(f"{path}?compare={methods[0].number}")

    assert response.context["tray"].clear_url == path
    assert response.context["canonical_url"] == f"http://testserver{path}"
    assert card_of(response, methods[1]).choice.url == (
        f"{path}?{query(methods[0].number, methods[1].number)}"
        f"#method-{methods[1].number}"
    )


def test_a_choice_costs_one_query(client, methods, know_the_version):
    know_the_version()
    client.get(LIST)

    with CaptureQueriesContext(connection) as captured:
        client.get(f"{LIST}?{query(*(each.number for each in methods[:4]))}")

    assert len(captured) == 1


def test_pages_with_a_choice_are_not_kept(client, methods, know_the_version):
    know_the_version()

    for _ in range(2):
        response = client.get(f"{LIST}?compare={methods[0].number}")

    assert not response.has_header("ETag")
    assert client.get(LIST).has_header("ETag")
