import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import recommendations.models.reference


class Migration(migrations.Migration):
    replaces = [
        ("recommendations", "0001_initial"),
        ("recommendations", "0002_referral_by_recommendation"),
        ("recommendations", "0003_who_may_see"),
        ("recommendations", "0004_evidence_files"),
        ("recommendations", "0005_off_track_is_said_in_the_update"),
        ("recommendations", "0006_taken_back_with_an_import"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("bodies", "0001_initial"),
        ("motions", "0001_initial"),
        ("reviews", "0001_to_0003"),
    ]

    operations = [
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=120, unique=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "visibility",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "Public"),
                            ("exempt", "Exempt"),
                            ("restricted", "Restricted"),
                            ("", "Not classified yet"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "exempt_paragraph",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "1: about an individual"),
                            (2, "2: likely to reveal who an individual is"),
                            (3, "3: somebody’s financial or business affairs"),
                            (4, "4: consultations or negotiations about labour relations"),
                            (5, "5: legal professional privilege"),
                            (6, "6: a notice, order or direction that is to be given"),
                            (7, "7: preventing, investigating or prosecuting crime"),
                        ],
                        null=True,
                        verbose_name="paragraph of Schedule 12A",
                    ),
                ),
                (
                    "public_interest_reason",
                    models.TextField(
                        blank=True, verbose_name="why the public interest is in not publishing it"
                    ),
                ),
                (
                    "restricted_to",
                    models.TextField(blank=True, verbose_name="bodies that may read it"),
                ),
                (
                    "classified_by_label",
                    models.CharField(blank=True, max_length=200, verbose_name="classified by"),
                ),
                ("classified_on", models.DateField(blank=True, null=True)),
                (
                    "classification_review_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="to be looked at again on"
                    ),
                ),
                ("void_asked_on", models.DateField(blank=True, null=True)),
                (
                    "void_reason",
                    models.TextField(blank=True, verbose_name="why it was entered in error"),
                ),
                (
                    "voided_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="entered in error, agreed on"
                    ),
                ),
                (
                    "taken_back_with",
                    models.PositiveBigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="taken back by import"
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        max_length=70,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9.-]*$",
                                "Use letters, digits, dots and hyphens, such as RSCP-2022-R4.3.",
                            )
                        ],
                        verbose_name="reference",
                    ),
                ),
                ("sort_key", recommendations.models.reference.SortKeyField()),
                ("title", models.CharField(max_length=200)),
                ("summary", models.TextField(blank=True, verbose_name="what is to be done")),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "priority",
                    models.CharField(
                        blank=True,
                        choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")],
                        max_length=10,
                    ),
                ),
                (
                    "lead_post",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="lead officer (post)"
                    ),
                ),
                (
                    "lead_basis",
                    models.CharField(blank=True, max_length=200, verbose_name="why this lead"),
                ),
                ("intended_effect", models.TextField(blank=True)),
                ("how_we_will_know", models.TextField(blank=True)),
                ("constraints", models.TextField(blank=True)),
                ("implications", models.JSONField(blank=True, default=list)),
                ("opened_on", models.DateField()),
                ("due_on", models.DateField(blank=True, null=True)),
                ("original_due_on", models.DateField(blank=True, null=True)),
                (
                    "due_words",
                    models.CharField(blank=True, max_length=200, verbose_name="date, as written"),
                ),
                ("times_moved", models.PositiveSmallIntegerField(default=0)),
                ("last_moved_on", models.DateField(blank=True, null=True)),
                ("last_update_on", models.DateField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not-started", "Not started"),
                            ("in-progress", "In progress"),
                            ("blocked", "Blocked"),
                            ("reported-complete", "Reported complete"),
                            ("verified", "Verified"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="not-started",
                        max_length=20,
                    ),
                ),
                ("status_on", models.DateField(verbose_name="in this status since")),
                (
                    "view",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("on-track", "On track"),
                            ("at-risk", "At risk"),
                            ("off-track", "Off track"),
                        ],
                        max_length=12,
                        verbose_name="the body’s own view",
                    ),
                ),
                ("view_reason", models.TextField(blank=True)),
                ("blocked_on_what", models.TextField(blank=True, verbose_name="blocked on")),
                (
                    "unblocked_by_whom",
                    models.CharField(blank=True, max_length=200, verbose_name="who can unblock it"),
                ),
                ("completed_on", models.DateField(blank=True, null=True)),
                ("effect", models.TextField(blank=True, verbose_name="effect, as claimed")),
                ("verified_on", models.DateField(blank=True, null=True)),
                ("cancelled_reason", models.TextField(blank=True)),
                (
                    "cancelled_by_whom",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="who approved the cancelling"
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "classified_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead_body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_actions",
                        to="bodies.body",
                    ),
                ),
                (
                    "lead_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_actions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "void_asked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="recommendations.theme",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("visibility", "public"), _negated=True),
                        fields=["visibility"],
                        name="action_not_public",
                    ),
                    models.Index(fields=["status", "due_on"], name="action_by_status_and_date"),
                    models.Index(fields=["lead_body", "status"], name="action_by_lead"),
                    models.Index(fields=["due_on"], name="action_by_date"),
                    models.Index(fields=["last_update_on"], name="action_by_last_update"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["public", "exempt", "restricted", ""])
                        ),
                        name="action_visibility_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility", "exempt"), _negated=True),
                            models.Q(
                                models.Q(("public_interest_reason", ""), _negated=True),
                                ("classification_review_on__isnull", False),
                                ("exempt_paragraph__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="action_exempt_says_by_which_paragraph_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("restricted_to", ""), ("visibility", "restricted"), _negated=True
                        ),
                        name="action_restricted_names_its_bodies",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility", ""),
                            models.Q(
                                models.Q(("classified_by_label", ""), _negated=True),
                                ("classified_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="action_is_classified_by_somebody_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("taken_back_with", None), ("voided_by", None), ("voided_on", None)
                            ),
                            models.Q(
                                models.Q(("void_reason", ""), _negated=True),
                                models.Q(("voided_by", models.F("void_asked_by")), _negated=True),
                                ("taken_back_with", None),
                                ("void_asked_by__isnull", False),
                                ("voided_by__isnull", False),
                                ("voided_on__isnull", False),
                            ),
                            models.Q(
                                models.Q(("void_reason", ""), _negated=True),
                                ("taken_back_with__isnull", False),
                                ("void_asked_by", None),
                                ("voided_by", None),
                                ("voided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="action_is_void_when_a_second_person_agrees",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "not-started",
                                    "in-progress",
                                    "blocked",
                                    "reported-complete",
                                    "verified",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="action_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("completed_on__isnull", False),
                                ("status__in", ["reported-complete", "verified"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("status__in", ["reported-complete", "verified"]), _negated=True
                                ),
                                ("completed_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="action_completed_on_set_exactly_when_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "verified"),
                                ("verified_by__isnull", False),
                                ("verified_on__isnull", False),
                            ),
                            models.Q(
                                models.Q(("status", "verified"), _negated=True),
                                ("verified_by", None),
                                ("verified_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="action_verifier_named_exactly_when_verified",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verified_by", None),
                            ("claimed_by", None),
                            models.Q(("verified_by", models.F("claimed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="action_is_not_verified_by_its_claimant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_on", None), ("original_due_on", None)),
                            models.Q(("due_on__isnull", False), ("original_due_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="action_original_date_is_kept_with_every_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "blocked"), _negated=True),
                            models.Q(
                                models.Q(("blocked_on_what", ""), _negated=True),
                                models.Q(("unblocked_by_whom", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="action_blocked_says_on_what_and_who_can_unblock",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "cancelled"), _negated=True),
                            models.Q(
                                models.Q(("cancelled_reason", ""), _negated=True),
                                models.Q(("cancelled_by_whom", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="action_cancelled_says_why_and_who_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClockRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=120, unique=True)),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("must-respond", "Must respond"),
                            ("have-regard", "Must have regard"),
                            ("asked", "Asked to respond"),
                        ],
                        max_length=20,
                    ),
                ),
                ("length", models.PositiveSmallIntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("days", "days"),
                            ("working-days", "working days"),
                            ("months", "months"),
                        ],
                        max_length=16,
                    ),
                ),
                ("first_day_counted", models.BooleanField(default=True)),
                ("citation", models.CharField(blank=True, max_length=300)),
                ("checked_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("length__gte", 1)), name="clock_rule_runs_for_a_while"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalClockRule",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="effective date"
                    ),
                ),
                (
                    "actor_label",
                    models.CharField(default="", max_length=200, verbose_name="recorded by"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(db_index=True, max_length=120)),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("must-respond", "Must respond"),
                            ("have-regard", "Must have regard"),
                            ("asked", "Asked to respond"),
                        ],
                        max_length=20,
                    ),
                ),
                ("length", models.PositiveSmallIntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("days", "days"),
                            ("working-days", "working days"),
                            ("months", "months"),
                        ],
                        max_length=16,
                    ),
                ),
                ("first_day_counted", models.BooleanField(default=True)),
                ("citation", models.CharField(blank=True, max_length=300)),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "historical clock rule",
                "verbose_name_plural": "historical clock rules",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="recommendat_history_465834_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTheme",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="effective date"
                    ),
                ),
                (
                    "actor_label",
                    models.CharField(default="", max_length=200, verbose_name="recorded by"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("slug", models.SlugField(max_length=80)),
                ("name", models.CharField(db_index=True, max_length=120)),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "historical theme",
                "verbose_name_plural": "historical themes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="recommendat_history_d52a25_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalThreshold",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="effective date"
                    ),
                ),
                (
                    "actor_label",
                    models.CharField(default="", max_length=200, verbose_name="recorded by"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("due_soon_days", "Days before its date that an action is due soon"),
                            (
                                "response_soon_days",
                                "Days before its last day that a response is due soon",
                            ),
                            ("cycle_months", "Months in a reporting cycle"),
                            (
                                "stale_cycles_red",
                                "Cycles without an update that make an action off track",
                            ),
                            ("blocked_days", "Days after which an action is blocked too long"),
                            (
                                "slipped_days_red",
                                "Days past its original date that make an action off track",
                            ),
                            ("slipped_times_red", "Changes of date that make an action off track"),
                            (
                                "date_change_days",
                                "Days by which a date may move without governance agreeing",
                            ),
                            (
                                "date_change_times",
                                "Change of date from which governance must agree",
                            ),
                            ("plan_days", "Days after acceptance by which there must be an action"),
                            (
                                "forward_working_days",
                                "Working days after adoption by which it must be forwarded",
                            ),
                            (
                                "assurance_meetings",
                                "Meetings after a claim by which the committee should have looked",
                            ),
                        ],
                        max_length=40,
                    ),
                ),
                ("value", models.PositiveSmallIntegerField()),
                ("starts_on", models.DateField(verbose_name="from")),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "historical threshold",
                "verbose_name_plural": "historical thresholds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="recommendat_history_1c818f_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ProgressUpdate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "visibility",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "Public"),
                            ("exempt", "Exempt"),
                            ("restricted", "Restricted"),
                            ("", "Not classified yet"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "exempt_paragraph",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "1: about an individual"),
                            (2, "2: likely to reveal who an individual is"),
                            (3, "3: somebody’s financial or business affairs"),
                            (4, "4: consultations or negotiations about labour relations"),
                            (5, "5: legal professional privilege"),
                            (6, "6: a notice, order or direction that is to be given"),
                            (7, "7: preventing, investigating or prosecuting crime"),
                        ],
                        null=True,
                        verbose_name="paragraph of Schedule 12A",
                    ),
                ),
                (
                    "public_interest_reason",
                    models.TextField(
                        blank=True, verbose_name="why the public interest is in not publishing it"
                    ),
                ),
                (
                    "restricted_to",
                    models.TextField(blank=True, verbose_name="bodies that may read it"),
                ),
                (
                    "classified_by_label",
                    models.CharField(blank=True, max_length=200, verbose_name="classified by"),
                ),
                ("classified_on", models.DateField(blank=True, null=True)),
                (
                    "classification_review_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="to be looked at again on"
                    ),
                ),
                ("void_asked_on", models.DateField(blank=True, null=True)),
                (
                    "void_reason",
                    models.TextField(blank=True, verbose_name="why it was entered in error"),
                ),
                (
                    "voided_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="entered in error, agreed on"
                    ),
                ),
                (
                    "taken_back_with",
                    models.PositiveBigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="taken back by import"
                    ),
                ),
                ("author_label", models.CharField(max_length=200)),
                (
                    "entered_for_body",
                    models.BooleanField(
                        default=False, verbose_name="entered for the body by governance"
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="as at")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("done", models.TextField(verbose_name="what has been done")),
                ("next", models.TextField(blank=True, verbose_name="what happens next")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="by when")),
                (
                    "status_before",
                    models.CharField(
                        choices=[
                            ("not-started", "Not started"),
                            ("in-progress", "In progress"),
                            ("blocked", "Blocked"),
                            ("reported-complete", "Reported complete"),
                            ("verified", "Verified"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "status_after",
                    models.CharField(
                        choices=[
                            ("not-started", "Not started"),
                            ("in-progress", "In progress"),
                            ("blocked", "Blocked"),
                            ("reported-complete", "Reported complete"),
                            ("verified", "Verified"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "view",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("on-track", "On track"),
                            ("at-risk", "At risk"),
                            ("off-track", "Off track"),
                        ],
                        max_length=12,
                        verbose_name="the body’s own view",
                    ),
                ),
                ("view_reason", models.TextField(blank=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="updates",
                        to="recommendations.action",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="updates",
                        to="bodies.body",
                    ),
                ),
                (
                    "classified_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "void_asked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("visibility", "public"), _negated=True),
                        fields=["visibility"],
                        name="progressupdate_not_public",
                    ),
                    models.Index(
                        fields=["action", "-effective_on"], name="update_by_action_and_day"
                    ),
                    models.Index(fields=["-effective_on"], name="update_by_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["public", "exempt", "restricted", ""])
                        ),
                        name="progressupdate_visibility_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility", "exempt"), _negated=True),
                            models.Q(
                                models.Q(("public_interest_reason", ""), _negated=True),
                                ("classification_review_on__isnull", False),
                                ("exempt_paragraph__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="progressupdate_exempt_says_by_which_paragraph_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("restricted_to", ""), ("visibility", "restricted"), _negated=True
                        ),
                        name="progressupdate_restricted_names_its_bodies",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility", ""),
                            models.Q(
                                models.Q(("classified_by_label", ""), _negated=True),
                                ("classified_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="progressupdate_is_classified_by_somebody_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("taken_back_with", None), ("voided_by", None), ("voided_on", None)
                            ),
                            models.Q(
                                models.Q(("void_reason", ""), _negated=True),
                                models.Q(("voided_by", models.F("void_asked_by")), _negated=True),
                                ("taken_back_with", None),
                                ("void_asked_by__isnull", False),
                                ("voided_by__isnull", False),
                                ("voided_on__isnull", False),
                            ),
                            models.Q(
                                models.Q(("void_reason", ""), _negated=True),
                                ("taken_back_with__isnull", False),
                                ("void_asked_by", None),
                                ("voided_by", None),
                                ("voided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="progressupdate_is_void_when_a_second_person_agrees",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done", ""), _negated=True),
                        name="update_says_what_was_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("view", ""),
                            ("view", "on-track"),
                            models.Q(("view_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="update_off_track_view_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "visibility",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "Public"),
                            ("exempt", "Exempt"),
                            ("restricted", "Restricted"),
                            ("", "Not classified yet"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "exempt_paragraph",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "1: about an individual"),
                            (2, "2: likely to reveal who an individual is"),
                            (3, "3: somebody’s financial or business affairs"),
                            (4, "4: consultations or negotiations about labour relations"),
                            (5, "5: legal professional privilege"),
                            (6, "6: a notice, order or direction that is to be given"),
                            (7, "7: preventing, investigating or prosecuting crime"),
                        ],
                        null=True,
                        verbose_name="paragraph of Schedule 12A",
                    ),
                ),
                (
                    "public_interest_reason",
                    models.TextField(
                        blank=True, verbose_name="why the public interest is in not publishing it"
                    ),
                ),
                (
                    "restricted_to",
                    models.TextField(blank=True, verbose_name="bodies that may read it"),
                ),
                (
                    "classified_by_label",
                    models.CharField(blank=True, max_length=200, verbose_name="classified by"),
                ),
                ("classified_on", models.DateField(blank=True, null=True)),
                (
                    "classification_review_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="to be looked at again on"
                    ),
                ),
                ("void_asked_on", models.DateField(blank=True, null=True)),
                (
                    "void_reason",
                    models.TextField(blank=True, verbose_name="why it was entered in error"),
                ),
                (
                    "voided_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="entered in error, agreed on"
                    ),
                ),
                (
                    "taken_back_with",
                    models.PositiveBigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="taken back by import"
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9.-]*$",
                                "Use letters, digits, dots and hyphens, such as RSCP-2022-R4.3.",
                            )
                        ],
                        verbose_name="reference",
                    ),
                ),
                ("sort_key", recommendations.models.reference.SortKeyField()),
                ("title", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("suggested", "Suggested recommendation"),
                            ("formal", "Formal recommendation"),
                            ("assurance-sought", "Assurance sought"),
                            ("commitment", "Commitment"),
                        ],
                        default="suggested",
                        max_length=20,
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="number in its source"
                    ),
                ),
                ("page", models.CharField(blank=True, max_length=60)),
                (
                    "source",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="where it comes from"
                    ),
                ),
                ("published_words", models.TextField(blank=True)),
                ("summary", models.TextField(blank=True, verbose_name="in our words")),
                ("adopted_words", models.TextField(blank=True, verbose_name="as adopted")),
                (
                    "priority",
                    models.CharField(
                        blank=True,
                        choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")],
                        max_length=10,
                    ),
                ),
                (
                    "lead_post",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="lead officer (post)"
                    ),
                ),
                (
                    "lead_basis",
                    models.CharField(blank=True, max_length=200, verbose_name="why this lead"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("suggested", "Suggested"),
                            ("adopted", "Adopted"),
                            ("awaiting-response", "Awaiting response"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("in-progress", "In progress"),
                            ("reported-complete", "Reported complete"),
                            ("closed", "Closed"),
                            ("not-progressed", "Not progressed"),
                            ("not-taken-forward", "Not taken forward"),
                            ("superseded", "Superseded"),
                        ],
                        default="suggested",
                        max_length=20,
                    ),
                ),
                ("status_on", models.DateField(verbose_name="in this status since")),
                ("status_reason", models.TextField(blank=True)),
                ("intended_effect", models.TextField(blank=True)),
                ("how_we_will_know", models.TextField(blank=True)),
                ("constraints", models.TextField(blank=True)),
                ("implications", models.JSONField(blank=True, default=list)),
                ("next_at_committee_on", models.DateField(blank=True, null=True)),
                ("effect", models.TextField(blank=True, verbose_name="effect, as claimed")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("implemented", "Implemented"),
                            ("implemented-differently", "Implemented differently"),
                            ("partly-implemented", "Partly implemented"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "impact",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("shown", "Impact shown"),
                            ("partly-shown", "Impact partly shown"),
                            ("not-shown-yet", "Impact not shown yet"),
                            ("not-assessed", "Impact not assessed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("impact_note", models.TextField(blank=True)),
                ("follow_up_on", models.DateField(blank=True, null=True)),
                ("risk_of_not_doing", models.TextField(blank=True)),
                (
                    "adopted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adopted",
                        to="bodies.decision",
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "classified_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closed",
                        to="bodies.decision",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_recommendations",
                        to="bodies.body",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="reviews.sourcedocument",
                    ),
                ),
                (
                    "lead_body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_recommendations",
                        to="bodies.body",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="reviews.review",
                    ),
                ),
                (
                    "void_asked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="recommendations.theme",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("visibility", "public"), _negated=True),
                        fields=["visibility"],
                        name="recommendation_not_public",
                    ),
                    models.Index(fields=["status", "status_on"], name="recommendation_by_status"),
                    models.Index(fields=["review", "sort_key"], name="recommendation_by_review"),
                    models.Index(fields=["lead_body", "status"], name="recommendation_by_lead"),
                    models.Index(
                        fields=["committee", "status"], name="recommendation_by_committee"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["public", "exempt", "restricted", ""])
                        ),
                        name="recommendation_visibility_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility", "exempt"), _negated=True),
                            models.Q(
                                models.Q(("public_interest_reason", ""), _negated=True),
                                ("classification_review_on__isnull", False),
                                ("exempt_paragraph__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="recommendation_exempt_says_by_which_paragraph_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("restricted_to", ""), ("visibility", "restricted"), _negated=True
                        ),
                        name="recommendation_restricted_names_its_bodies",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility", ""),
                            models.Q(
                                models.Q(("classified_by_label", ""), _negated=True),
                                ("classified_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="recommendation_is_classified_by_somebody_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("taken_back_with", None), ("voided_by", None), ("voided_on", None)
                            ),
                            models.Q(
                                models.Q(("void_reason", ""), _negated=True),
                                models.Q(("voided_by", models.F("void_asked_by")), _negated=True),
                                ("taken_back_with", None),
                                ("void_asked_by__isnull", False),
                                ("voided_by__isnull", False),
                                ("voided_on__isnull", False),
                            ),
                            models.Q(
                                models.Q(("void_reason", ""), _negated=True),
                                ("taken_back_with__isnull", False),
                                ("void_asked_by", None),
                                ("voided_by", None),
                                ("voided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="recommendation_is_void_when_a_second_person_agrees",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "suggested",
                                    "adopted",
                                    "awaiting-response",
                                    "accepted",
                                    "rejected",
                                    "in-progress",
                                    "reported-complete",
                                    "closed",
                                    "not-progressed",
                                    "not-taken-forward",
                                    "superseded",
                                ],
                            )
                        ),
                        name="recommendation_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["adopted", "awaiting-response"]), _negated=True
                            ),
                            ("lead_body__isnull", False),
                            _connector="OR",
                        ),
                        name="recommendation_adopted_has_a_lead_body",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("impact", ""), _negated=True),
                                ("closed_by__isnull", False),
                                ("status", "closed"),
                            ),
                            models.Q(
                                models.Q(("status", "closed"), _negated=True),
                                ("closed_by", None),
                                ("impact", ""),
                                ("outcome", ""),
                            ),
                            _connector="OR",
                        ),
                        name="recommendation_closed_exactly_with_decision_outcome_and_impact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["not-progressed", "not-taken-forward"]),
                            ("status_reason", ""),
                            _negated=True,
                        ),
                        name="recommendation_stopped_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("risk_of_not_doing", ""), ("status", "not-progressed"), _negated=True
                        ),
                        name="recommendation_not_progressed_names_the_risk",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("impact", "not-assessed"), ("impact_note", ""), _negated=True
                        ),
                        name="recommendation_impact_not_assessed_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReferral",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="effective date"
                    ),
                ),
                (
                    "actor_label",
                    models.CharField(default="", max_length=200, verbose_name="recorded by"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("must-respond", "Must respond"),
                            ("have-regard", "Must have regard"),
                            ("asked", "Asked to respond"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("issued", "Awaiting response"),
                            ("answered", "Answered"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="issued",
                        max_length=12,
                    ),
                ),
                ("noticed_on", models.DateField()),
                ("received_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(verbose_name="last day to answer")),
                (
                    "response",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("partly-accepted", "Partly accepted"),
                            ("rejected", "Rejected"),
                        ],
                        max_length=20,
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("response_words", models.TextField(blank=True)),
                (
                    "not_accepted",
                    models.TextField(blank=True, verbose_name="what is not accepted, and why"),
                ),
                ("decision_maker", models.CharField(blank=True, max_length=200)),
                (
                    "recorded_for_body",
                    models.BooleanField(
                        default=False, verbose_name="entered for the body by governance"
                    ),
                ),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="bodies.body",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.clockrule",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical referral",
                "verbose_name_plural": "historical referrals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="recommendat_history_8c0789_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecommendationPoint",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="effective date"
                    ),
                ),
                (
                    "actor_label",
                    models.CharField(default="", max_length=200, verbose_name="recorded by"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="motions.motionpoint",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical recommendation point",
                "verbose_name_plural": "historical recommendation points",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="recommendat_history_095d25_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecommendationLink",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="effective date"
                    ),
                ),
                (
                    "actor_label",
                    models.CharField(default="", max_length=200, verbose_name="recorded by"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("repeats", "Repeats"),
                            ("supersedes", "Supersedes"),
                            ("restates", "Restates"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.recommendation",
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical recommendation link",
                "verbose_name_plural": "historical recommendation links",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="recommendat_history_97ae75_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecommendationFinding",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="effective date"
                    ),
                ),
                (
                    "actor_label",
                    models.CharField(default="", max_length=200, verbose_name="recorded by"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reviews.finding",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical recommendation finding",
                "verbose_name_plural": "historical recommendation findings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="recommendat_history_50c6fb_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalContributor",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="effective date"
                    ),
                ),
                (
                    "actor_label",
                    models.CharField(default="", max_length=200, verbose_name="recorded by"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("contribution", models.CharField(blank=True, max_length=200)),
                (
                    "taken_back_with",
                    models.PositiveBigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="taken back by import"
                    ),
                ),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="bodies.body",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical contributor",
                "verbose_name_plural": "historical contributors",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="recommendat_history_5826fd_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalActionRecommendation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="effective date"
                    ),
                ),
                (
                    "actor_label",
                    models.CharField(default="", max_length=200, verbose_name="recorded by"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.action",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical action recommendation",
                "verbose_name_plural": "historical action recommendations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="recommendat_history_021be5_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Contributor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("contribution", models.CharField(blank=True, max_length=200)),
                (
                    "taken_back_with",
                    models.PositiveBigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="taken back by import"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="bodies.body",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributors",
                        to="recommendations.recommendation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_with", None)),
                        fields=("recommendation", "body"),
                        name="body_contributes_to_recommendation_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionRecommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendation_links",
                        to="recommendations.action",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="action_links",
                        to="recommendations.recommendation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("action", "recommendation"),
                        name="action_serves_a_recommendation_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecommendationFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="reviews.finding",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="recommendations.recommendation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recommendation", "finding"),
                        name="recommendation_rests_on_a_finding_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecommendationLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("repeats", "Repeats"),
                            ("supersedes", "Supersedes"),
                            ("restates", "Restates"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_on",
                        to="recommendations.recommendation",
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_back",
                        to="recommendations.recommendation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("later", "earlier", "kind"),
                        name="recommendations_are_linked_once_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("later", models.F("earlier")), _negated=True),
                        name="recommendation_is_not_linked_to_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecommendationPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="motions.motionpoint",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="recommendations.recommendation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recommendation", "point"),
                        name="recommendation_comes_from_a_point_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("must-respond", "Must respond"),
                            ("have-regard", "Must have regard"),
                            ("asked", "Asked to respond"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("issued", "Awaiting response"),
                            ("answered", "Answered"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="issued",
                        max_length=12,
                    ),
                ),
                ("noticed_on", models.DateField()),
                ("received_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(verbose_name="last day to answer")),
                (
                    "response",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("partly-accepted", "Partly accepted"),
                            ("rejected", "Rejected"),
                        ],
                        max_length=20,
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("response_words", models.TextField(blank=True)),
                (
                    "not_accepted",
                    models.TextField(blank=True, verbose_name="what is not accepted, and why"),
                ),
                ("decision_maker", models.CharField(blank=True, max_length=200)),
                (
                    "recorded_for_body",
                    models.BooleanField(
                        default=False, verbose_name="entered for the body by governance"
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="bodies.body",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="recommendations.recommendation",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="recommendations.clockrule",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["status", "due_on"], name="referral_by_status_and_day"),
                    models.Index(fields=["body", "status"], name="referral_by_body"),
                    models.Index(
                        fields=["recommendation", "status", "due_on"],
                        name="referral_by_recommendation",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "issued")),
                        fields=("recommendation", "body"),
                        name="body_has_one_open_referral_a_recommendation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("response", ""), _negated=True),
                                models.Q(("response_words", ""), _negated=True),
                                models.Q(("decision_maker", ""), _negated=True),
                                ("answered_on__isnull", False),
                                ("status", "answered"),
                            ),
                            models.Q(
                                models.Q(("status", "answered"), _negated=True),
                                ("answered_on", None),
                                ("response", ""),
                            ),
                            _connector="OR",
                        ),
                        name="referral_answered_exactly_with_words_and_decision_maker",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("not_accepted", ""), ("response", "partly-accepted"), _negated=True
                        ),
                        name="referral_partly_accepted_says_what_is_not",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("noticed_on"))),
                        name="referral_is_not_due_before_notice",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRecommendation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="effective date"
                    ),
                ),
                (
                    "actor_label",
                    models.CharField(default="", max_length=200, verbose_name="recorded by"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "visibility",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "Public"),
                            ("exempt", "Exempt"),
                            ("restricted", "Restricted"),
                            ("", "Not classified yet"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "exempt_paragraph",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "1: about an individual"),
                            (2, "2: likely to reveal who an individual is"),
                            (3, "3: somebody’s financial or business affairs"),
                            (4, "4: consultations or negotiations about labour relations"),
                            (5, "5: legal professional privilege"),
                            (6, "6: a notice, order or direction that is to be given"),
                            (7, "7: preventing, investigating or prosecuting crime"),
                        ],
                        null=True,
                        verbose_name="paragraph of Schedule 12A",
                    ),
                ),
                (
                    "public_interest_reason",
                    models.TextField(
                        blank=True, verbose_name="why the public interest is in not publishing it"
                    ),
                ),
                (
                    "restricted_to",
                    models.TextField(blank=True, verbose_name="bodies that may read it"),
                ),
                (
                    "classified_by_label",
                    models.CharField(blank=True, max_length=200, verbose_name="classified by"),
                ),
                ("classified_on", models.DateField(blank=True, null=True)),
                (
                    "classification_review_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="to be looked at again on"
                    ),
                ),
                ("void_asked_on", models.DateField(blank=True, null=True)),
                (
                    "void_reason",
                    models.TextField(blank=True, verbose_name="why it was entered in error"),
                ),
                (
                    "voided_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="entered in error, agreed on"
                    ),
                ),
                (
                    "taken_back_with",
                    models.PositiveBigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="taken back by import"
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        db_index=True,
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9.-]*$",
                                "Use letters, digits, dots and hyphens, such as RSCP-2022-R4.3.",
                            )
                        ],
                        verbose_name="reference",
                    ),
                ),
                ("sort_key", recommendations.models.reference.SortKeyField()),
                ("title", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("suggested", "Suggested recommendation"),
                            ("formal", "Formal recommendation"),
                            ("assurance-sought", "Assurance sought"),
                            ("commitment", "Commitment"),
                        ],
                        default="suggested",
                        max_length=20,
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="number in its source"
                    ),
                ),
                ("page", models.CharField(blank=True, max_length=60)),
                (
                    "source",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="where it comes from"
                    ),
                ),
                ("published_words", models.TextField(blank=True)),
                ("summary", models.TextField(blank=True, verbose_name="in our words")),
                ("adopted_words", models.TextField(blank=True, verbose_name="as adopted")),
                (
                    "priority",
                    models.CharField(
                        blank=True,
                        choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")],
                        max_length=10,
                    ),
                ),
                (
                    "lead_post",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="lead officer (post)"
                    ),
                ),
                (
                    "lead_basis",
                    models.CharField(blank=True, max_length=200, verbose_name="why this lead"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("suggested", "Suggested"),
                            ("adopted", "Adopted"),
                            ("awaiting-response", "Awaiting response"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("in-progress", "In progress"),
                            ("reported-complete", "Reported complete"),
                            ("closed", "Closed"),
                            ("not-progressed", "Not progressed"),
                            ("not-taken-forward", "Not taken forward"),
                            ("superseded", "Superseded"),
                        ],
                        default="suggested",
                        max_length=20,
                    ),
                ),
                ("status_on", models.DateField(verbose_name="in this status since")),
                ("status_reason", models.TextField(blank=True)),
                ("intended_effect", models.TextField(blank=True)),
                ("how_we_will_know", models.TextField(blank=True)),
                ("constraints", models.TextField(blank=True)),
                ("implications", models.JSONField(blank=True, default=list)),
                ("next_at_committee_on", models.DateField(blank=True, null=True)),
                ("effect", models.TextField(blank=True, verbose_name="effect, as claimed")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("implemented", "Implemented"),
                            ("implemented-differently", "Implemented differently"),
                            ("partly-implemented", "Partly implemented"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "impact",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("shown", "Impact shown"),
                            ("partly-shown", "Impact partly shown"),
                            ("not-shown-yet", "Impact not shown yet"),
                            ("not-assessed", "Impact not assessed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("impact_note", models.TextField(blank=True)),
                ("follow_up_on", models.DateField(blank=True, null=True)),
                ("risk_of_not_doing", models.TextField(blank=True)),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "adopted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="bodies.decision",
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "classified_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="bodies.decision",
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="bodies.body",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reviews.sourcedocument",
                    ),
                ),
                (
                    "lead_body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="bodies.body",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reviews.review",
                    ),
                ),
                (
                    "void_asked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical recommendation",
                "verbose_name_plural": "historical recommendations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="recommendat_history_894812_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAction",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="effective date"
                    ),
                ),
                (
                    "actor_label",
                    models.CharField(default="", max_length=200, verbose_name="recorded by"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "visibility",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "Public"),
                            ("exempt", "Exempt"),
                            ("restricted", "Restricted"),
                            ("", "Not classified yet"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "exempt_paragraph",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "1: about an individual"),
                            (2, "2: likely to reveal who an individual is"),
                            (3, "3: somebody’s financial or business affairs"),
                            (4, "4: consultations or negotiations about labour relations"),
                            (5, "5: legal professional privilege"),
                            (6, "6: a notice, order or direction that is to be given"),
                            (7, "7: preventing, investigating or prosecuting crime"),
                        ],
                        null=True,
                        verbose_name="paragraph of Schedule 12A",
                    ),
                ),
                (
                    "public_interest_reason",
                    models.TextField(
                        blank=True, verbose_name="why the public interest is in not publishing it"
                    ),
                ),
                (
                    "restricted_to",
                    models.TextField(blank=True, verbose_name="bodies that may read it"),
                ),
                (
                    "classified_by_label",
                    models.CharField(blank=True, max_length=200, verbose_name="classified by"),
                ),
                ("classified_on", models.DateField(blank=True, null=True)),
                (
                    "classification_review_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="to be looked at again on"
                    ),
                ),
                ("void_asked_on", models.DateField(blank=True, null=True)),
                (
                    "void_reason",
                    models.TextField(blank=True, verbose_name="why it was entered in error"),
                ),
                (
                    "voided_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="entered in error, agreed on"
                    ),
                ),
                (
                    "taken_back_with",
                    models.PositiveBigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="taken back by import"
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        db_index=True,
                        max_length=70,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9.-]*$",
                                "Use letters, digits, dots and hyphens, such as RSCP-2022-R4.3.",
                            )
                        ],
                        verbose_name="reference",
                    ),
                ),
                ("sort_key", recommendations.models.reference.SortKeyField()),
                ("title", models.CharField(max_length=200)),
                ("summary", models.TextField(blank=True, verbose_name="what is to be done")),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "priority",
                    models.CharField(
                        blank=True,
                        choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")],
                        max_length=10,
                    ),
                ),
                (
                    "lead_post",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="lead officer (post)"
                    ),
                ),
                (
                    "lead_basis",
                    models.CharField(blank=True, max_length=200, verbose_name="why this lead"),
                ),
                ("intended_effect", models.TextField(blank=True)),
                ("how_we_will_know", models.TextField(blank=True)),
                ("constraints", models.TextField(blank=True)),
                ("implications", models.JSONField(blank=True, default=list)),
                ("opened_on", models.DateField()),
                ("due_on", models.DateField(blank=True, null=True)),
                ("original_due_on", models.DateField(blank=True, null=True)),
                (
                    "due_words",
                    models.CharField(blank=True, max_length=200, verbose_name="date, as written"),
                ),
                ("times_moved", models.PositiveSmallIntegerField(default=0)),
                ("last_moved_on", models.DateField(blank=True, null=True)),
                ("last_update_on", models.DateField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not-started", "Not started"),
                            ("in-progress", "In progress"),
                            ("blocked", "Blocked"),
                            ("reported-complete", "Reported complete"),
                            ("verified", "Verified"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="not-started",
                        max_length=20,
                    ),
                ),
                ("status_on", models.DateField(verbose_name="in this status since")),
                (
                    "view",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("on-track", "On track"),
                            ("at-risk", "At risk"),
                            ("off-track", "Off track"),
                        ],
                        max_length=12,
                        verbose_name="the body’s own view",
                    ),
                ),
                ("view_reason", models.TextField(blank=True)),
                ("blocked_on_what", models.TextField(blank=True, verbose_name="blocked on")),
                (
                    "unblocked_by_whom",
                    models.CharField(blank=True, max_length=200, verbose_name="who can unblock it"),
                ),
                ("completed_on", models.DateField(blank=True, null=True)),
                ("effect", models.TextField(blank=True, verbose_name="effect, as claimed")),
                ("verified_on", models.DateField(blank=True, null=True)),
                ("cancelled_reason", models.TextField(blank=True)),
                (
                    "cancelled_by_whom",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="who approved the cancelling"
                    ),
                ),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "classified_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead_body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="bodies.body",
                    ),
                ),
                (
                    "lead_person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "void_asked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical action",
                "verbose_name_plural": "historical actions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="recommendat_history_58fb61_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Threshold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("due_soon_days", "Days before its date that an action is due soon"),
                            (
                                "response_soon_days",
                                "Days before its last day that a response is due soon",
                            ),
                            ("cycle_months", "Months in a reporting cycle"),
                            (
                                "stale_cycles_red",
                                "Cycles without an update that make an action off track",
                            ),
                            ("blocked_days", "Days after which an action is blocked too long"),
                            (
                                "slipped_days_red",
                                "Days past its original date that make an action off track",
                            ),
                            ("slipped_times_red", "Changes of date that make an action off track"),
                            (
                                "date_change_days",
                                "Days by which a date may move without governance agreeing",
                            ),
                            (
                                "date_change_times",
                                "Change of date from which governance must agree",
                            ),
                            ("plan_days", "Days after acceptance by which there must be an action"),
                            (
                                "forward_working_days",
                                "Working days after adoption by which it must be forwarded",
                            ),
                            (
                                "assurance_meetings",
                                "Meetings after a claim by which the committee should have looked",
                            ),
                        ],
                        max_length=40,
                    ),
                ),
                ("value", models.PositiveSmallIntegerField()),
                ("starts_on", models.DateField(verbose_name="from")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "starts_on"), name="threshold_has_one_value_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionContributor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("contribution", models.CharField(blank=True, max_length=200)),
                (
                    "taken_back_with",
                    models.PositiveBigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="taken back by import"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributors",
                        to="recommendations.action",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="action_contributions",
                        to="bodies.body",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_with", None)),
                        fields=("action", "body"),
                        name="body_contributes_to_action_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DateChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("old_due_on", models.DateField(blank=True, null=True)),
                ("new_due_on", models.DateField()),
                ("reason", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Waiting for agreement"),
                            ("agreed", "Agreed"),
                            ("refused", "Refused"),
                            ("taken-back", "Taken back"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_by_label", models.CharField(max_length=200)),
                ("asked_on", models.DateField()),
                ("settled_by_label", models.CharField(blank=True, max_length=200)),
                ("settled_on", models.DateField(blank=True, null=True)),
                ("settled_note", models.TextField(blank=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="date_changes",
                        to="recommendations.action",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["action", "-asked_on"], name="date_change_by_action")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="date_change_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("old_due_on", None),
                            models.Q(("old_due_on", models.F("new_due_on")), _negated=True),
                            _connector="OR",
                        ),
                        name="date_change_changes_the_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_on", None), ("status", "asked")),
                            models.Q(
                                models.Q(("status", "asked"), _negated=True),
                                models.Q(("settled_by_label", ""), _negated=True),
                                ("settled_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="date_change_settled_by_somebody_exactly_when_settled",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "asked")),
                        fields=("action",),
                        name="action_waits_for_one_date_change_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalActionContributor",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="effective date"
                    ),
                ),
                (
                    "actor_label",
                    models.CharField(default="", max_length=200, verbose_name="recorded by"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("contribution", models.CharField(blank=True, max_length=200)),
                (
                    "taken_back_with",
                    models.PositiveBigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="taken back by import"
                    ),
                ),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.action",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="bodies.body",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical action contributor",
                "verbose_name_plural": "historical action contributors",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="recommendat_history_eb9f4b_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDateChange",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="effective date"
                    ),
                ),
                (
                    "actor_label",
                    models.CharField(default="", max_length=200, verbose_name="recorded by"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("old_due_on", models.DateField(blank=True, null=True)),
                ("new_due_on", models.DateField()),
                ("reason", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Waiting for agreement"),
                            ("agreed", "Agreed"),
                            ("refused", "Refused"),
                            ("taken-back", "Taken back"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_by_label", models.CharField(max_length=200)),
                ("asked_on", models.DateField()),
                ("settled_by_label", models.CharField(blank=True, max_length=200)),
                ("settled_on", models.DateField(blank=True, null=True)),
                ("settled_note", models.TextField(blank=True)),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.action",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical date change",
                "verbose_name_plural": "historical date changes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="recommendat_history_7537d4_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProgressUpdate",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "actor_label",
                    models.CharField(default="", max_length=200, verbose_name="recorded by"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "visibility",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "Public"),
                            ("exempt", "Exempt"),
                            ("restricted", "Restricted"),
                            ("", "Not classified yet"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "exempt_paragraph",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "1: about an individual"),
                            (2, "2: likely to reveal who an individual is"),
                            (3, "3: somebody’s financial or business affairs"),
                            (4, "4: consultations or negotiations about labour relations"),
                            (5, "5: legal professional privilege"),
                            (6, "6: a notice, order or direction that is to be given"),
                            (7, "7: preventing, investigating or prosecuting crime"),
                        ],
                        null=True,
                        verbose_name="paragraph of Schedule 12A",
                    ),
                ),
                (
                    "public_interest_reason",
                    models.TextField(
                        blank=True, verbose_name="why the public interest is in not publishing it"
                    ),
                ),
                (
                    "restricted_to",
                    models.TextField(blank=True, verbose_name="bodies that may read it"),
                ),
                (
                    "classified_by_label",
                    models.CharField(blank=True, max_length=200, verbose_name="classified by"),
                ),
                ("classified_on", models.DateField(blank=True, null=True)),
                (
                    "classification_review_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="to be looked at again on"
                    ),
                ),
                ("void_asked_on", models.DateField(blank=True, null=True)),
                (
                    "void_reason",
                    models.TextField(blank=True, verbose_name="why it was entered in error"),
                ),
                (
                    "voided_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="entered in error, agreed on"
                    ),
                ),
                (
                    "taken_back_with",
                    models.PositiveBigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="taken back by import"
                    ),
                ),
                ("author_label", models.CharField(max_length=200)),
                (
                    "entered_for_body",
                    models.BooleanField(
                        default=False, verbose_name="entered for the body by governance"
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="as at")),
                ("recorded_at", models.DateTimeField(blank=True, editable=False)),
                ("done", models.TextField(verbose_name="what has been done")),
                ("next", models.TextField(blank=True, verbose_name="what happens next")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="by when")),
                (
                    "status_before",
                    models.CharField(
                        choices=[
                            ("not-started", "Not started"),
                            ("in-progress", "In progress"),
                            ("blocked", "Blocked"),
                            ("reported-complete", "Reported complete"),
                            ("verified", "Verified"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "status_after",
                    models.CharField(
                        choices=[
                            ("not-started", "Not started"),
                            ("in-progress", "In progress"),
                            ("blocked", "Blocked"),
                            ("reported-complete", "Reported complete"),
                            ("verified", "Verified"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "view",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("on-track", "On track"),
                            ("at-risk", "At risk"),
                            ("off-track", "Off track"),
                        ],
                        max_length=12,
                        verbose_name="the body’s own view",
                    ),
                ),
                ("view_reason", models.TextField(blank=True)),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.action",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="bodies.body",
                    ),
                ),
                (
                    "classified_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "void_asked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical progress update",
                "verbose_name_plural": "historical progress updates",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="recommendat_history_23b8fb_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "visibility",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "Public"),
                            ("exempt", "Exempt"),
                            ("restricted", "Restricted"),
                            ("", "Not classified yet"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "exempt_paragraph",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "1: about an individual"),
                            (2, "2: likely to reveal who an individual is"),
                            (3, "3: somebody’s financial or business affairs"),
                            (4, "4: consultations or negotiations about labour relations"),
                            (5, "5: legal professional privilege"),
                            (6, "6: a notice, order or direction that is to be given"),
                            (7, "7: preventing, investigating or prosecuting crime"),
                        ],
                        null=True,
                        verbose_name="paragraph of Schedule 12A",
                    ),
                ),
                (
                    "public_interest_reason",
                    models.TextField(
                        blank=True, verbose_name="why the public interest is in not publishing it"
                    ),
                ),
                (
                    "restricted_to",
                    models.TextField(blank=True, verbose_name="bodies that may read it"),
                ),
                (
                    "classified_by_label",
                    models.CharField(blank=True, max_length=200, verbose_name="classified by"),
                ),
                ("classified_on", models.DateField(blank=True, null=True)),
                (
                    "classification_review_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="to be looked at again on"
                    ),
                ),
                ("void_asked_on", models.DateField(blank=True, null=True)),
                (
                    "void_reason",
                    models.TextField(blank=True, verbose_name="why it was entered in error"),
                ),
                (
                    "voided_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="entered in error, agreed on"
                    ),
                ),
                (
                    "taken_back_with",
                    models.PositiveBigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="taken back by import"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("link", "Link"),
                            ("file", "File"),
                            ("held-elsewhere", "Held elsewhere"),
                        ],
                        max_length=16,
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="what it shows")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                (
                    "seen_by",
                    models.CharField(blank=True, max_length=200, verbose_name="seen by (post)"),
                ),
                ("seen_on", models.DateField(blank=True, null=True)),
                ("given_on", models.DateField()),
                ("file_name", models.CharField(blank=True, max_length=100, verbose_name="file")),
                (
                    "content_type",
                    models.CharField(blank=True, max_length=100, verbose_name="type of file"),
                ),
                (
                    "size",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="size in bytes"
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                (
                    "stored_as",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="place in the store"
                    ),
                ),
                (
                    "scanned_on",
                    models.DateField(blank=True, null=True, verbose_name="scanned, nothing found"),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="recommendations.action",
                    ),
                ),
                (
                    "classified_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "held_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_held",
                        to="bodies.body",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacements",
                        to="recommendations.evidence",
                    ),
                ),
                (
                    "void_asked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "update",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="recommendations.progressupdate",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("visibility", "public"), _negated=True),
                        fields=["visibility"],
                        name="evidence_not_public",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["public", "exempt", "restricted", ""])
                        ),
                        name="evidence_visibility_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility", "exempt"), _negated=True),
                            models.Q(
                                models.Q(("public_interest_reason", ""), _negated=True),
                                ("classification_review_on__isnull", False),
                                ("exempt_paragraph__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_exempt_says_by_which_paragraph_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("restricted_to", ""), ("visibility", "restricted"), _negated=True
                        ),
                        name="evidence_restricted_names_its_bodies",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility", ""),
                            models.Q(
                                models.Q(("classified_by_label", ""), _negated=True),
                                ("classified_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_is_classified_by_somebody_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("taken_back_with", None), ("voided_by", None), ("voided_on", None)
                            ),
                            models.Q(
                                models.Q(("void_reason", ""), _negated=True),
                                models.Q(("voided_by", models.F("void_asked_by")), _negated=True),
                                ("taken_back_with", None),
                                ("void_asked_by__isnull", False),
                                ("voided_by__isnull", False),
                                ("voided_on__isnull", False),
                            ),
                            models.Q(
                                models.Q(("void_reason", ""), _negated=True),
                                ("taken_back_with__isnull", False),
                                ("void_asked_by", None),
                                ("voided_by", None),
                                ("voided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_is_void_when_a_second_person_agrees",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("url", ""), _negated=True), ("kind", "link")),
                            models.Q(
                                ("held_by__isnull", False),
                                ("kind", "held-elsewhere"),
                                ("seen_on__isnull", False),
                            ),
                            models.Q(
                                models.Q(("file_name", ""), _negated=True),
                                models.Q(("content_type", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                                models.Q(("stored_as", ""), _negated=True),
                                ("kind", "file"),
                                ("size__gt", 0),
                                ("size__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_has_an_address_a_holder_or_a_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "file"),
                            models.Q(
                                ("content_type", ""),
                                ("file_name", ""),
                                ("replaces", None),
                                ("scanned_on", None),
                                ("sha256", ""),
                                ("size", None),
                                ("stored_as", ""),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_without_a_file_says_nothing_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaces", None),
                            models.Q(("replaces", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="evidence_does_not_replace_itself",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("voided_on", None)),
                        fields=("replaces",),
                        name="evidence_is_replaced_by_one_that_stands",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stored_as", ""), _negated=True),
                        fields=("stored_as",),
                        name="evidence_has_a_place_of_its_own",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalEvidence",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "effective_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="effective date"
                    ),
                ),
                (
                    "actor_label",
                    models.CharField(default="", max_length=200, verbose_name="recorded by"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "visibility",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "Public"),
                            ("exempt", "Exempt"),
                            ("restricted", "Restricted"),
                            ("", "Not classified yet"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "exempt_paragraph",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "1: about an individual"),
                            (2, "2: likely to reveal who an individual is"),
                            (3, "3: somebody’s financial or business affairs"),
                            (4, "4: consultations or negotiations about labour relations"),
                            (5, "5: legal professional privilege"),
                            (6, "6: a notice, order or direction that is to be given"),
                            (7, "7: preventing, investigating or prosecuting crime"),
                        ],
                        null=True,
                        verbose_name="paragraph of Schedule 12A",
                    ),
                ),
                (
                    "public_interest_reason",
                    models.TextField(
                        blank=True, verbose_name="why the public interest is in not publishing it"
                    ),
                ),
                (
                    "restricted_to",
                    models.TextField(blank=True, verbose_name="bodies that may read it"),
                ),
                (
                    "classified_by_label",
                    models.CharField(blank=True, max_length=200, verbose_name="classified by"),
                ),
                ("classified_on", models.DateField(blank=True, null=True)),
                (
                    "classification_review_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="to be looked at again on"
                    ),
                ),
                ("void_asked_on", models.DateField(blank=True, null=True)),
                (
                    "void_reason",
                    models.TextField(blank=True, verbose_name="why it was entered in error"),
                ),
                (
                    "voided_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="entered in error, agreed on"
                    ),
                ),
                (
                    "taken_back_with",
                    models.PositiveBigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="taken back by import"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("link", "Link"),
                            ("file", "File"),
                            ("held-elsewhere", "Held elsewhere"),
                        ],
                        max_length=16,
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="what it shows")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                (
                    "seen_by",
                    models.CharField(blank=True, max_length=200, verbose_name="seen by (post)"),
                ),
                ("seen_on", models.DateField(blank=True, null=True)),
                ("given_on", models.DateField()),
                ("file_name", models.CharField(blank=True, max_length=100, verbose_name="file")),
                (
                    "content_type",
                    models.CharField(blank=True, max_length=100, verbose_name="type of file"),
                ),
                (
                    "size",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="size in bytes"
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                (
                    "stored_as",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="place in the store"
                    ),
                ),
                (
                    "scanned_on",
                    models.DateField(blank=True, null=True, verbose_name="scanned, nothing found"),
                ),
                ("history_user_id", models.PositiveBigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.action",
                    ),
                ),
                (
                    "classified_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "held_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="bodies.body",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.evidence",
                    ),
                ),
                (
                    "void_asked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "update",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="recommendations.progressupdate",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical evidence",
                "verbose_name_plural": "historical evidence",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="recommendat_history_6dff2b_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
