"""What the database works out from a name, as Django expressions."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, CharField, Func


class NameTokens(Func):
    """The characters of a name and its pairs of characters, as numbers.

    Migration 0004 defines the SQL function; `search.tokens_of` is the same in Python.
    """

    function = "places_name_tokens"
    output_field = ArrayField(BigIntegerField())


class FirstCharacter(Func):
    """The first character of a text."""

    template = "left(%(expressions)s, 1)"
    output_field = CharField()
