import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalogue.desk.models import MethodImport
from tests.accounts.factories import OfficerFactory
from tests.desk.exchange.files import workbook
from tests.methods.factories import ThemeFactory
from tests.places.factories import (
    CommunityFactory,
    DivisionFactory,
    StreetFactory,
    real_province,
)

IMPORTS = reverse("admin:exchange_imports")


@pytest.fixture
def fujian(db):
    return real_province("fujian")


@pytest.fixture
def fuzhou(fujian):
    return DivisionFactory(
        province=fujian, code="350100", name_zh="福州市", level="prefecture"
    )


@pytest.fixture
def gulou(fuzhou):
    return DivisionFactory(
        province=fuzhou.province, code="350102", name_zh="鼓楼区", parent=fuzhou
    )


@pytest.fixture
def dongjie(gulou):
    return StreetFactory(county=gulou, code="350102004", name_zh="东街街道")


@pytest.fixture
def junmen(dongjie):
    return CommunityFactory(street=dongjie, code="350102004001", name="军门社区")


@pytest.fixture
def theme(db):
    return ThemeFactory(name_zh="居民自治", name_en="Resident autonomy")


@pytest.fixture
def officer(client, fujian):
    person = OfficerFactory(reporting_body=fujian)
    client.force_login(person)
    return person


class Desk:
    """The pages of the room, as the person who is signed in uses them."""

    def __init__(self, client):
        self.client = client

    def upload(self, content, name="工作法.xlsx"):
        file = SimpleUploadedFile(name, content)
        return self.client.post(IMPORTS, {"file": file})

    def take_in(self, *sheets, name="工作法.xlsx"):
        """The preview of a workbook of these sheets."""
        response = self.upload(workbook(*sheets), name)
        assert response.status_code == 302, errors_of(response)
        return MethodImport.objects.first()

    def refusal(self, content, name="工作法.xlsx"):
        response = self.upload(content, name)
        assert response.status_code == 200
        assert not MethodImport.objects.exists()
        return errors_of(response)

    def save(self, method_import, **sent):
        address = reverse("admin:exchange_save", args=[method_import.pk])
        response = self.client.post(address, sent)
        page = "".join(part.decode() for part in response.streaming_content)
        method_import.refresh_from_db()
        return page

    def choose(self, method_import, **sent):
        address = reverse("admin:exchange_choices", args=[method_import.pk])
        return self.client.post(address, sent)

    def undo(self, method_import):
        address = reverse("admin:exchange_undo", args=[method_import.pk])
        response = self.client.post(address)
        method_import.refresh_from_db()
        return response

    def page(self, method_import, **asked):
        address = reverse("admin:exchange_import", args=[method_import.pk])
        return self.client.get(address, asked)

    def marked(self, method_import):
        address = reverse("admin:exchange_marked", args=[method_import.pk])
        return b"".join(self.client.get(address).streaming_content)

    def export(self, kind="xlsx", **asked):
        response = self.client.get(reverse(f"admin:exchange_export_{kind}"), asked)
        assert response.status_code == 200
        return b"".join(response.streaming_content)


def errors_of(response):
    return [str(error) for error in response.context["form"].errors.get("file", [])]


@pytest.fixture
def desk(client):
    return Desk(client)


def outcomes_of(method_import):
    return [row.outcome for row in method_import.rows.all()]


def told(method_import):
    """What is said of each row that has something to be said of it."""
    from catalogue.desk.exchange.row_problems import sentences

    rows = method_import.rows.select_related("method_import")
    return {row.number: sentences(row) for row in rows if sentences(row)}
