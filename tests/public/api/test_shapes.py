"""What the API answers is what its schema says, field by field."""

import datetime

import jsonschema
import pytest

from catalogue.public.api import examples
from catalogue.rounds.models import Notice, SelectionRound
from tests.methods.factories import ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory, real_province
from tests.practice.factories import PromotionFactory
from tests.rounds.factories import (
    NoticeFactory,
    ProvincialReturnFactory,
    SelectionRoundFactory,
)

pytestmark = pytest.mark.django_db

API = "/api/v1/"
LISTS = {
    "methods/": "PaginatedMethodList",
    "provinces/": "PaginatedProvinceList",
    "communities/": "PaginatedCommunityList",
    "rounds/": "PaginatedRoundList",
    "promotions/": "PaginatedPromotionList",
    "themes/": "PaginatedThemeList",
}


def get(client, path):
    response = client.get(API + path)
    assert (path, response.status_code) == (path, 200)
    assert response["Content-Type"] == "application/json"
    return response.json()


def validator(client, name):
    """A judge of answers; OpenAPI 3.0 says nullable where JSON Schema says null."""
    schema = _with_null(get(client, "schema/"))
    part = {"$ref": f"#/components/schemas/{name}"}
    return jsonschema.Draft202012Validator({**schema, **part})


def _with_null(part):
    if isinstance(part, list):
        return [_with_null(each) for each in part]
    if not isinstance(part, dict):
        return part
    plain = {name: _with_null(value) for name, value in part.items()}
    if "properties" in plain and "type" in plain:
        plain["additionalProperties"] = False
    if plain.pop("nullable", False):
        return {"anyOf": [plain, {"type": "null"}]}
    return plain


@pytest.fixture
def catalogue(whole_method):
    bare = WorkMethodFactory(published=True)
    announced = SelectionRound.objects.get(slug="national-2018")
    NoticeFactory(selection_round=announced)
    ProvincialReturnFactory(selection_round=announced, selected=1)
    PromotionFactory(
        published=True,
        begins_on="2018-12-13",
        begins_at=datetime.time(9, 30),
        reporting_body=bare.reporting_body,
        province=bare.reporting_body,
        community=bare.community,
        division=bare.community.county,
        serving=[bare, announced],
    )
    PromotionFactory(published=True)
    return whole_method, bare


@pytest.mark.parametrize("path", LISTS)
def test_lists_have_the_shape_of_the_schema(client, catalogue, path):
    page = get(client, path)

    assert [*page] == ["count", "next", "previous", "results"]
    assert page["count"] == len(page["results"]) > 0
    assert [*validator(client, LISTS[path]).iter_errors(page)] == []


@pytest.mark.parametrize(
    ("name", "example"),
    [
        ("Method", examples.METHOD),
        ("Province", examples.PROVINCE),
        ("Community", examples.COMMUNITY),
        ("Round", examples.ROUND),
        ("Promotion", examples.PROMOTION),
        ("Theme", examples.THEME),
    ],
)
def test_examples_have_the_shape_of_the_schema(client, name, example):
    assert [*validator(client, name).iter_errors(example)] == []


def test_a_method_has_all_that_the_contract_names(client, whole_method):
    method = get(client, f"methods/{whole_method.number}/")

    assert {
        "number": whole_method.number,
        "url": f"http://testserver{whole_method.get_absolute_url()}",
        "title_zh": "军门社区工作法",
        "title_en": "Junmen method",
        "summary_zh": "为民服务",
        "summary_en": "Service",
        "kind": "comprehensive",
        "themes": ["service"],
        "characteristics": ["operable"],
        "reporting_body": {
            "slug": "fujian",
            "name_zh": "福建省",
            "name_en": whole_method.reporting_body.name_en,
        },
        "round": "national-2018",
        "outcome": "model",
        "is_demo": False,
    }.items() <= method.items()
    assert method["community"] == {
        "number": whole_method.community.number,
        "name": "军门社区",
        "code": "350102004001",
        "path": "福建 › 鼓楼区 › 东街街道 › 军门社区",
        "path_en": method["community"]["path_en"],
    }
    path_en = method["community"]["path_en"]
    assert path_en.startswith("Fujian › Gulou District › Dongjie Street › ")
    assert method["published_at"].endswith("+08:00")
    assert [each["title_zh"] for each in method["steps"]] == ["听", "办"]
    assert method == get(client, "methods/")["results"][0]


def test_what_is_not_known_is_null_or_empty(client):
    method = WorkMethodFactory(published=True, title_en="", is_demo=True)

    answer = get(client, f"methods/{method.number}/")

    assert {
        "title_en": "",
        "kind": None,
        "themes": [],
        "characteristics": [],
        "settlement": None,
        "round": None,
        "outcome": "none",
        "rounds": [],
        "year_begun": None,
        "is_demo": True,
    }.items() <= answer.items()


def test_only_published_methods_announced_results_and_no_contacts(
    client, whole_method, unpublished
):
    NoticeFactory(
        selection_round=SelectionRound.objects.get(slug="judged"),
        role=Notice.Role.RESULT,
        title_zh="结果通知",
    )
    SelectionRoundFactory(slug="prepared", title_zh="筹备中")
    judged = SelectionRound.objects.get(slug="judged")
    ProvincialReturnFactory(selection_round=judged, source="密")
    SelectionRound.objects.filter(pk=judged.pk).update(
        official_selected=77, announced_on="2030"
    )

    text = "".join(client.get(API + path).content.decode() for path in LISTS)
    rounds = {each["slug"]: each for each in get(client, "rounds/")["results"]}

    for secret in ("秘而不宣", "Secret", "张三", "12345678", "结果通知", "筹备中"):
        assert secret not in text
    assert get(client, "methods/")["count"] == 1
    assert {*rounds} == {"judged", "national-2018"}
    assert rounds["judged"]["official_selected"] is None
    assert rounds["judged"]["announced_on"] == ""
    assert rounds["judged"]["returns"] == []
    for method in unpublished:
        assert client.get(f"{API}methods/{method.number}/").status_code == 404


def test_provinces_are_all_there_in_the_official_order(client):
    for slug in ("xinjiang", "beijing", "taiwan", "xpcc"):
        real_province(slug)

    provinces = get(client, "provinces/")["results"]

    assert {each["slug"]: each["is_reporting_body"] for each in provinces} == {
        "beijing": True,
        "xinjiang": True,
        "xpcc": True,
        "taiwan": False,
    }
    assert provinces[0]["slug"] == "beijing"


def test_fictions_of_the_register_are_no_communities(client):
    community = CommunityFactory(name="军门社区")
    CommunityFactory(name="虚拟社区", is_virtual=True)

    assert [each["number"] for each in get(client, "communities/")["results"]] == [
        community.number
    ]


def test_themes_stand_in_the_order_of_the_site(client):
    ThemeFactory(slug="b", sort_order=1)
    ThemeFactory(slug="a", sort_order=2)

    assert [each["slug"] for each in get(client, "themes/")["results"]] == ["b", "a"]
