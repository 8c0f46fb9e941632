import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("reviews", "0001_initial"),
        ("reviews", "0002_who_may_see"),
        ("reviews", "0003_taken_back_with_an_import"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("bodies", "0001_initial"),
        ("motions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="GlossaryTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("term", models.CharField(max_length=100, unique=True)),
                ("meaning", models.TextField()),
                ("source", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalGlossaryTerm",
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
                ("term", models.CharField(db_index=True, max_length=100)),
                ("meaning", models.TextField()),
                ("source", models.CharField(blank=True, max_length=300)),
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
                "verbose_name": "historical glossary term",
                "verbose_name_plural": "historical glossary terms",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="reviews_his_history_75bdd1_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("ref", models.CharField(max_length=60, unique=True, verbose_name="reference")),
                ("title", models.CharField(max_length=200)),
                ("kind", models.CharField(blank=True, max_length=100)),
                ("about", models.TextField(blank=True)),
                (
                    "standing",
                    models.TextField(
                        blank=True,
                        help_text="For example that the reviewers make suggestions, not firm recommendations.",
                        verbose_name="how its suggestions are to be read",
                    ),
                ),
                ("published_on", models.DateField(blank=True, null=True)),
                (
                    "published_words",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="published, as written"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "motion",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="motions.motion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SourceDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("ref", models.CharField(max_length=60, unique=True, verbose_name="reference")),
                ("title", models.CharField(max_length=300)),
                ("kind", models.CharField(blank=True, max_length=120)),
                ("dated_on", models.DateField(blank=True, null=True)),
                (
                    "dated_words",
                    models.CharField(blank=True, max_length=100, verbose_name="date, as written"),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("about", models.TextField(blank=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="bodies.meeting",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="reviews.review",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Finding",
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
                ("ref", models.CharField(max_length=70, unique=True, verbose_name="reference")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assurance", "Assurance"),
                            ("good-practice", "Good practice"),
                            ("area-for-improvement", "Area for improvement"),
                            ("no-evidence-found", "No evidence found"),
                            ("no-comment-made", "No comment made"),
                        ],
                        max_length=24,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("summary", models.TextField(verbose_name="in our words")),
                ("published_words", models.TextField(blank=True)),
                ("section", models.CharField(blank=True, max_length=200)),
                ("page", models.CharField(blank=True, max_length=40)),
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
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="reviews.review",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="reviews.sourcedocument",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("visibility", "public"), _negated=True),
                        fields=["visibility"],
                        name="finding_not_public",
                    ),
                    models.Index(fields=["review", "kind"], name="finding_by_review_and_kind"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["public", "exempt", "restricted", ""])
                        ),
                        name="finding_visibility_is_known",
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
                        name="finding_exempt_says_by_which_paragraph_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("restricted_to", ""), ("visibility", "restricted"), _negated=True
                        ),
                        name="finding_restricted_names_its_bodies",
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
                        name="finding_is_classified_by_somebody_named",
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
                        name="finding_is_void_when_a_second_person_agrees",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingBody",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="bodies.body",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies",
                        to="reviews.finding",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("finding", "body"), name="finding_concerns_a_body_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingPoint",
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
                        related_name="points",
                        to="reviews.finding",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="motions.motionpoint",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("finding", "point"), name="finding_answers_a_point_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFindingBody",
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
            ],
            options={
                "verbose_name": "historical finding body",
                "verbose_name_plural": "historical finding bodys",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="reviews_his_history_8311a1_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFindingPoint",
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
            ],
            options={
                "verbose_name": "historical finding point",
                "verbose_name_plural": "historical finding points",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="reviews_his_history_af1c74_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReview",
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
                ("ref", models.CharField(db_index=True, max_length=60, verbose_name="reference")),
                ("title", models.CharField(max_length=200)),
                ("kind", models.CharField(blank=True, max_length=100)),
                ("about", models.TextField(blank=True)),
                (
                    "standing",
                    models.TextField(
                        blank=True,
                        help_text="For example that the reviewers make suggestions, not firm recommendations.",
                        verbose_name="how its suggestions are to be read",
                    ),
                ),
                ("published_on", models.DateField(blank=True, null=True)),
                (
                    "published_words",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="published, as written"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300)),
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
                    "motion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="motions.motion",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical review",
                "verbose_name_plural": "historical reviews",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="reviews_his_history_d4ce87_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("what", models.CharField(max_length=200)),
                ("on", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "words",
                    models.CharField(blank=True, max_length=200, verbose_name="date, as written"),
                ),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="reviews.review",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on__isnull", False),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="milestone_has_a_day_or_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSourceDocument",
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
                ("ref", models.CharField(db_index=True, max_length=60, verbose_name="reference")),
                ("title", models.CharField(max_length=300)),
                ("kind", models.CharField(blank=True, max_length=120)),
                ("dated_on", models.DateField(blank=True, null=True)),
                (
                    "dated_words",
                    models.CharField(blank=True, max_length=100, verbose_name="date, as written"),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("about", models.TextField(blank=True)),
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="bodies.meeting",
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
            ],
            options={
                "verbose_name": "historical source document",
                "verbose_name_plural": "historical source documents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="reviews_his_history_85f1c4_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReviewStage",
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
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=100)),
                ("scope", models.TextField(blank=True)),
                ("method", models.TextField(blank=True)),
                ("target_on", models.DateField(blank=True, null=True)),
                (
                    "target_words",
                    models.CharField(blank=True, max_length=200, verbose_name="target, as written"),
                ),
                ("completed_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
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
            ],
            options={
                "verbose_name": "historical review stage",
                "verbose_name_plural": "historical review stages",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="reviews_his_history_54d3de_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReviewBody",
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
                    "part",
                    models.CharField(
                        choices=[
                            ("commissioned", "Commissioned it"),
                            ("undertook", "Carried it out"),
                        ],
                        max_length=20,
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
            ],
            options={
                "verbose_name": "historical review body",
                "verbose_name_plural": "historical review bodys",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="reviews_his_history_fc883d_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMilestone",
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
                ("what", models.CharField(max_length=200)),
                ("on", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "words",
                    models.CharField(blank=True, max_length=200, verbose_name="date, as written"),
                ),
                ("source", models.CharField(blank=True, max_length=300)),
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
            ],
            options={
                "verbose_name": "historical milestone",
                "verbose_name_plural": "historical milestones",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="reviews_his_history_84d10b_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ReviewBody",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("commissioned", "Commissioned it"),
                            ("undertook", "Carried it out"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_parts",
                        to="bodies.body",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies",
                        to="reviews.review",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "body", "part"), name="body_has_a_part_in_a_review_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewStage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=100)),
                ("scope", models.TextField(blank=True)),
                ("method", models.TextField(blank=True)),
                ("target_on", models.DateField(blank=True, null=True)),
                (
                    "target_words",
                    models.CharField(blank=True, max_length=200, verbose_name="target, as written"),
                ),
                ("completed_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="reviews.review",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "number"), name="review_stage_number_is_used_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFinding",
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
                ("ref", models.CharField(db_index=True, max_length=70, verbose_name="reference")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assurance", "Assurance"),
                            ("good-practice", "Good practice"),
                            ("area-for-improvement", "Area for improvement"),
                            ("no-evidence-found", "No evidence found"),
                            ("no-comment-made", "No comment made"),
                        ],
                        max_length=24,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("summary", models.TextField(verbose_name="in our words")),
                ("published_words", models.TextField(blank=True)),
                ("section", models.CharField(blank=True, max_length=200)),
                ("page", models.CharField(blank=True, max_length=40)),
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
            ],
            options={
                "verbose_name": "historical finding",
                "verbose_name_plural": "historical findings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="reviews_his_history_0c4ee2_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
