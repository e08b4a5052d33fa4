import datetime

import factory
from factory.django import DjangoModelFactory

from catalogue.practice.models import Adoption
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory

DECIDED = datetime.datetime(2024, 5, 1, tzinfo=datetime.UTC)


class AdoptionFactory(DjangoModelFactory):
    """A report of a published method; `confirmed=True` lets the public read it."""

    class Meta:
        model = Adoption

    class Params:
        confirmed = factory.Trait(state=Adoption.State.CONFIRMED, decided_at=DECIDED)
        ended = factory.Trait(
            state=Adoption.State.ENDED,
            decided_at=DECIDED,
            ended_on="2024-06",
            end_reason="并入街道工作",
        )

    method = factory.SubFactory(WorkMethodFactory, published=True)
    community = factory.SubFactory(CommunityFactory)


def adoption_of(body, **values):
    """An adoption by a community that this body reports for."""
    community = CommunityFactory(street__county__province=body)
    return AdoptionFactory(community=community, **values)
