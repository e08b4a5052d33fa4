import pytest
from django.http import QueryDict
from django.urls import reverse

from catalogue.methods.search.index import index_all_methods
from catalogue.public.filters import WorkMethodFilter
from tests.methods.factories import ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory, real_province

pytestmark = pytest.mark.django_db


def find(*searches):
    query = QueryDict(mutable=True)
    query.setlist("q", searches)
    filterset = WorkMethodFilter(query)
    assert filterset.parameters.problems == ()
    return [method.title_zh for method in filterset.qs]


@pytest.fixture
def junmen():
    return WorkMethodFactory(
        published=True,
        title_zh="军门社区“13335”工作法（试行）",
        title_en="Junmen method",
        summary_zh="以“三个如何”为目标",
        summary_en="Aims at 100% of the three_hows",
        themes=[ThemeFactory(name_zh="社区协商", name_en="Consultation")],
        community=CommunityFactory(
            name="军门社区",
            pinyin="junmen",
            street__name_zh="东街街道",
            street__name_en="Dongjie Street",
            street__county__name_zh="鼓楼区",
            street__county__province=real_province("fujian"),
        ),
    )


@pytest.mark.parametrize(
    "search",
    [
        "军门",
        "门",
        "13335",
        "１３３３５",
        "JUNMEN",
        "三个如何",
        "three_hows",
        "100%",
        "东街",
        "dongjie",
        "鼓楼",
        "福建",
        "Fujian",
        "协商",
        "consult",
        "junm",
        "（试行）",
        "军门 协商 鼓楼 13335",
        "　军门　13335　",
    ],
)
def test_a_method_is_found_by_its_words_places_and_themes(junmen, search):
    WorkMethodFactory(published=True, title_zh="别的工作法")

    assert find(search) == [junmen.title_zh]


@pytest.mark.parametrize(
    "search",
    [
        "军门 无此词",
        "_",
        "%",
        "\\",
        "'; DROP TABLE methods_workmethod; --",
        "三%何",
        "unmen1",
    ],
)
def test_a_word_that_is_not_there_finds_nothing(junmen, search):
    other = WorkMethodFactory(published=True, title_zh="别的工作法")
    found = find(search)

    # The one summary with an underscore and a percent sign may answer to those.
    assert other.title_zh not in found
    assert found in ([], [junmen.title_zh] if search in "_%" else [])


def test_several_searches_widen(junmen):
    other = WorkMethodFactory(published=True, title_zh="别的工作法")

    assert sorted(find("军门", "别的")) == sorted([junmen.title_zh, other.title_zh])


def test_titles_come_before_summaries():
    in_title = WorkMethodFactory(published=True, title_zh="议事厅工作法")
    in_summary = WorkMethodFactory(
        published=True, title_zh="新工作法", summary_zh="小院议事厅"
    )

    assert find("议事厅") == [in_title.title_zh, in_summary.title_zh]


def test_contacts_are_not_searched():
    WorkMethodFactory(
        published=True, contact_name="联系人张三", contact_phone="13800000"
    )

    assert find("张三") == find("138000") == []


def test_a_draft_is_not_found():
    WorkMethodFactory(title_zh="军门社区工作法")

    assert find("军门") == []


def test_equally_worthy_hits_stand_the_newest_first():
    older = WorkMethodFactory(published=True, title_zh="议事厅工作法")
    newer = WorkMethodFactory(published=True, title_zh="小院议事厅")
    in_problem = WorkMethodFactory(published=True, problem_zh="没有议事厅")

    assert find("议事厅") == [newer.title_zh, older.title_zh, in_problem.title_zh]


def test_page_stands_in_the_order_of_worth(client):
    in_theme = WorkMethodFactory(
        published=True, title_zh="甲", themes=[ThemeFactory(name_zh="停车管理")]
    )
    in_place = WorkMethodFactory(
        published=True, title_zh="乙", community__name="停车场社区"
    )
    in_results = WorkMethodFactory(published=True, title_zh="丙", results_zh="停车")
    index_all_methods()

    page = client.get(reverse("work-method-list"), {"q": "停车"})

    assert [card.number for card in page.context["cards"]] == [
        in_results.pk,
        in_theme.pk,
        in_place.pk,
    ]
