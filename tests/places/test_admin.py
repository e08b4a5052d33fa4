"""The desk's pages for places, asked as a superuser."""

import json

import pytest
from django.db import connection
from django.urls import reverse

from catalogue.accounts.models import User
from catalogue.places.admin import choosing
from catalogue.places.admin.choosing import EstimatedPaginator
from catalogue.places.models import Community, Division, Province, Street
from catalogue.places.models.community import CORPS
from tests.places.factories import (
    CommunityFactory,
    DivisionFactory,
    StreetFactory,
    real_province,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_superuser("editor"))
    return client


@pytest.fixture(autouse=True)
def _plain_http(settings):
    settings.SECURE_SSL_REDIRECT = False


def form(**values):
    empty = {
        "name": "军门社区", "name_en": "", "code": "", "street": "", "county": "",
        "reporting_body": "", "committee_kind": "", "settlement": "",
        "is_active": "on", "pinyin": "", "pinyin_initials": "",
    }  # fmt: skip
    return {**empty, **values}


def suggestions(desk, term, model="workmethod", field="community", app="methods"):
    response = desk.get(
        reverse("admin:autocomplete"),
        {"app_label": app, "model_name": model, "field_name": field, "term": term},
    )
    return [result["text"] for result in json.loads(response.content)["results"]]


@pytest.mark.parametrize("model", ["province", "division", "street", "community"])
@pytest.mark.parametrize("count", [1, 6])
def test_lists_cost_the_same_at_any_length(
    desk, model, count, django_assert_max_num_queries
):
    parent = DivisionFactory(level="prefecture")
    for _ in range(count):
        county = DivisionFactory(province=parent.province, parent=parent)
        CommunityFactory(street__county=county)

    with django_assert_max_num_queries(12):
        response = desk.get(reverse(f"admin:places_{model}_changelist"))

    assert response.status_code == 200


@pytest.mark.parametrize("model", [Province, Division, Street, Community])
def test_every_row_opens(desk, model):
    CommunityFactory(street__county__parent=DivisionFactory(level="prefecture"))
    name = model._meta.model_name

    for row in model.objects.all():
        response = desk.get(reverse(f"admin:places_{name}_change", args=[row.pk]))
        assert response.status_code == 200
    assert desk.get(reverse(f"admin:places_{name}_add")).status_code == 200


def test_loaded_files_are_shown_and_nothing_more(desk, register):
    register.load()

    response = desk.get(reverse("admin:places_registerload_changelist"))

    assert b"communities.csv.gz" in response.content
    assert desk.get(reverse("admin:places_registerload_add")).status_code == 403


def test_county_province_and_body_follow_from_the_street(desk):
    street = StreetFactory()

    desk.post(reverse("admin:places_community_add"), form(street=street.pk))

    community = Community.objects.get()
    assert (community.county, community.province) == (
        street.county,
        street.county.province,
    )
    assert community.reporting_body == community.province
    assert (community.key_stem, community.pinyin) == ("军门", "junmen")


def test_neither_street_nor_county_is_explained(desk):
    response = desk.post(reverse("admin:places_community_add"), form())

    assert "Choose the street or, where none is known, the county." in (
        response.content.decode()
    )
    assert not Community.objects.exists()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"code": "12"}, "A code has twelve digits, or is empty."),
        ({"code": "350102001001"}, "Another community has this code."),
        (
            {"reporting_body": CORPS},
            "A community reports through its province; only in Xinjiang it may be "
            "the Corps.",
        ),
    ],
)
def test_faults_are_explained(desk, values, sentence):
    real_province("xpcc")
    other = CommunityFactory(code="350102001001", is_active=False)

    response = desk.post(
        reverse("admin:places_community_add"), form(street=other.street.pk, **values)
    )

    assert sentence in response.content.decode()
    assert Community.objects.count() == 1


def test_community_of_xinjiang_may_report_through_the_corps(desk):
    real_province("xpcc")
    street = StreetFactory(county__province=real_province("xinjiang"))

    desk.post(
        reverse("admin:places_community_add"),
        form(street=street.pk, reporting_body=CORPS),
    )

    assert Community.objects.get().reporting_body_id == CORPS


