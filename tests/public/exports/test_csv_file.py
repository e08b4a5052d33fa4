import csv
import io

import pytest
from django.utils.timezone import localdate, localtime

from tests.methods.factories import WorkMethodFactory
from tests.public.exports.reading import content, csv_records, csv_rows

pytestmark = pytest.mark.django_db


def test_csv_begins_with_a_byte_order_mark_and_ends_lines_as_excel_does(
    client, whole_method
):
    response = client.get("/en/methods/export.csv")
    file = content(response)

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert (
        response["Content-Disposition"]
        == f'attachment; filename="methods-{localdate().isoformat()}.csv"'
    )
    assert file.startswith(b"\xef\xbb\xbfNumber,Web address,Chinese title,")
    assert file.endswith(b"\r\n")


def test_csv_tells_all_that_is_public_of_a_method(client, whole_method):
    method = whole_method
    community = method.community

    assert csv_records(client) == [
        {
            "Number": str(method.number),
            "Web address": f"http://testserver{method.get_absolute_url()}",
            "Chinese title": "军门社区工作法",
            "English title": "Junmen method",
            "Chinese summary": "为民服务",
            "English summary": "Service",
            "Kind": "Comprehensive",
            "Themes": "Service",
            "Characteristics": "Operable",
            "Problem in Chinese": "停车难",
            "Problem in English": "",
            "Conditions in Chinese": "",
            "Conditions in English": "",
            "Steps in Chinese": "1. 听 – 听居民说\n2. 办",
            "Steps in English": "2. Act\n   Who: All",
            "Results in Chinese": "",
            "Results in English": "",
            "Cautions in Chinese": "",
            "Cautions in English": "",
            "Year begun": "2014",
            "Reporting body": method.reporting_body.name_en,
            "Code word of the reporting body": "fujian",
            "Province": method.reporting_body.name_en,
            "City or prefecture": "",
            "County or district": "Gulou District",
            "Street or town": "Dongjie Street",
            "Community": community.local_name_en,
            "Number of the community": str(community.number),
            "Code of the community": "350102004001",
            "Settlement": "large city",
            "Outcome": "Model method",
            "Rounds and outcomes": "Round of 2018: Model method",
            "Communities that work by it": "0",
            "Learnt from method": "",
            "Gave rise to method": "",
            "Still in use": "Not asked yet",
            "Last confirmed in use on": "",
            "Sources": "福建日报; 军门; https://example.org/1",
            "Demonstration record": "FALSE",
            "Published at": f"{localtime(method.published_at):%Y-%m-%d %H:%M:%S}",
            "Changed at": f"{localtime(method.updated_at):%Y-%m-%d %H:%M:%S}",
        }
    ]


def test_headings_and_names_are_in_the_language_of_the_address(client, whole_method):
    english, chinese = csv_rows(client), csv_rows(client, language="zh-hans")

    assert len(english[0]) == len(set(english[0])) == len(chinese[0])
    assert whole_method.reporting_body.name_zh in chinese[1]
    assert "东街街道" in chinese[1]
    assert chinese[1][english[0].index("Chinese title")] == "军门社区工作法"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1",
        " =1+1",
        "＝1＋1",
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://example.org","x")',
        "'=1",
    ],
)
def test_no_text_can_run_and_every_text_can_be_had_back(client, text):
    WorkMethodFactory(published=True, title_en=text, summary_zh=text)

    [record] = csv_records(client)

    assert record["English title"] == record["Chinese summary"] == "'" + text
    assert record["English title"].removeprefix("'") == text


def test_a_text_may_hold_quotes_commas_and_lines(client):
    text = 'He said "yes", then\nleft; 然后\r\n走了'
    WorkMethodFactory(published=True, summary_en=text)

    assert csv_records(client)[0]["English summary"] == text


def test_nothing_that_is_not_public_is_in_the_file(client, whole_method, unpublished):
    text = content(client.get("/en/methods/export.csv")).decode()

    for secret in ("秘而不宣", "Secret", "张三", "12345678", "Judged round"):
        assert secret not in text
    assert len([*csv.reader(io.StringIO(text))]) == 2


def test_a_demonstration_record_says_so(client):
    WorkMethodFactory(published=True, is_demo=True)

    assert csv_records(client)[0]["Demonstration record"] == "TRUE"
