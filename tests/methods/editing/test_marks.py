"""Marked texts on their way through the form and to every reader."""

import io

import pytest
from django.urls import reverse
from docx import Document

from catalogue.methods.models import SearchText, Step, WorkMethod
from tests.accounts.factories import EditorFactory
from tests.methods.editing.test_two_versions import opened, page_of
from tests.methods.factories import StepFactory, WorkMethodFactory

pytestmark = pytest.mark.django_db

MARKED = "需要**人手**：\n- 网格员\n- <b>居民</b>"


def test_pasted_bullets_are_tidied_when_saved(client):
    client.force_login(EditorFactory())
    step = StepFactory(position=1)
    pasted = "•\t入户\r\n•\u00a0议事"

    client.post(
        page_of(step.method),
        opened(client, step.method)
        | {"problem_zh": pasted, "steps-0-action_zh": pasted, "summary_zh": "•\t短"},
    )

    method = WorkMethod.objects.get()
    assert method.problem_zh == "- 入户\n- 议事"
    assert Step.objects.get().action_zh == "- 入户\n- 议事"
    # The summary takes no marks.
    assert method.summary_zh == "•\t短"


def test_text_that_nobody_touched_stays_as_it_is(client):
    client.force_login(EditorFactory())
    method = WorkMethodFactory(problem_zh="•\t入户")

    client.post(page_of(method), opened(client, method) | {"title_zh": "乙"})

    method.refresh_from_db()
    assert method.problem_zh == "•\t入户"


@pytest.mark.parametrize("page", ["work-method-detail", "work-method-print"])
def test_public_pages_show_lists_and_bold(client, page):
    method = WorkMethodFactory(results_zh=MARKED, published=True)
    StepFactory(method=method, action_zh=MARKED)
    address = method.get_absolute_url()
    if page.endswith("print"):
        address = reverse(page, args=[method.pk, method.slug])

    shown = client.get(address).content.decode()

    html = (
        "<p>需要<b>人手</b>：</p>\n"
        "<ul><li>网格员</li><li>&lt;b&gt;居民&lt;/b&gt;</li></ul>"
    )
    assert shown.count(html) == 2
    assert "**" not in shown


def test_check_list_and_search_know_no_marks():
    method = WorkMethodFactory(conditions_zh=MARKED)

    assert [str(line) for line in method.conditions.lines()] == [
        "需要人手：",
        "网格员",
        "<b>居民</b>",
    ]
    assert "需要人手" in SearchText.objects.get(method=method).whole


def test_word_file_has_bold_and_signs_of_lists(client):
    method = WorkMethodFactory(results_zh=MARKED, published=True)
    address = reverse("work-method-word", args=[method.pk, method.slug])

    document = Document(io.BytesIO(client.get(address).content))

    paragraphs = {each.text: each for each in document.paragraphs}
    told = paragraphs["需要人手："]
    assert [(r.text, bool(r.bold)) for r in told.runs] == [
        ("需要", False),
        ("人手", True),
        ("：", False),
    ]
    assert "• 网格员" in paragraphs
