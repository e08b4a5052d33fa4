"""The desk in a browser: who signs in, and brings a file of methods."""

from django.urls import reverse

from tests.accounts.factories import PASSWORD


def sign_in(page, person):
    """By the names of the fields: their labels are in either language."""
    page.goto(reverse("admin:login"))
    page.locator("#id_username").fill(person.username)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#login-form [type=submit]").click()
    page.wait_for_url("**" + reverse("admin:index"))
    return page


def send(page, content, name):
    """Have a file of methods read, and open its preview."""
    page.goto(reverse("admin:exchange_imports"))
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Read the file").click()
    page.wait_for_url("**/exchange/methods/*/")
