import pytest
from django.http import QueryDict

from catalogue.public.parameters import MethodParameters, Problem, read_parameters

NAMES = {
    "outcome": {"selected": "Selected", "none": "Selection not proven"},
    "theme": {"culture": "Culture", "service": "Service"},
    "region": {"east": "East"},
    "province": {"fujian": "Fujian"},
    "kind": {"comprehensive": "Comprehensive"},
    "round": {"national-2018": "2018"},
    "settlement": {"village": "village"},
    "characteristic": {"systemic": "Systemic"},
    "community": {"12": "军门社区"},
}


PUBLISHED = {12, 34, 56, 78, 90}


def read(query):
    return read_parameters(QueryDict(query), NAMES, PUBLISHED)


def test_valid_values_are_kept_in_one_order_and_once():
    parameters = read("theme=service&order=title&q=a&theme=culture&theme=service")

    assert parameters.values == {"q": ("a",), "theme": ("service", "culture")}
    assert parameters.order == "title"
    assert parameters.problems == ()
    assert parameters.query_string(page=3) == (
        "?q=a&theme=culture&theme=service&order=title&page=3"
    )


def test_empty_values_say_nothing():
    parameters = read("theme=&q=&order=&province=&page=")

    assert parameters == MethodParameters()
    assert parameters.query_string() == ""


def test_an_unknown_value_is_named_and_left_out_and_the_others_apply():
    parameters = read("theme=nonsense&theme=culture&region=north")

    assert parameters.values == {"theme": ("culture",)}
    assert parameters.problems == (
        Problem("theme", "Theme (theme): no such value, left out: “nonsense”"),
        Problem("region", "Region (region): no such value, left out: “north”"),
    )


def test_a_parameter_of_another_program_is_passed_over():
    assert read("utm_source=x&format=json") == MethodParameters()


@pytest.mark.parametrize(
    "value",
    ["a%00b", "%01", "a%7F", "%FF%FE", "%ED%A0%80", "x" * 201, "+a" * 13],
    ids=["nul", "control", "delete", "not-utf-8", "surrogate", "long", "many-words"],
)
def test_a_search_that_cannot_be_read_is_left_out(value):
    parameters = read(f"q={value}&theme=culture")

    assert parameters.values == {"theme": ("culture",)}
    assert [problem.parameter for problem in parameters.problems] == ["q"]


def test_a_search_loses_invisible_signs_and_doubled_spaces():
    parameters = read("q=%EF%BB%BFcourt%E2%80%8Byard%20%0A%E3%80%80council")

    assert parameters["q"] == ("courtyard council",)
    assert parameters.problems == ()


def test_of_many_searches_the_first_five_count_and_the_rest_is_named():
    parameters = read("&".join(f"q=word{n}" for n in range(9)))

    assert parameters["q"] == tuple(f"word{n}" for n in range(5))
    assert [problem.parameter for problem in parameters.problems] == ["q"]


def test_a_message_quotes_a_hostile_value_short_and_printable():
    parameters = read("theme=" + "%E2%80%AE%00" + "y" * 5_000)

    message = str(parameters.problems[0])
    assert "��yyy" in message
    assert len(message) < 120


def test_a_message_quotes_no_more_than_five_values():
    parameters = read("&".join(f"theme=t{n}" for n in range(900)))

    (problem,) = parameters.problems
    assert problem.message.count("“") == 5
    assert problem.message.endswith(" …")


@pytest.mark.parametrize(
    ("query", "order"),
    [("", "newest"), ("q=a", "relevance"), ("q=a&order=title", "title")],
)
def test_a_search_is_ordered_by_relevance_and_a_list_by_age(query, order):
    assert read(query).effective_order == order


def test_toggling_takes_out_what_is_in_and_puts_in_what_is_not():
    parameters = read("theme=culture&region=east")

    assert parameters.toggled("theme", "culture").query_string() == "?region=east"
    assert parameters.toggled("theme", "service").query_string() == (
        "?theme=culture&theme=service&region=east"
    )


def test_the_form_keeps_what_it_has_no_field_for():
    parameters = read("q=a&q=b&community=12&order=title&theme=culture")

    assert parameters.hidden_fields() == [
        ("q", "b"),
        ("community", "12"),
        ("order", "title"),
    ]


def test_methods_to_compare_are_carried_and_narrow_nothing():
    parameters = read("compare=34&theme=culture&compare=12&compare=34")

    assert parameters.compared == (34, 12)
    assert parameters.values == {"theme": ("culture",)}
    assert parameters.problems == ()
    assert parameters.query_string(page=2) == (
        "?theme=culture&compare=12&compare=34&page=2"
    )
    assert parameters.toggled("theme", "culture").query_string() == (
        "?compare=12&compare=34"
    )
    assert parameters.hidden_fields() == [("compare", "12"), ("compare", "34")]
    assert parameters.comparing([]).query_string() == "?theme=culture"
    assert parameters.comparing_alone().query_string() == "?compare=12&compare=34"
    assert "compare" not in parameters.data()


@pytest.mark.parametrize(
    "value", ["abc", "0", "-12", "13", "99999999999999999999", "%00", "%D9%A1", "1e1"]
)
def test_what_is_no_published_method_is_not_compared(value):
    parameters = read(f"compare={value}&compare=12")

    assert parameters.compared == (12,)
    assert [problem.parameter for problem in parameters.problems] == ["compare"]


def test_a_fifth_method_is_not_compared():
    parameters = read("&".join(f"compare={n}" for n in (90, 12, 34, 56, 78)))

    assert parameters.compared == (90, 12, 34, 56)
    assert parameters.problems == (
        Problem(
            "compare",
            "Comparison (compare): at most 4 are compared, left out: 78",
        ),
    )


@pytest.mark.parametrize(
    "query",
    ["", "province=fujian", "q=a+b&region=east&province=fujian&kind=x&order=title"],
)
def test_many_values_are_toggled_as_one_is(query):
    parameters = read(query)
    toggled = parameters.toggling("province")

    for value in ("fujian", "hubei"):
        assert toggled(value) == parameters.toggled("province", value).query_string()