def test_namesake_in_the_street_is_told(desk):
    twin = CommunityFactory(name="军门社区居委会", code="350102001001")

    response = desk.post(
        reverse("admin:places_community_add"), form(street=twin.street.pk), follow=True
    )

    assert (
        "The same street has 军门社区居委会, code 350102001001: perhaps the same one."
        in response.content.decode()
    )
    assert Community.objects.count() == 2


def test_a_new_name_makes_a_new_key(desk):
    community = CommunityFactory(name="军门社区")
    url = reverse("admin:places_community_change", args=[community.pk])

    desk.post(
        url,
        form(
            name="草厂村",
            street=community.street.pk,
            code=community.code,
            pinyin=community.pinyin,
            pinyin_initials=community.pinyin_initials,
        ),
    )

    community.refresh_from_db()
    assert (community.name, community.key_stem) == ("草厂村", "草厂")
    assert (community.pinyin, community.pinyin_initials) == ("caochang", "cc")


def test_list_is_searched_like_the_register(desk):
    CommunityFactory(name="军门社区", street__name_zh="东街街道")
    CommunityFactory(name="草厂社区")

    response = desk.get(reverse("admin:places_community_changelist"), {"q": "东街 jm"})

    assert [c.name for c in response.context["cl"].result_list] == ["军门社区"]


def test_null_character_in_the_search_of_the_list_is_refused(desk):
    response = desk.get(reverse("admin:places_community_changelist"), {"q": "a\0"})

    assert "Null characters are not allowed." in response.content.decode()


def test_ended_ones_are_found_by_their_filter(desk):
    CommunityFactory(name="军门社区", is_active=False)
    CommunityFactory(name="军门村", is_active=False, is_virtual=True)

    response = desk.get(
        reverse("admin:places_community_changelist"),
        {"q": "军门社", "is_active__exact": "0"},
    )

    assert [c.name for c in response.context["cl"].result_list] == ["军门社区"]


def test_suggestions_show_the_path(desk):
    county = DivisionFactory(
        province=real_province("fujian"), name_zh="鼓楼区", name_en=""
    )
    street = StreetFactory(county=county, name_zh="东街街道", name_en="")
    CommunityFactory(street=street, name="军门社区")
    CommunityFactory(street=street, name="军门虚拟社区", is_virtual=True)

    community = ["Fujian › Gulou District › Dongjie Street › Junmen Community"]
    assert suggestions(desk, "军门", "community", "merged_into", "places") == community
    assert suggestions(desk, "", "community", "merged_into", "places") == community
    assert suggestions(desk, "东街", "community", "street", "places") == [
        "Fujian › Gulou District › Dongjie Street"
    ]
    assert suggestions(desk, "福建 gl", "community", "county", "places") == [
        "Fujian › Gulou District"
    ]


@pytest.mark.parametrize("term", ["\0", "军" * 10_000, "%", "'", "\\"])
@pytest.mark.parametrize("field", ["merged_into", "street", "county"])
def test_hostile_terms_suggest_nothing_wrong(desk, field, term):
    CommunityFactory(name="军门社区")

    assert len(suggestions(desk, term, "community", field, "places")) <= 1


def test_places_that_others_refer_to_cannot_be_deleted(desk):
    community = CommunityFactory()
    free = StreetFactory(county=community.county)

    for row in (community.street, community.county, community.province):
        name = row._meta.model_name
        url = reverse(f"admin:places_{name}_delete", args=[row.pk])
        assert desk.post(url, {"post": "yes"}).status_code == 403
    url = reverse("admin:places_street_delete", args=[free.pk])
    desk.post(url, {"post": "yes"})
    assert not Street.objects.filter(pk=free.pk).exists()


def test_long_lists_take_the_planners_count(monkeypatch):
    CommunityFactory.create_batch(2)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE places_community")
    CommunityFactory()
    rows = Community.objects.all()

    assert EstimatedPaginator(rows, 50).count == 3
    monkeypatch.setattr(choosing, "_COUNTED_AT_MOST", 1)
    assert EstimatedPaginator(rows, 50).count == 2
    assert EstimatedPaginator(rows.exclude(code=""), 50).count == 3
