"""A reviewer at work in a real browser: keys, keeping, two windows.

The fixtures fail a test when a page breaks the policy or a script throws.
"""

import pytest

from catalogue.rounds.models import Assignment, Review, SelectionRound
from tests.browser.desk import sign_in
from tests.rounds.course import Course

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def under():
    return Course().to(SelectionRound.State.INDEPENDENT_REVIEW)


@pytest.fixture
def review_page(page, under):
    """The page of a reviewer's first submission."""
    assignment = Assignment.objects.order_by("pk").first()
    sign_in(page, assignment.reviewer.account)
    page.get_by_role("link", name="My reviews").click()
    # Keys and keeping are there with the page's script, not with its first words.
    with page.expect_navigation(wait_until="load"):
        page.locator(".review-open").first.click()
    return page


def test_what_is_written_is_kept_by_itself(review_page):
    first = review_page.get_by_role("radio", name="4").first
    first.focus()
    review_page.keyboard.press("3")
    review_page.get_by_label("Reason", exact=True).first.fill("有记录为证")
    review_page.get_by_text("Kept at").wait_for()

    mark = Review.objects.get().marks.get()

    assert (mark.mark, mark.reason) == (3, "有记录为证")


def test_a_review_is_handed_in_and_the_next_one_opens(review_page):
    review_page.get_by_role("radio", name="4").first.check()
    review_page.get_by_label("Reason", exact=True).first.fill("有记录为证")
    review_page.get_by_role("radio", name="Recommended", exact=True).check()
    review_page.get_by_label("Reason of the recommendation").fill("可以推广")
    review_page.get_by_role("button", name="Hand in and next").click()

    review_page.get_by_text("The review is handed in.").wait_for()

    assert Review.objects.get().handed_in_at is not None
    assert review_page.get_by_role("heading", name="Submission 2 of 2").is_visible()
