"""The communities that methods.csv names, by code or by street and name."""

from catalogue.data_files import DataFileError, Row
from catalogue.methods.loaded import Loading, load_record
from catalogue.places.merging import standing
from catalogue.places.models import Community, Street


def community_of(row: Row) -> Community:
    """The community of a row; without a code it is entered under its street.

    Raises DataFileError when the register does not have the code or the street.
    """
    if row["community_code"]:
        found = Community.objects.filter(code=row["community_code"]).first()
        if found is None:
            raise row.fault(
                "community_code", "a code of the register; load_places comes first"
            )
        return standing(found)
    return _community_without_code(row)


def english_name(community: Community) -> str:
    """The community's name as English pages write it."""
    return community.local_name_en


def _community_without_code(row: Row) -> Community:
    street = _street(row)
    identity = {"name": row["community_name"], "street_id": street.pk}
    values = {
        **identity,
        "county_id": street.county_id,
        "province_id": street.county.province_id,
        "reporting_body_id": row["reporting_body"],
    }
    key = f"{street.pk}/{row['community_name']}"
    loading = Loading(f"{row.file}, communities", key, {**identity, "code": ""})
    community = load_record(Community, loading, values)
    if not isinstance(community, Community):
        raise DataFileError(
            f"{row.file}, line {row.line}: the community {row['community_name']} was "
            "deleted; take its row out of the file as well."
        )
    return community


def _street(row: Row) -> Street:
    streets = Street.objects.select_related("county").filter(
        name_zh=row["street"],
        county__name_zh=row["district"],
        county__province=row["reporting_body"],
    )
    if row["city"]:
        streets = streets.filter(county__parent__name_zh=row["city"])
    found = list(streets)
    if len(found) != 1:
        raise row.fault("street", f"one street of {row['district']} in the register")
    return found[0]
