"""The time of an act of promotion in words, no more precise than it is known."""

from django.utils.formats import time_format
from django.utils.translation import gettext

from catalogue.partial_dates import partial_date_text
from catalogue.practice.models import Promotion


def dates_of(promotion: Promotion) -> str:
    """When it was or will be, in the page's language; empty when nobody knows.

    Words that were given for it stand for the dates.
    """
    if promotion.when:
        return str(promotion.when)
    begins, ends = promotion.begins_on, promotion.ends_on
    if not begins:
        return ""
    if not ends or ends == begins:
        return f"{partial_date_text(begins)}{_times(promotion)}"
    return gettext("%(began)s to %(ended)s") % {
        "began": partial_date_text(begins),
        "ended": partial_date_text(ends),
    }


def _times(promotion: Promotion) -> str:
    if promotion.begins_at is None:
        return ""
    times = [promotion.begins_at, promotion.ends_at]
    return " " + "–".join(time_format(each, "H:i") for each in times if each)
