from django.db import connection, models


class CatalogueVersionManager(models.Manager["CatalogueVersion"]):
    def now(self) -> int:
        """The number of what the public may see now; never the same for two contents.

        Read it before what is kept by it: then that is never older than its number.
        """
        with connection.cursor() as cursor:
            cursor.execute(_NOW)
            number: int = cursor.fetchone()[0]
        return number


# Within a transaction its own changes count at once, as its own rows do.
_NOW = """
    SELECT greatest(
        (SELECT max(version) FROM methods_catalogueversion),
        (SELECT max(id) FROM methods_cataloguechange),
        0
    )
"""


class CatalogueVersion(models.Model):
    """One row with one number: what the public may see has changed when it has.

    Triggers of the database set it, so that no way of changing a row passes it by.
    """

    version = models.BigIntegerField()

    objects = CatalogueVersionManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1), name="catalogueversion_is_one_row"
            )
        ]

    def __str__(self) -> str:
        return str(self.version)


class CatalogueChange(models.Model):
    """A statement that changed the catalogue, until its transaction commits.

    Other transactions never see one; keys are taken from the numbers of versions.
    """

    id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.pk)
