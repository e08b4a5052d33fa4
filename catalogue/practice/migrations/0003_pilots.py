from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import catalogue.methods.models.attachment
import catalogue.partial_dates
from catalogue.methods import catalogue_triggers

TABLES = (
    "practice_pilotact",
    "practice_pilotassessment",
    "practice_pilotdivision",
    "practice_pilotdocument",
    "practice_pilotmoney",
    "practice_pilotphotos",
    "practice_pilotprogramme",
    "practice_pilotsatisfaction",
    "practice_pilotsite",
    "practice_pilotsource",
    "practice_pilotstage",
)


class Migration(migrations.Migration):
    dependencies = [
        ("practice", "0002_still_in_use"),
        ("methods", "0013_mergers_of_methods"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("places", "0010_mergers_of_communities"),
        ("rounds", "0012_reviewers_make_a_catalogue_version"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PilotAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "co",
                    models.CharField(
                        choices=[
                            ("co-consult", "Co-consult"),
                            ("co-build", "Co-build"),
                            ("co-manage", "Co-manage"),
                            ("co-evaluate", "Co-evaluate"),
                            ("share", "Share"),
                        ],
                        max_length=12,
                        verbose_name="which of the five co's",
                    ),
                ),
                (
                    "what_zh",
                    models.TextField(
                        blank=True, verbose_name="what was done, in Chinese"
                    ),
                ),
                (
                    "what_en",
                    models.TextField(
                        blank=True, verbose_name="what was done, in English"
                    ),
                ),
                (
                    "dated",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="date",
                    ),
                ),
                (
                    "who_zh",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="who took part, in Chinese",
                    ),
                ),
                (
                    "who_en",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="who took part, in English",
                    ),
                ),
                (
                    "people",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="people taking part"
                    ),
                ),
            ],
            options={
                "verbose_name": "act of a site",
                "verbose_name_plural": "acts of a site",
                "ordering": ["site", "dated", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PilotAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("place", "appearance of the place"),
                            ("people", "spirit of the people"),
                            ("development", "development"),
                            ("cadres", "working style of cadres"),
                            ("governance", "pattern of governance"),
                        ],
                        max_length=12,
                        verbose_name="which of the five changes",
                    ),
                ),
                (
                    "moment",
                    models.CharField(
                        choices=[("start", "at the start"), ("end", "at the end")],
                        max_length=5,
                        verbose_name="when",
                    ),
                ),
                (
                    "judges",
                    models.CharField(
                        choices=[
                            ("residents", "residents"),
                            ("officials", "officials"),
                            ("third-party", "third parties"),
                        ],
                        max_length=12,
                        verbose_name="assessed by",
                    ),
                ),
                (
                    "mark",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1 poor"),
                            (2, "2 weak"),
                            (3, "3 fair"),
                            (4, "4 good"),
                            (5, "5 very good"),
                        ],
                        verbose_name="mark",
                    ),
                ),
                (
                    "dated",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="date",
                    ),
                ),
                (
                    "note_zh",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="note in Chinese"
                    ),
                ),
                (
                    "note_en",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="note in English"
                    ),
                ),
            ],
            options={
                "verbose_name": "assessment of a change",
                "verbose_name_plural": "assessments of changes",
                "ordering": ["site", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PilotDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "issuer_zh",
                    models.CharField(max_length=120, verbose_name="issuer in Chinese"),
                ),
                (
                    "issuer_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="issuer in English"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="document number"
                    ),
                ),
                (
                    "title_zh",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Chinese title"
                    ),
                ),
                (
                    "title_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="English title"
                    ),
                ),
                (
                    "dated",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="date",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        upload_to=catalogue.methods.models.attachment.UnguessablePath(
                            "pilots"
                        ),
                        validators=[
                            django.core.validators.FileExtensionValidator(
                                ["pdf", "doc", "docx"]
                            ),
                            catalogue.methods.models.attachment.validate_size,
                        ],
                        verbose_name="file",
                    ),
                ),
                (
                    "address",
                    models.URLField(blank=True, max_length=600, verbose_name="address"),
                ),
                (
                    "may_link",
                    models.BooleanField(
                        default=False,
                        help_text="Unofficial copies are cited, not linked.",
                        verbose_name="may be linked",
                    ),
                ),
                (
                    "source",
                    models.CharField(blank=True, max_length=300, verbose_name="source"),
                ),
            ],
            options={
                "verbose_name": "document of a programme",
                "verbose_name_plural": "documents of a programme",
                "ordering": ["programme", "dated", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PilotMoney",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "giver",
                    models.CharField(
                        choices=[
                            ("residents", "residents"),
                            ("collective", "village collective"),
                            ("government", "government"),
                            ("society", "society and enterprises"),
                            ("other", "others"),
                        ],
                        max_length=12,
                        verbose_name="from whom",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.01"))
                        ],
                        verbose_name="amount in yuan",
                    ),
                ),
                (
                    "note_zh",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="note in Chinese"
                    ),
                ),
                (
                    "note_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="note in English"
                    ),
                ),
            ],
            options={
                "verbose_name": "money of a site",
                "verbose_name_plural": "money of a site",
                "ordering": ["site", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PilotPhotos",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "before",
                    models.ImageField(
                        upload_to=catalogue.methods.models.attachment.UnguessablePath(
                            "photos"
                        ),
                        validators=[
                            django.core.validators.FileExtensionValidator(
                                ["jpg", "jpeg", "png"]
                            ),
                            catalogue.methods.models.attachment.validate_size,
                        ],
                        verbose_name="photo before",
                    ),
                ),
                (
                    "after",
                    models.ImageField(
                        blank=True,
                        help_text="Left empty while the work goes on.",
                        upload_to=catalogue.methods.models.attachment.UnguessablePath(
                            "photos"
                        ),
                        validators=[
                            django.core.validators.FileExtensionValidator(
                                ["jpg", "jpeg", "png"]
                            ),
                            catalogue.methods.models.attachment.validate_size,
                        ],
                        verbose_name="photo after",
                    ),
                ),
                (
                    "caption_zh",
                    models.CharField(max_length=200, verbose_name="Chinese caption"),
                ),
                (
                    "caption_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="English caption"
                    ),
                ),
                (
                    "before_shows_zh",
                    models.CharField(
                        blank=True,
                        help_text="For readers who cannot see it.",
                        max_length=200,
                        verbose_name="what the photo before shows, in Chinese",
                    ),
                ),
                (
                    "before_shows_en",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="what the photo before shows, in English",
                    ),
                ),
                (
                    "after_shows_zh",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="what the photo after shows, in Chinese",
                    ),
                ),
                (
                    "after_shows_en",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="what the photo after shows, in English",
                    ),
                ),
                (
                    "before_on",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="before: taken on",
                    ),
                ),
                (
                    "after_on",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="after: taken on",
                    ),
                ),
            ],
            options={
                "verbose_name": "photos before and after",
                "verbose_name_plural": "photos before and after",
                "ordering": ["site", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PilotSatisfaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "asked_on",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="asked on",
                    ),
                ),
                ("asked", models.PositiveIntegerField(verbose_name="asked")),
                ("answered", models.PositiveIntegerField(verbose_name="answered")),
                ("satisfied", models.PositiveIntegerField(verbose_name="satisfied")),
                (
                    "note_zh",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="note in Chinese"
                    ),
                ),
                (
                    "note_en",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="note in English"
                    ),
                ),
            ],
            options={
                "verbose_name": "inquiry into satisfaction",
                "verbose_name_plural": "inquiries into satisfaction",
                "ordering": ["site", "asked_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PilotDivision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "division",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.division",
                        verbose_name="prefecture or county",
                    ),
                ),
            ],
            options={
                "verbose_name": "place in the scope",
                "verbose_name_plural": "places in the scope",
                "ordering": ["programme", "division"],
            },
        ),
        migrations.CreateModel(
            name="PilotProgramme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(max_length=60, unique=True, verbose_name="slug"),
                ),
                (
                    "name_zh",
                    models.CharField(max_length=120, verbose_name="Chinese name"),
                ),
                (
                    "name_en",
                    models.CharField(max_length=200, verbose_name="English name"),
                ),
                (
                    "organiser_zh",
                    models.CharField(
                        max_length=120, verbose_name="organiser in Chinese"
                    ),
                ),
                (
                    "organiser_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="organiser in English"
                    ),
                ),
                (
                    "starts_on",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="starts on",
                    ),
                ),
                (
                    "ends_on",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="ends on",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "In preparation"),
                            ("open", "Open"),
                            ("closed", "List of sites closed"),
                        ],
                        default="preparing",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "is_run_here",
                    models.BooleanField(
                        default=False,
                        help_text="All its sites are entered on this desk. Of other programmes some sites are recorded, and nobody can say that a county has too few.",
                        verbose_name="is run here",
                    ),
                ),
                (
                    "sites_at_least",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="sites in a county, at least"
                    ),
                ),
                (
                    "sites_at_most",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="sites in a county, at most",
                    ),
                ),
                (
                    "too_few_sites",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="too few sites in a county",
                    ),
                ),
                (
                    "too_many_sites",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="too many sites in a county",
                    ),
                ),
                (
                    "no_model_point",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="no model point in a county",
                    ),
                ),
                (
                    "several_model_points",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="several model points in a county",
                    ),
                ),
                (
                    "not_led_by_secretary",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="a model point that the county secretary does not lead",
                    ),
                ),
                (
                    "no_leader",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="a site without a county leader",
                    ),
                ),
                (
                    "no_department",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="a site without a department",
                    ),
                ),
                (
                    "no_team",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="a site without a task team",
                    ),
                ),
                (
                    "no_plan",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="a site without a plan",
                    ),
                ),
                (
                    "note_zh",
                    models.TextField(blank=True, verbose_name="note in Chinese"),
                ),
                (
                    "note_en",
                    models.TextField(blank=True, verbose_name="note in English"),
                ),
                (
                    "is_demo",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        verbose_name="demonstration programme",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty for a national programme.",
                        limit_choices_to={"is_reporting_body": True},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pilot_programmes",
                        to="places.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "selection_round",
                    models.OneToOneField(
                        blank=True,
                        help_text="The round in which its methods are recorded.",
                        limit_choices_to={"kind": "pilot"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pilot_programme",
                        to="rounds.selectionround",
                        verbose_name="selection round",
                    ),
                ),
            ],
            options={
                "verbose_name": "pilot programme",
                "verbose_name_plural": "pilot programmes",
                "ordering": ["is_demo", "-starts_on", "slug"],
                "permissions": [
                    (
                        "run_pilotprogramme",
                        "Can open pilot programmes and close their lists",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotDocumentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "issuer_zh",
                    models.CharField(max_length=120, verbose_name="issuer in Chinese"),
                ),
                (
                    "issuer_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="issuer in English"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="document number"
                    ),
                ),
                (
                    "title_zh",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Chinese title"
                    ),
                ),
                (
                    "title_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="English title"
                    ),
                ),
                (
                    "dated",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="date",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        upload_to=catalogue.methods.models.attachment.UnguessablePath(
                            "pilots"
                        ),
                        validators=[
                            django.core.validators.FileExtensionValidator(
                                ["pdf", "doc", "docx"]
                            ),
                            catalogue.methods.models.attachment.validate_size,
                        ],
                        verbose_name="file",
                    ),
                ),
                (
                    "address",
                    models.URLField(blank=True, max_length=600, verbose_name="address"),
                ),
                (
                    "may_link",
                    models.BooleanField(
                        default=False,
                        help_text="Unofficial copies are cited, not linked.",
                        verbose_name="may be linked",
                    ),
                ),
                (
                    "source",
                    models.CharField(blank=True, max_length=300, verbose_name="source"),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="practice.pilotdocument",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="practice.pilotprogramme",
                        verbose_name="pilot programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="pilotdocument",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="documents",
                to="practice.pilotprogramme",
                verbose_name="pilot programme",
            ),
        ),
        migrations.CreateModel(
            name="PilotDivisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "division",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="places.division",
                        verbose_name="prefecture or county",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="practice.pilotdivision",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="practice.pilotprogramme",
                        verbose_name="pilot programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="pilotdivision",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="scope",
                to="practice.pilotprogramme",
                verbose_name="pilot programme",
            ),
        ),
        migrations.CreateModel(
            name="PilotProgrammeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "slug",
                    models.SlugField(
                        db_index=False, max_length=60, verbose_name="slug"
                    ),
                ),
                (
                    "name_zh",
                    models.CharField(max_length=120, verbose_name="Chinese name"),
                ),
                (
                    "name_en",
                    models.CharField(max_length=200, verbose_name="English name"),
                ),
                (
                    "organiser_zh",
                    models.CharField(
                        max_length=120, verbose_name="organiser in Chinese"
                    ),
                ),
                (
                    "organiser_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="organiser in English"
                    ),
                ),
                (
                    "starts_on",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="starts on",
                    ),
                ),
                (
                    "ends_on",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="ends on",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "In preparation"),
                            ("open", "Open"),
                            ("closed", "List of sites closed"),
                        ],
                        default="preparing",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "is_run_here",
                    models.BooleanField(
                        default=False,
                        help_text="All its sites are entered on this desk. Of other programmes some sites are recorded, and nobody can say that a county has too few.",
                        verbose_name="is run here",
                    ),
                ),
                (
                    "sites_at_least",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="sites in a county, at least"
                    ),
                ),
                (
                    "sites_at_most",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="sites in a county, at most",
                    ),
                ),
                (
                    "too_few_sites",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="too few sites in a county",
                    ),
                ),
                (
                    "too_many_sites",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="too many sites in a county",
                    ),
                ),
                (
                    "no_model_point",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="no model point in a county",
                    ),
                ),
                (
                    "several_model_points",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="several model points in a county",
                    ),
                ),
                (
                    "not_led_by_secretary",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="a model point that the county secretary does not lead",
                    ),
                ),
                (
                    "no_leader",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="a site without a county leader",
                    ),
                ),
                (
                    "no_department",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="a site without a department",
                    ),
                ),
                (
                    "no_team",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="a site without a task team",
                    ),
                ),
                (
                    "no_plan",
                    models.CharField(
                        choices=[
                            ("none", "no rule of this programme"),
                            ("warn", "warns"),
                            ("block", "blocks"),
                        ],
                        default="warn",
                        max_length=5,
                        verbose_name="a site without a plan",
                    ),
                ),
                (
                    "note_zh",
                    models.TextField(blank=True, verbose_name="note in Chinese"),
                ),
                (
                    "note_en",
                    models.TextField(blank=True, verbose_name="note in English"),
                ),
                (
                    "is_demo",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        verbose_name="demonstration programme",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="practice.pilotprogramme",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty for a national programme.",
                        limit_choices_to={"is_reporting_body": True},
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="places.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "selection_round",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The round in which its methods are recorded.",
                        limit_choices_to={"kind": "pilot"},
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="rounds.selectionround",
                        verbose_name="selection round",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PilotSite",
            fields=[
                (
                    "number",
                    models.AutoField(
                        help_text="Never changes, never used again.",
                        primary_key=True,
                        serialize=False,
                        verbose_name="number",
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Held up by the programme; none of its pilots, and not counted.",
                        verbose_name="is an example from elsewhere",
                    ),
                ),
                (
                    "is_model_point",
                    models.BooleanField(
                        default=False, verbose_name="is the model point"
                    ),
                ),
                (
                    "is_led_by_secretary",
                    models.BooleanField(
                        default=False,
                        verbose_name="is led by the county Party secretary",
                    ),
                ),
                (
                    "leader_zh",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="county leader"
                    ),
                ),
                (
                    "leader_en",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        verbose_name="county leader in English",
                    ),
                ),
                (
                    "department_zh",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="department"
                    ),
                ),
                (
                    "department_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="department in English"
                    ),
                ),
                (
                    "team_zh",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="task team"
                    ),
                ),
                (
                    "team_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="task team in English"
                    ),
                ),
                ("plan_zh", models.TextField(blank=True, verbose_name="plan")),
                (
                    "plan_en",
                    models.TextField(blank=True, verbose_name="plan in English"),
                ),
                (
                    "plan_file",
                    models.FileField(
                        blank=True,
                        upload_to=catalogue.methods.models.attachment.UnguessablePath(
                            "pilots"
                        ),
                        validators=[
                            django.core.validators.FileExtensionValidator(
                                ["pdf", "doc", "docx", "wps"]
                            ),
                            catalogue.methods.models.attachment.validate_size,
                        ],
                        verbose_name="plan as a file",
                    ),
                ),
                (
                    "problem_zh",
                    models.TextField(
                        blank=True, verbose_name="background problem in Chinese"
                    ),
                ),
                (
                    "problem_en",
                    models.TextField(
                        blank=True, verbose_name="background problem in English"
                    ),
                ),
                (
                    "results_zh",
                    models.TextField(blank=True, verbose_name="results in Chinese"),
                ),
                (
                    "results_en",
                    models.TextField(blank=True, verbose_name="results in English"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "For confirmation"),
                            ("returned", "Returned"),
                            ("confirmed", "Confirmed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="confirmed at",
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(auto_now=True, verbose_name="changed at"),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pilot_sites",
                        to="places.community",
                        verbose_name="community",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "method",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Its way of working, written down for others.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="pilot_sites",
                        to="methods.workmethod",
                        verbose_name="work method",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sites",
                        to="practice.pilotprogramme",
                        verbose_name="pilot programme",
                    ),
                ),
                (
                    "revises",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        help_text="The public reads the other one until this change is confirmed.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revision",
                        to="practice.pilotsite",
                        verbose_name="is a change of",
                    ),
                ),
            ],
            options={
                "verbose_name": "pilot site",
                "verbose_name_plural": "pilot sites",
                "ordering": ["programme", "is_example", "community__county", "number"],
                "permissions": [
                    ("confirm_pilotsite", "Can confirm and withdraw pilot sites")
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotSatisfactionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "asked_on",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="asked on",
                    ),
                ),
                ("asked", models.PositiveIntegerField(verbose_name="asked")),
                ("answered", models.PositiveIntegerField(verbose_name="answered")),
                ("satisfied", models.PositiveIntegerField(verbose_name="satisfied")),
                (
                    "note_zh",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="note in Chinese"
                    ),
                ),
                (
                    "note_en",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="note in English"
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="practice.pilotsatisfaction",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="practice.pilotsite",
                        verbose_name="pilot site",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="pilotsatisfaction",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="inquiries",
                to="practice.pilotsite",
                verbose_name="pilot site",
            ),
        ),
        migrations.CreateModel(
            name="PilotPhotosEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "before",
                    models.ImageField(
                        upload_to=catalogue.methods.models.attachment.UnguessablePath(
                            "photos"
                        ),
                        validators=[
                            django.core.validators.FileExtensionValidator(
                                ["jpg", "jpeg", "png"]
                            ),
                            catalogue.methods.models.attachment.validate_size,
                        ],
                        verbose_name="photo before",
                    ),
                ),
                (
                    "after",
                    models.ImageField(
                        blank=True,
                        help_text="Left empty while the work goes on.",
                        upload_to=catalogue.methods.models.attachment.UnguessablePath(
                            "photos"
                        ),
                        validators=[
                            django.core.validators.FileExtensionValidator(
                                ["jpg", "jpeg", "png"]
                            ),
                            catalogue.methods.models.attachment.validate_size,
                        ],
                        verbose_name="photo after",
                    ),
                ),
                (
                    "caption_zh",
                    models.CharField(max_length=200, verbose_name="Chinese caption"),
                ),
                (
                    "caption_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="English caption"
                    ),
                ),
                (
                    "before_shows_zh",
                    models.CharField(
                        blank=True,
                        help_text="For readers who cannot see it.",
                        max_length=200,
                        verbose_name="what the photo before shows, in Chinese",
                    ),
                ),
                (
                    "before_shows_en",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="what the photo before shows, in English",
                    ),
                ),
                (
                    "after_shows_zh",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="what the photo after shows, in Chinese",
                    ),
                ),
                (
                    "after_shows_en",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="what the photo after shows, in English",
                    ),
                ),
                (
                    "before_on",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="before: taken on",
                    ),
                ),
                (
                    "after_on",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="after: taken on",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="practice.pilotphotos",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="practice.pilotsite",
                        verbose_name="pilot site",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="pilotphotos",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="photos",
                to="practice.pilotsite",
                verbose_name="pilot site",
            ),
        ),
        migrations.CreateModel(
            name="PilotMoneyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "giver",
                    models.CharField(
                        choices=[
                            ("residents", "residents"),
                            ("collective", "village collective"),
                            ("government", "government"),
                            ("society", "society and enterprises"),
                            ("other", "others"),
                        ],
                        max_length=12,
                        verbose_name="from whom",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.01"))
                        ],
                        verbose_name="amount in yuan",
                    ),
                ),
                (
                    "note_zh",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="note in Chinese"
                    ),
                ),
                (
                    "note_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="note in English"
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="practice.pilotmoney",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="practice.pilotsite",
                        verbose_name="pilot site",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="pilotmoney",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="money",
                to="practice.pilotsite",
                verbose_name="pilot site",
            ),
        ),
        migrations.CreateModel(
            name="PilotAssessmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("place", "appearance of the place"),
                            ("people", "spirit of the people"),
                            ("development", "development"),
                            ("cadres", "working style of cadres"),
                            ("governance", "pattern of governance"),
                        ],
                        max_length=12,
                        verbose_name="which of the five changes",
                    ),
                ),
                (
                    "moment",
                    models.CharField(
                        choices=[("start", "at the start"), ("end", "at the end")],
                        max_length=5,
                        verbose_name="when",
                    ),
                ),
                (
                    "judges",
                    models.CharField(
                        choices=[
                            ("residents", "residents"),
                            ("officials", "officials"),
                            ("third-party", "third parties"),
                        ],
                        max_length=12,
                        verbose_name="assessed by",
                    ),
                ),
                (
                    "mark",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1 poor"),
                            (2, "2 weak"),
                            (3, "3 fair"),
                            (4, "4 good"),
                            (5, "5 very good"),
                        ],
                        verbose_name="mark",
                    ),
                ),
                (
                    "dated",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="date",
                    ),
                ),
                (
                    "note_zh",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="note in Chinese"
                    ),
                ),
                (
                    "note_en",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="note in English"
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="practice.pilotassessment",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="practice.pilotsite",
                        verbose_name="pilot site",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="pilotassessment",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="assessments",
                to="practice.pilotsite",
                verbose_name="pilot site",
            ),
        ),
        migrations.CreateModel(
            name="PilotActEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "co",
                    models.CharField(
                        choices=[
                            ("co-consult", "Co-consult"),
                            ("co-build", "Co-build"),
                            ("co-manage", "Co-manage"),
                            ("co-evaluate", "Co-evaluate"),
                            ("share", "Share"),
                        ],
                        max_length=12,
                        verbose_name="which of the five co's",
                    ),
                ),
                (
                    "what_zh",
                    models.TextField(
                        blank=True, verbose_name="what was done, in Chinese"
                    ),
                ),
                (
                    "what_en",
                    models.TextField(
                        blank=True, verbose_name="what was done, in English"
                    ),
                ),
                (
                    "dated",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="date",
                    ),
                ),
                (
                    "who_zh",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="who took part, in Chinese",
                    ),
                ),
                (
                    "who_en",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="who took part, in English",
                    ),
                ),
                (
                    "people",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="people taking part"
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="practice.pilotact",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="practice.pilotsite",
                        verbose_name="pilot site",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="pilotact",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="acts",
                to="practice.pilotsite",
                verbose_name="pilot site",
            ),
        ),
        migrations.CreateModel(
            name="PilotSiteChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "For confirmation"),
                            ("returned", "Returned"),
                            ("confirmed", "Confirmed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="state before",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "For confirmation"),
                            ("returned", "Returned"),
                            ("confirmed", "Confirmed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="state after",
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="changed at"
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="state_changes",
                        to="practice.pilotsite",
                        verbose_name="pilot site",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of state of a site",
                "verbose_name_plural": "changes of state of sites",
                "ordering": ["site", "changed_at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PilotSiteChangeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "For confirmation"),
                            ("returned", "Returned"),
                            ("confirmed", "Confirmed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="state before",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "For confirmation"),
                            ("returned", "Returned"),
                            ("confirmed", "Confirmed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="state after",
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="changed at"
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="practice.pilotsitechange",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="practice.pilotsite",
                        verbose_name="pilot site",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PilotSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "title",
                    models.CharField(blank=True, max_length=300, verbose_name="title"),
                ),
                (
                    "issuer",
                    models.CharField(blank=True, max_length=200, verbose_name="issuer"),
                ),
                (
                    "dated",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="date",
                    ),
                ),
                (
                    "address",
                    models.URLField(blank=True, max_length=600, verbose_name="address"),
                ),
                (
                    "may_link",
                    models.BooleanField(
                        default=False,
                        help_text="Unofficial copies are cited, not linked.",
                        verbose_name="may be linked",
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="note"),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=1, verbose_name="order"),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="practice.pilotsite",
                        verbose_name="pilot site",
                    ),
                ),
            ],
            options={
                "verbose_name": "source of a site",
                "verbose_name_plural": "sources of a site",
                "ordering": ["site", "position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PilotSourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "title",
                    models.CharField(blank=True, max_length=300, verbose_name="title"),
                ),
                (
                    "issuer",
                    models.CharField(blank=True, max_length=200, verbose_name="issuer"),
                ),
                (
                    "dated",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="date",
                    ),
                ),
                (
                    "address",
                    models.URLField(blank=True, max_length=600, verbose_name="address"),
                ),
                (
                    "may_link",
                    models.BooleanField(
                        default=False,
                        help_text="Unofficial copies are cited, not linked.",
                        verbose_name="may be linked",
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="note"),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=1, verbose_name="order"),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="practice.pilotsource",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="practice.pilotsite",
                        verbose_name="pilot site",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PilotStage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="number of the stage",
                    ),
                ),
                (
                    "starts_on",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="starts on",
                    ),
                ),
                (
                    "official_sites",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="sites, official figure"
                    ),
                ),
                (
                    "official_counties",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="counties, official figure"
                    ),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="practice.pilotprogramme",
                        verbose_name="pilot programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "stage of a programme",
                "verbose_name_plural": "stages of a programme",
                "ordering": ["programme", "number"],
            },
        ),
        migrations.CreateModel(
            name="PilotSiteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("number", models.IntegerField()),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Held up by the programme; none of its pilots, and not counted.",
                        verbose_name="is an example from elsewhere",
                    ),
                ),
                (
                    "is_model_point",
                    models.BooleanField(
                        default=False, verbose_name="is the model point"
                    ),
                ),
                (
                    "is_led_by_secretary",
                    models.BooleanField(
                        default=False,
                        verbose_name="is led by the county Party secretary",
                    ),
                ),
                (
                    "leader_zh",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="county leader"
                    ),
                ),
                (
                    "leader_en",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        verbose_name="county leader in English",
                    ),
                ),
                (
                    "department_zh",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="department"
                    ),
                ),
                (
                    "department_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="department in English"
                    ),
                ),
                (
                    "team_zh",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="task team"
                    ),
                ),
                (
                    "team_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="task team in English"
                    ),
                ),
                ("plan_zh", models.TextField(blank=True, verbose_name="plan")),
                (
                    "plan_en",
                    models.TextField(blank=True, verbose_name="plan in English"),
                ),
                (
                    "plan_file",
                    models.FileField(
                        blank=True,
                        upload_to=catalogue.methods.models.attachment.UnguessablePath(
                            "pilots"
                        ),
                        validators=[
                            django.core.validators.FileExtensionValidator(
                                ["pdf", "doc", "docx", "wps"]
                            ),
                            catalogue.methods.models.attachment.validate_size,
                        ],
                        verbose_name="plan as a file",
                    ),
                ),
                (
                    "problem_zh",
                    models.TextField(
                        blank=True, verbose_name="background problem in Chinese"
                    ),
                ),
                (
                    "problem_en",
                    models.TextField(
                        blank=True, verbose_name="background problem in English"
                    ),
                ),
                (
                    "results_zh",
                    models.TextField(blank=True, verbose_name="results in Chinese"),
                ),
                (
                    "results_en",
                    models.TextField(blank=True, verbose_name="results in English"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "For confirmation"),
                            ("returned", "Returned"),
                            ("confirmed", "Confirmed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="confirmed at",
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(auto_now=True, verbose_name="changed at"),
                ),
                (
                    "community",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="places.community",
                        verbose_name="community",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "method",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Its way of working, written down for others.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="methods.workmethod",
                        verbose_name="work method",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="practice.pilotsite",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="practice.pilotprogramme",
                        verbose_name="pilot programme",
                    ),
                ),
                (
                    "revises",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="The public reads the other one until this change is confirmed.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="practice.pilotsite",
                        verbose_name="is a change of",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="practice.pilotstage",
                        verbose_name="stage of the programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="pilotsite",
            name="stage",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sites",
                to="practice.pilotstage",
                verbose_name="stage of the programme",
            ),
        ),
        migrations.CreateModel(
            name="PilotStageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="number of the stage",
                    ),
                ),
                (
                    "starts_on",
                    catalogue.partial_dates.PartialDateField(
                        blank=True,
                        help_text="As precise as known: 2018, 2018-03 …",
                        max_length=10,
                        verbose_name="starts on",
                    ),
                ),
                (
                    "official_sites",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="sites, official figure"
                    ),
                ),
                (
                    "official_counties",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="counties, official figure"
                    ),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="practice.pilotstage",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="practice.pilotprogramme",
                        verbose_name="pilot programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="pilotprogramme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on", ""),
                    (
                        "starts_on__regex",
                        "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                    ),
                    _connector="OR",
                ),
                name="pilotprogramme_starts_on_is_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotprogramme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", ""),
                    (
                        "ends_on__regex",
                        "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                    ),
                    _connector="OR",
                ),
                name="pilotprogramme_ends_on_is_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotprogramme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sites_at_most__gte", 1),
                    ("sites_at_most__gte", models.F("sites_at_least")),
                ),
                name="pilotprogramme_at_most_is_not_below_at_least",
                violation_error_message="At most must be one or more, and not below at least.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotprogramme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", ""),
                    ("starts_on", ""),
                    (
                        "ends_on__gte",
                        django.db.models.functions.text.Left(
                            "starts_on",
                            django.db.models.functions.text.Length("ends_on"),
                        ),
                    ),
                    _connector="OR",
                ),
                name="pilotprogramme_ends_after_it_starts",
                violation_error_message="A programme ends after it starts.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotprogramme",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotprogrammeevent" ("ends_on", "id", "is_demo", "is_run_here", "name_en", "name_zh", "no_department", "no_leader", "no_model_point", "no_plan", "no_team", "not_led_by_secretary", "note_en", "note_zh", "organiser_en", "organiser_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "selection_round_id", "several_model_points", "sites_at_least", "sites_at_most", "slug", "starts_on", "state", "too_few_sites", "too_many_sites") VALUES (NEW."ends_on", NEW."id", NEW."is_demo", NEW."is_run_here", NEW."name_en", NEW."name_zh", NEW."no_department", NEW."no_leader", NEW."no_model_point", NEW."no_plan", NEW."no_team", NEW."not_led_by_secretary", NEW."note_en", NEW."note_zh", NEW."organiser_en", NEW."organiser_zh", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."province_id", NEW."selection_round_id", NEW."several_model_points", NEW."sites_at_least", NEW."sites_at_most", NEW."slug", NEW."starts_on", NEW."state", NEW."too_few_sites", NEW."too_many_sites"); RETURN NULL;',
                    hash="2a723ef13c5da65db244574037dee548d59a44ff",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_64a9a",
                    table="practice_pilotprogramme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotprogramme",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "practice_pilotprogrammeevent" ("ends_on", "id", "is_demo", "is_run_here", "name_en", "name_zh", "no_department", "no_leader", "no_model_point", "no_plan", "no_team", "not_led_by_secretary", "note_en", "note_zh", "organiser_en", "organiser_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "selection_round_id", "several_model_points", "sites_at_least", "sites_at_most", "slug", "starts_on", "state", "too_few_sites", "too_many_sites") VALUES (NEW."ends_on", NEW."id", NEW."is_demo", NEW."is_run_here", NEW."name_en", NEW."name_zh", NEW."no_department", NEW."no_leader", NEW."no_model_point", NEW."no_plan", NEW."no_team", NEW."not_led_by_secretary", NEW."note_en", NEW."note_zh", NEW."organiser_en", NEW."organiser_zh", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."province_id", NEW."selection_round_id", NEW."several_model_points", NEW."sites_at_least", NEW."sites_at_most", NEW."slug", NEW."starts_on", NEW."state", NEW."too_few_sites", NEW."too_many_sites"); RETURN NULL;',
                    hash="4a9fbb107fc26665ff908c3aa102801ee742c9bc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3976b",
                    table="practice_pilotprogramme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotprogramme",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotprogrammeevent" ("ends_on", "id", "is_demo", "is_run_here", "name_en", "name_zh", "no_department", "no_leader", "no_model_point", "no_plan", "no_team", "not_led_by_secretary", "note_en", "note_zh", "organiser_en", "organiser_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_id", "selection_round_id", "several_model_points", "sites_at_least", "sites_at_most", "slug", "starts_on", "state", "too_few_sites", "too_many_sites") VALUES (OLD."ends_on", OLD."id", OLD."is_demo", OLD."is_run_here", OLD."name_en", OLD."name_zh", OLD."no_department", OLD."no_leader", OLD."no_model_point", OLD."no_plan", OLD."no_team", OLD."not_led_by_secretary", OLD."note_en", OLD."note_zh", OLD."organiser_en", OLD."organiser_zh", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."province_id", OLD."selection_round_id", OLD."several_model_points", OLD."sites_at_least", OLD."sites_at_most", OLD."slug", OLD."starts_on", OLD."state", OLD."too_few_sites", OLD."too_many_sites"); RETURN NULL;',
                    hash="dd20a49fe13be7a70246a808b77ce1af2b625359",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3e3eb",
                    table="practice_pilotprogramme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotdocumentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="af65534ceb3de41649d168dd6f1cd204d5bfce2e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_27641",
                    table="practice_pilotdocumentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dated", ""),
                    (
                        "dated__regex",
                        "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                    ),
                    _connector="OR",
                ),
                name="pilotdocument_dated_is_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number", ""), ("title_en", ""), ("title_zh", ""), _negated=True
                ),
                name="pilotdocument_has_title_or_number",
                violation_error_message="Give the document a title or a number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("may_link", False),
                    models.Q(("address", ""), _negated=True),
                    _connector="OR",
                ),
                name="pilotdocument_that_may_be_linked_has_an_address",
                violation_error_message="Only a document with an address is linked.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotdocumentevent" ("address", "dated", "file", "id", "issuer_en", "issuer_zh", "may_link", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "title_en", "title_zh") VALUES (NEW."address", NEW."dated", NEW."file", NEW."id", NEW."issuer_en", NEW."issuer_zh", NEW."may_link", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."source", NEW."title_en", NEW."title_zh"); RETURN NULL;',
                    hash="ded7cabd1d9e015d471b394d4b2267ab9a99a478",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_873fe",
                    table="practice_pilotdocument",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "practice_pilotdocumentevent" ("address", "dated", "file", "id", "issuer_en", "issuer_zh", "may_link", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "title_en", "title_zh") VALUES (NEW."address", NEW."dated", NEW."file", NEW."id", NEW."issuer_en", NEW."issuer_zh", NEW."may_link", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."source", NEW."title_en", NEW."title_zh"); RETURN NULL;',
                    hash="2e021c0f22a0885e114d01346e89e0ba8bd081bc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2f2b9",
                    table="practice_pilotdocument",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotdocumentevent" ("address", "dated", "file", "id", "issuer_en", "issuer_zh", "may_link", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "title_en", "title_zh") VALUES (OLD."address", OLD."dated", OLD."file", OLD."id", OLD."issuer_en", OLD."issuer_zh", OLD."may_link", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."source", OLD."title_en", OLD."title_zh"); RETURN NULL;',
                    hash="bd713079814f74aa68eab6604753fedc2aa18986",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f1038",
                    table="practice_pilotdocument",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotdivisionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1733d5a67232caaf825b0a7bccde8fac87a3e4b8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3a446",
                    table="practice_pilotdivisionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotdivision",
            constraint=models.UniqueConstraint(
                fields=("programme", "division"),
                name="pilotdivision_once_per_programme",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotdivision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotdivisionevent" ("division_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id") VALUES (NEW."division_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id"); RETURN NULL;',
                    hash="a991f2b5ae3ac2568ef8d1afa2974ea9e894e857",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_aa160",
                    table="practice_pilotdivision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotdivision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "practice_pilotdivisionevent" ("division_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id") VALUES (NEW."division_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id"); RETURN NULL;',
                    hash="a86177fdc88ca8ba3ef232348b5d31463b844f3b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_13775",
                    table="practice_pilotdivision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotdivision",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotdivisionevent" ("division_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id") VALUES (OLD."division_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id"); RETURN NULL;',
                    hash="02e2db896aab3d2763b02504c667b707e089e432",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7f0ba",
                    table="practice_pilotdivision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotprogrammeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2ca8b85155ab8fa91afacb790369bf6a46b2a253",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bf375",
                    table="practice_pilotprogrammeevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotsatisfactionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="39f13582845bc28588f71f10adaed284832dc6e0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9e532",
                    table="practice_pilotsatisfactionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotsatisfaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asked_on", ""),
                    (
                        "asked_on__regex",
                        "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                    ),
                    _connector="OR",
                ),
                name="pilotsatisfaction_asked_on_is_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotsatisfaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered__lte", models.F("asked"))),
                name="pilotsatisfaction_answered_never_above_asked",
                violation_error_message="No more can answer than were asked.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotsatisfaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("satisfied__lte", models.F("answered"))),
                name="pilotsatisfaction_satisfied_never_above_answered",
                violation_error_message="No more can be satisfied than answered.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotsatisfaction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotsatisfactionevent" ("answered", "asked", "asked_on", "id", "note_en", "note_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "satisfied", "site_id") VALUES (NEW."answered", NEW."asked", NEW."asked_on", NEW."id", NEW."note_en", NEW."note_zh", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."satisfied", NEW."site_id"); RETURN NULL;',
                    hash="2b1ef62b3c2a013e700b1567ac35fdb9fd2d364b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_912da",
                    table="practice_pilotsatisfaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotsatisfaction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "practice_pilotsatisfactionevent" ("answered", "asked", "asked_on", "id", "note_en", "note_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "satisfied", "site_id") VALUES (NEW."answered", NEW."asked", NEW."asked_on", NEW."id", NEW."note_en", NEW."note_zh", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."satisfied", NEW."site_id"); RETURN NULL;',
                    hash="2dde18cafa70ed41140a0b9c9de8d936cf66372b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_54333",
                    table="practice_pilotsatisfaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotsatisfaction",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotsatisfactionevent" ("answered", "asked", "asked_on", "id", "note_en", "note_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "satisfied", "site_id") VALUES (OLD."answered", OLD."asked", OLD."asked_on", OLD."id", OLD."note_en", OLD."note_zh", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."satisfied", OLD."site_id"); RETURN NULL;',
                    hash="67dcdb1655203075c5bd613ab554659b45585917",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bc213",
                    table="practice_pilotsatisfaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotphotosevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a6e36c2ab6e907c38ee03fa51363c808451c3b36",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_53cca",
                    table="practice_pilotphotosevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotphotos",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("before_on", ""),
                    (
                        "before_on__regex",
                        "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                    ),
                    _connector="OR",
                ),
                name="pilotphotos_before_on_is_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotphotos",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("after_on", ""),
                    (
                        "after_on__regex",
                        "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                    ),
                    _connector="OR",
                ),
                name="pilotphotos_after_on_is_a_date",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotphotos",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotphotosevent" ("after", "after_on", "after_shows_en", "after_shows_zh", "before", "before_on", "before_shows_en", "before_shows_zh", "caption_en", "caption_zh", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id") VALUES (NEW."after", NEW."after_on", NEW."after_shows_en", NEW."after_shows_zh", NEW."before", NEW."before_on", NEW."before_shows_en", NEW."before_shows_zh", NEW."caption_en", NEW."caption_zh", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."site_id"); RETURN NULL;',
                    hash="68fecc08c279a775a91941db41d30510cd1845da",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a8588",
                    table="practice_pilotphotos",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotphotos",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "practice_pilotphotosevent" ("after", "after_on", "after_shows_en", "after_shows_zh", "before", "before_on", "before_shows_en", "before_shows_zh", "caption_en", "caption_zh", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id") VALUES (NEW."after", NEW."after_on", NEW."after_shows_en", NEW."after_shows_zh", NEW."before", NEW."before_on", NEW."before_shows_en", NEW."before_shows_zh", NEW."caption_en", NEW."caption_zh", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."site_id"); RETURN NULL;',
                    hash="d613dcb10cd99af4e4564216d072a4f867a65ff1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_49fcb",
                    table="practice_pilotphotos",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotphotos",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotphotosevent" ("after", "after_on", "after_shows_en", "after_shows_zh", "before", "before_on", "before_shows_en", "before_shows_zh", "caption_en", "caption_zh", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id") VALUES (OLD."after", OLD."after_on", OLD."after_shows_en", OLD."after_shows_zh", OLD."before", OLD."before_on", OLD."before_shows_en", OLD."before_shows_zh", OLD."caption_en", OLD."caption_zh", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."site_id"); RETURN NULL;',
                    hash="edee4e0ec06df6f5804b6047a4f88a2f6209e6da",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_27628",
                    table="practice_pilotphotos",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotmoneyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1101399df127f5fe57bc2a48eef0b8244f6c8108",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e2880",
                    table="practice_pilotmoneyevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotmoney",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)),
                name="pilotmoney_is_more_than_nothing",
                violation_error_message="Write an amount above zero.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotmoney",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotmoneyevent" ("amount", "giver", "id", "note_en", "note_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id") VALUES (NEW."amount", NEW."giver", NEW."id", NEW."note_en", NEW."note_zh", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."site_id"); RETURN NULL;',
                    hash="e54e6913982fc14c63e7a3dc085c295d54bb1194",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ea5e1",
                    table="practice_pilotmoney",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotmoney",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "practice_pilotmoneyevent" ("amount", "giver", "id", "note_en", "note_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id") VALUES (NEW."amount", NEW."giver", NEW."id", NEW."note_en", NEW."note_zh", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."site_id"); RETURN NULL;',
                    hash="9dcbff133bb912800640a985d4002111868493d7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f8cf4",
                    table="practice_pilotmoney",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotmoney",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotmoneyevent" ("amount", "giver", "id", "note_en", "note_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id") VALUES (OLD."amount", OLD."giver", OLD."id", OLD."note_en", OLD."note_zh", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."site_id"); RETURN NULL;',
                    hash="70c75baf787e387fcd6caeb24a54c1eabf57e45f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e9541",
                    table="practice_pilotmoney",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotassessmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="14d0b8a8b5820ddf076e6f95a667e7a54cac6699",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cb1e1",
                    table="practice_pilotassessmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dated", ""),
                    (
                        "dated__regex",
                        "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                    ),
                    _connector="OR",
                ),
                name="pilotassessment_dated_is_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotassessment",
            constraint=models.UniqueConstraint(
                fields=("site", "change", "moment", "judges"),
                name="pilotassessment_once_per_change_moment_and_judges",
                violation_error_message="This change is assessed by them at this moment already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("mark__range", (1, 5))),
                name="pilotassessment_mark_is_one_to_five",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotassessmentevent" ("change", "dated", "id", "judges", "mark", "moment", "note_en", "note_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id") VALUES (NEW."change", NEW."dated", NEW."id", NEW."judges", NEW."mark", NEW."moment", NEW."note_en", NEW."note_zh", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."site_id"); RETURN NULL;',
                    hash="7f6bd2f790b3a393f0fd7dd189a82e8c0fc95805",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0ebfe",
                    table="practice_pilotassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "practice_pilotassessmentevent" ("change", "dated", "id", "judges", "mark", "moment", "note_en", "note_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id") VALUES (NEW."change", NEW."dated", NEW."id", NEW."judges", NEW."mark", NEW."moment", NEW."note_en", NEW."note_zh", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."site_id"); RETURN NULL;',
                    hash="1977b3ebdb2e917318066c333c565cfcd0bcaaa0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fe87f",
                    table="practice_pilotassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotassessmentevent" ("change", "dated", "id", "judges", "mark", "moment", "note_en", "note_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id") VALUES (OLD."change", OLD."dated", OLD."id", OLD."judges", OLD."mark", OLD."moment", OLD."note_en", OLD."note_zh", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."site_id"); RETURN NULL;',
                    hash="91d50cb41be2d1619fecafbdc21d4ab6fb105c2d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d44d6",
                    table="practice_pilotassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotactevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fa180331797c44769ed42eff88128eebcd1293b5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bdfb5",
                    table="practice_pilotactevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dated", ""),
                    (
                        "dated__regex",
                        "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                    ),
                    _connector="OR",
                ),
                name="pilotact_dated_is_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotact",
            constraint=models.CheckConstraint(
                condition=models.Q(("what_en", ""), ("what_zh", ""), _negated=True),
                name="pilotact_says_what_was_done",
                violation_error_message="Write what was done.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "co__in",
                        ["co-consult", "co-build", "co-manage", "co-evaluate", "share"],
                    )
                ),
                name="pilotact_is_of_the_five_cos",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotactevent" ("co", "dated", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "what_en", "what_zh", "who_en", "who_zh") VALUES (NEW."co", NEW."dated", NEW."id", NEW."people", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."site_id", NEW."what_en", NEW."what_zh", NEW."who_en", NEW."who_zh"); RETURN NULL;',
                    hash="7c2a5f83d312e7b4098dd76cd16ccc0841d6af19",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_867f0",
                    table="practice_pilotact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "practice_pilotactevent" ("co", "dated", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "what_en", "what_zh", "who_en", "who_zh") VALUES (NEW."co", NEW."dated", NEW."id", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."site_id", NEW."what_en", NEW."what_zh", NEW."who_en", NEW."who_zh"); RETURN NULL;',
                    hash="88b656fba7491c14b737ef487af3bfb6c7d194c5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_93429",
                    table="practice_pilotact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotact",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotactevent" ("co", "dated", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "what_en", "what_zh", "who_en", "who_zh") VALUES (OLD."co", OLD."dated", OLD."id", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."site_id", OLD."what_en", OLD."what_zh", OLD."who_en", OLD."who_zh"); RETURN NULL;',
                    hash="2ceb9d1702660b3543d33a1272dc22dcbe566d96",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_22e96",
                    table="practice_pilotact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotsitechange",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotsitechangeevent" ("changed_at", "changed_by_id", "from_state", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "site_id", "to_state") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."from_state", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."site_id", NEW."to_state"); RETURN NULL;',
                    hash="9dc4ecf79ed1daf08085cdfe6a54c4a72dee508d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_129b2",
                    table="practice_pilotsitechange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotsitechangeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d0e95c712e462a8758973060d872ff99ddc37842",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ab8dd",
                    table="practice_pilotsitechangeevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotsource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dated", ""),
                    (
                        "dated__regex",
                        "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                    ),
                    _connector="OR",
                ),
                name="pilotsource_dated_is_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("address", ""), ("title", ""), _negated=True),
                name="pilotsource_has_title_or_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotsource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("may_link", False),
                    models.Q(("address", ""), _negated=True),
                    _connector="OR",
                ),
                name="pilotsource_that_may_be_linked_has_an_address",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotsource",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotsourceevent" ("address", "dated", "id", "issuer", "may_link", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "site_id", "title") VALUES (NEW."address", NEW."dated", NEW."id", NEW."issuer", NEW."may_link", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."site_id", NEW."title"); RETURN NULL;',
                    hash="49e66afc2da0fa3e9ed6dbcf4aa301841aeeef7b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ff689",
                    table="practice_pilotsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotsource",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "practice_pilotsourceevent" ("address", "dated", "id", "issuer", "may_link", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "site_id", "title") VALUES (NEW."address", NEW."dated", NEW."id", NEW."issuer", NEW."may_link", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."site_id", NEW."title"); RETURN NULL;',
                    hash="124dda83a31726cacfa7b9911392945a8c3a48de",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eb458",
                    table="practice_pilotsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotsource",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotsourceevent" ("address", "dated", "id", "issuer", "may_link", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "site_id", "title") VALUES (OLD."address", OLD."dated", OLD."id", OLD."issuer", OLD."may_link", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."site_id", OLD."title"); RETURN NULL;',
                    hash="4604a6fdbe9167a6527ac240446e9f76be6a2726",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a037a",
                    table="practice_pilotsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotsourceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e1d9e587aacd1ccf0c5bb849ef82061ffaa9533e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_56a55",
                    table="practice_pilotsourceevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotstage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on", ""),
                    (
                        "starts_on__regex",
                        "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                    ),
                    _connector="OR",
                ),
                name="pilotstage_starts_on_is_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotstage",
            constraint=models.UniqueConstraint(
                fields=("programme", "number"), name="pilotstage_once_per_programme"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotstage",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotstageevent" ("id", "number", "official_counties", "official_sites", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "starts_on") VALUES (NEW."id", NEW."number", NEW."official_counties", NEW."official_sites", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."source", NEW."starts_on"); RETURN NULL;',
                    hash="4442694aea3d6550a64f727ec603215cf4399658",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6c8e3",
                    table="practice_pilotstage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotstage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "practice_pilotstageevent" ("id", "number", "official_counties", "official_sites", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "starts_on") VALUES (NEW."id", NEW."number", NEW."official_counties", NEW."official_sites", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."source", NEW."starts_on"); RETURN NULL;',
                    hash="9f173644c1744c85bf9f389e62a3ed6c8932c1ad",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_82696",
                    table="practice_pilotstage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotstage",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotstageevent" ("id", "number", "official_counties", "official_sites", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "starts_on") VALUES (OLD."id", OLD."number", OLD."official_counties", OLD."official_sites", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."source", OLD."starts_on"); RETURN NULL;',
                    hash="5de78b0a0d20c8e146437ac8b62d94c491d5895f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_31956",
                    table="practice_pilotstage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotsiteevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b62569f9d8113770cff32f4005328f81a5b1ba48",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_da68e",
                    table="practice_pilotsiteevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotsite",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revises", None)),
                fields=("programme", "community"),
                name="pilotsite_community_once_per_programme",
                violation_error_message="This community is a site of the programme already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotsite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_example", False), ("is_model_point", False), _connector="OR"
                ),
                name="pilotsite_example_is_no_model_point",
                violation_error_message="An example from elsewhere is no model point of the programme.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotsite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "confirmed"), _negated=True),
                    models.Q(("confirmed_at__isnull", False), ("revises", None)),
                    _connector="OR",
                ),
                name="pilotsite_confirmed_has_its_moment_and_is_no_change",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotsite",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotsiteevent" ("community_id", "confirmed_at", "department_en", "department_zh", "entered_by_id", "is_example", "is_led_by_secretary", "is_model_point", "leader_en", "leader_zh", "method_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_en", "plan_file", "plan_zh", "problem_en", "problem_zh", "programme_id", "results_en", "results_zh", "revises_id", "stage_id", "state", "team_en", "team_zh", "updated_at") VALUES (NEW."community_id", NEW."confirmed_at", NEW."department_en", NEW."department_zh", NEW."entered_by_id", NEW."is_example", NEW."is_led_by_secretary", NEW."is_model_point", NEW."leader_en", NEW."leader_zh", NEW."method_id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."number", NEW."plan_en", NEW."plan_file", NEW."plan_zh", NEW."problem_en", NEW."problem_zh", NEW."programme_id", NEW."results_en", NEW."results_zh", NEW."revises_id", NEW."stage_id", NEW."state", NEW."team_en", NEW."team_zh", NEW."updated_at"); RETURN NULL;',
                    hash="6da00872c1ef09524ae2c622651c34470ed9afda",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f7aca",
                    table="practice_pilotsite",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotsite",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "practice_pilotsiteevent" ("community_id", "confirmed_at", "department_en", "department_zh", "entered_by_id", "is_example", "is_led_by_secretary", "is_model_point", "leader_en", "leader_zh", "method_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_en", "plan_file", "plan_zh", "problem_en", "problem_zh", "programme_id", "results_en", "results_zh", "revises_id", "stage_id", "state", "team_en", "team_zh", "updated_at") VALUES (NEW."community_id", NEW."confirmed_at", NEW."department_en", NEW."department_zh", NEW."entered_by_id", NEW."is_example", NEW."is_led_by_secretary", NEW."is_model_point", NEW."leader_en", NEW."leader_zh", NEW."method_id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."number", NEW."plan_en", NEW."plan_file", NEW."plan_zh", NEW."problem_en", NEW."problem_zh", NEW."programme_id", NEW."results_en", NEW."results_zh", NEW."revises_id", NEW."stage_id", NEW."state", NEW."team_en", NEW."team_zh", NEW."updated_at"); RETURN NULL;',
                    hash="a5f0baa0697f5910c7f58a493ba8987c8fa1d5af",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d1832",
                    table="practice_pilotsite",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotsite",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_pilotsiteevent" ("community_id", "confirmed_at", "department_en", "department_zh", "entered_by_id", "is_example", "is_led_by_secretary", "is_model_point", "leader_en", "leader_zh", "method_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_en", "plan_file", "plan_zh", "problem_en", "problem_zh", "programme_id", "results_en", "results_zh", "revises_id", "stage_id", "state", "team_en", "team_zh", "updated_at") VALUES (OLD."community_id", OLD."confirmed_at", OLD."department_en", OLD."department_zh", OLD."entered_by_id", OLD."is_example", OLD."is_led_by_secretary", OLD."is_model_point", OLD."leader_en", OLD."leader_zh", OLD."method_id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."number", OLD."plan_en", OLD."plan_file", OLD."plan_zh", OLD."problem_en", OLD."problem_zh", OLD."programme_id", OLD."results_en", OLD."results_zh", OLD."revises_id", OLD."stage_id", OLD."state", OLD."team_en", OLD."team_zh", OLD."updated_at"); RETURN NULL;',
                    hash="97d848cb1e2de41020c3c36b5cdfa8c5a01d9967",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_afae3",
                    table="practice_pilotsite",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotstageevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="36fc363b0282f6328d6b5b7a93a6626cfab60f34",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_20f68",
                    table="practice_pilotstageevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(
            catalogue_triggers.watch(*TABLES), catalogue_triggers.unwatch(*TABLES)
        ),
    ]
