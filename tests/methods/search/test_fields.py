import pytest

from catalogue.methods.search.fields import worthiest_fields
from catalogue.methods.search.index import index_methods
from catalogue.methods.search.lexemes import Unit, Word
from tests.methods.factories import StepFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title_zh": "停车工作法", "summary_zh": "停车"}, "title"),
        ({"summary_zh": "缓解停车难", "problem_zh": "停车"}, "summary"),
        ({"problem_zh": "停车难"}, "problem"),
        ({"results_zh": "停车有序"}, "results"),
        ({"conditions_zh": "要有停车的地方"}, "conditions"),
        ({"cautions_zh": "停车不收费"}, "conditions"),
    ],
)
def test_the_worthiest_field_that_holds_a_word_is_told(values, field):
    method = WorkMethodFactory(**values)

    assert worthiest_fields([[Unit("停车")]]) == [{method.pk: field}]


def test_steps_are_a_field():
    method = StepFactory(action_zh="划出停车位").method
    index_methods([method.pk])

    assert worthiest_fields([[Unit("停车")]]) == [{method.pk: "steps"}]


def test_each_group_is_answered_by_itself_and_one_word_is_enough():
    parking = WorkMethodFactory(title_zh="停车工作法")
    both = WorkMethodFactory(summary_zh="停车与垃圾")
    other = WorkMethodFactory(title_zh="其他工作法")

    found = worthiest_fields([[Unit("车位"), Unit("停车")], [Unit("垃圾")]])

    assert found == [{parking.pk: "title", both.pk: "summary"}, {both.pk: "summary"}]
    assert other.pk not in found[0]


def test_an_exact_word_finds_no_longer_one_and_a_searched_word_does():
    method = WorkMethodFactory(title_en="Elders mediate")

    assert worthiest_fields([[Unit("elder")]]) == [{}]
    found = worthiest_fields([[Word("elder", is_alone=True)]])
    assert found == [{method.pk: "title"}]


def test_a_village_is_known_by_the_kind_of_its_community():
    village = WorkMethodFactory(community=CommunityFactory(name="柏林寺村"))
    WorkMethodFactory(community=CommunityFactory(name="军门社区"))

    assert worthiest_fields([[Unit("village")]]) == [{village.pk: "community"}]


def test_any_number_of_groups_is_one_query(django_assert_num_queries):
    WorkMethodFactory()

    with django_assert_num_queries(1):
        worthiest_fields([[Unit("停车"), Unit("parking")]] * 30)
    with django_assert_num_queries(0):
        assert worthiest_fields([]) == []
