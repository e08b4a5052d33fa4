"""The form of a method, in the order of the paper form and of the table of methods."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# The page shows the steps after the fields of this class.
BEFORE_STEPS = "before-steps"

FIELDSETS: Any = [
    (
        None,
        {
            "description": _(
                "The community that practises the method, and how it is called. "
                "One title is enough; readers of both languages thank you for two."
            ),
            "fields": [
                "reporting_body",
                "community",
                ("title_zh", "title_en"),
                "kind",
                "themes",
                "year_begun",
                "is_model",
            ],
        },
    ),
    (
        _("In short"),
        {
            "description": _("Two or three sentences: cards and search show them."),
            "fields": [("summary_zh", "summary_en")],
        },
    ),
    (
        _("Why and under which conditions"),
        {
            "description": _(
                "The problem that the method answers, and what a community needs "
                "before it can work this way. The steps follow below."
            ),
            "classes": [BEFORE_STEPS],
            "fields": [
                ("problem_zh", "problem_en"),
                ("conditions_zh", "conditions_en"),
            ],
        },
    ),
    (
        _("Results and cautions"),
        {
            "description": _(
                "Results with their figures and dates, and what to watch for. "
                "What is not known stays empty."
            ),
            "fields": [("results_zh", "results_en"), ("cautions_zh", "cautions_en")],
        },
    ),
    (
        _("Contact"),
        {
            "description": _("For staff only: no public page ever shows this."),
            "fields": [("contact_name", "contact_phone")],
        },
    ),
    (
        _("The record"),
        {
            "description": _(
                "Kept by the catalogue itself; the buttons at the foot of the page "
                "change the state."
            ),
            "fields": [
                ("number", "slug"),
                "status",
                ("published_at", "withdrawn_at"),
                ("created_at", "updated_at", "entered_by"),
                "is_demo",
            ],
        },
    ),
]
