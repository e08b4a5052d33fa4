import datetime

import factory
from factory.django import DjangoModelFactory

from catalogue.methods.models import (
    MethodCharacteristic,
    MethodParent,
    Source,
    Step,
    Theme,
    WorkMethod,
)
from catalogue.methods.search.index import index_methods
from tests.places.factories import CommunityFactory

FIRST_DAY = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    slug = factory.Sequence(lambda n: f"theme-{n}")
    name_zh = factory.Sequence(lambda n: f"主题{n}")
    name_en = factory.Sequence(lambda n: f"Theme {n}")


class WorkMethodFactory(DjangoModelFactory):
    """A draft; `published=True` makes it one that the public reads.

    One that is merged went into a draft of its community, unless a test names another.
    """

    class Meta:
        model = WorkMethod
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(
            status=WorkMethod.Status.PUBLISHED,
            # Each a minute after the one before, so that "newest" is certain.
            published_at=factory.Sequence(
                lambda n: FIRST_DAY + datetime.timedelta(minutes=n)
            ),
        )

    title_zh = factory.Sequence(lambda n: f"第{n}号工作法")
    community = factory.SubFactory(CommunityFactory)
    reporting_body = factory.LazyAttribute(
        lambda method: method.community.reporting_body
    )
    merged_into = factory.Maybe(
        factory.LazyAttribute(
            lambda method: getattr(method, "status", "") == WorkMethod.Status.MERGED
        ),
        yes_declaration=factory.SubFactory(
            "tests.methods.factories.WorkMethodFactory",
            community=factory.SelfAttribute("..community"),
        ),
    )

    @classmethod
    def _after_postgeneration(cls, instance, create, results=None):
        super()._after_postgeneration(instance, create, results)
        if create:
            index_methods([instance.pk])

    @factory.post_generation
    def themes(method, create, themes):  # noqa: N805
        if create and themes:
            method.themes.set(themes)


def method_of(body, **values):
    """A method of a community that this body reports for."""
    community = CommunityFactory(street__county__province=body)
    return WorkMethodFactory(community=community, **values)


class StepFactory(DjangoModelFactory):
    class Meta:
        model = Step

    method = factory.SubFactory(WorkMethodFactory)
    position = factory.Sequence(lambda n: n + 1)
    title_zh = factory.Sequence(lambda n: f"第{n}步")


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    method = factory.SubFactory(WorkMethodFactory)
    title = factory.Sequence(lambda n: f"Source {n}")


class MethodCharacteristicFactory(DjangoModelFactory):
    class Meta:
        model = MethodCharacteristic

    method = factory.SubFactory(WorkMethodFactory)
    characteristic = MethodCharacteristic.Characteristic.MASS_BASED


class MethodParentFactory(DjangoModelFactory):
    """The child was learnt from the parent; both are published."""

    class Meta:
        model = MethodParent

    child = factory.SubFactory(WorkMethodFactory, published=True)
    parent = factory.SubFactory(WorkMethodFactory, published=True)
