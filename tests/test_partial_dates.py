import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from catalogue.partial_dates import partial_date_text, validate_partial_date


@pytest.mark.parametrize("value", ["2018", "2018-03", "2018-03-13", "2020-02-29"])
def test_year_month_and_day_are_dates(value):
    validate_partial_date(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "18",
        "2018-3",
        "2018-13",
        "2018-02-30",
        "2019-02-29",
        "2018/03",
        "2018-03-",
        "0000",
    ],
)
def test_other_forms_and_days_that_do_not_exist_are_refused(value):
    with pytest.raises(ValidationError):
        validate_partial_date(value)


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        ("", "", ""),
        ("2018", "2018", "2018年"),
        ("2018-03", "March 2018", "2018年3月"),
        ("2018-12-03", "3 December 2018", "2018年12月3日"),
    ],
)
def test_date_is_written_no_more_precisely_than_it_is_known(value, english, chinese):
    with translation.override("en"):
        assert partial_date_text(value) == english
    with translation.override("zh-hans"):
        assert partial_date_text(value) == chinese
