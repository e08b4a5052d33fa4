import pytest

from catalogue.methods.models import WorkMethod
from catalogue.methods.number_names import number_names, spellings
from catalogue.public.related import related
from tests.methods.factories import ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("军门社区“13335”工作法", {"13335"}),
        ("“一三五”工作法（党建共享家）", {"135"}),
        ("六三一工作法", {"631"}),
        ("１２５工作法", {"125"}),
        ("五心工作法", {"五心"}),
        ("一核三精五联工作法", {"三精", "五联"}),
        ("三认四提四知网格工作法", {"三认", "四提", "四知"}),
        ("“一线工作法”", set()),
        ("2018年工作法", set()),
        ("第三年工作法", set()),
        ("天天敲门十八法", set()),
        ("翠竹园社区工作法", set()),
        ("", set()),
    ],
)
def test_numbers_that_name_a_method(title, names):
    assert number_names(title) == names


def test_titles_may_write_a_number_in_either_way():
    assert spellings(["135"]) == ["135", "一三五"]
    assert spellings(["五心"]) == ["五心"]


def reasons(method):
    return [(card.number, card.note) for card in related(method)]


@pytest.mark.django_db
def test_the_nearest_stand_first_with_the_reason_why():
    theme = ThemeFactory()
    village = CommunityFactory(settlement="village")
    method = WorkMethodFactory(
        published=True, title_zh="“135”工作法", community=village, themes=[theme]
    )
    same_theme = WorkMethodFactory(published=True, themes=[theme])
    same_place = WorkMethodFactory(
        published=True, community__settlement="village", themes=[theme]
    )
    same_number = WorkMethodFactory(published=True, title_zh="一三五工作法")
    neighbour = WorkMethodFactory(published=True, community=village)
    WorkMethodFactory(published=True, title_zh="“3135”工作法")
    WorkMethodFactory(published=True)

    assert reasons(method) == [
        (neighbour.number, "same community"),
        (same_number.number, "same number in the name: 135"),
        (same_place.number, "same theme, same kind of place"),
        (same_theme.number, "same theme"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "status", [each for each in WorkMethod.Status.values if each != "published"]
)
def test_what_is_not_published_is_related_to_nothing(status):
    method = WorkMethodFactory(published=True, title_zh="“135”工作法")
    WorkMethodFactory(status=status, title_zh="“135”之二", community=method.community)

    assert related(method) == []
