import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _every_test_begins_in_english():
    # The language of a request stays with the thread, and so with the next test.
    translation.activate("en")
