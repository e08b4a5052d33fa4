import pytest
from django.urls import reverse

from catalogue.accounts.models import SignIn

FORGED_AND_SEEN = "203.0.113.9, 198.51.100.7"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("proxies", "address"), [(0, "127.0.0.1"), (1, "198.51.100.7")]
)
def test_the_address_of_who_signs_in_is_a_proxys_word_only_where_there_is_one(
    client, settings, proxies, address
):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}

    client.post(
        reverse("admin:login"),
        {"username": "lin", "password": "wrong"},
        headers={"X-Forwarded-For": FORGED_AND_SEEN},
    )

    assert SignIn.objects.get().address == address
