import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("imports", "0001_initial"),
        ("imports", "0002_more_kinds"),
        ("imports", "0003_undo_expiry_and_notes"),
        ("imports", "0004_mapping_and_file"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("reviews", "0001_to_0003"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("flat", "One line for each recommendation and its first action"),
                            ("recommendations", "Recommendations"),
                            ("actions", "Actions"),
                            ("updates", "Progress updates"),
                            ("motions", "Motions"),
                            ("motion-points", "Motion points"),
                            ("reviews", "Reviews"),
                            ("findings", "Findings"),
                            ("bodies", "Bodies"),
                            ("meetings", "Meetings"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "source_words",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="source review, as given"
                    ),
                ),
                ("sheet", models.CharField(blank=True, max_length=100)),
                ("header_row", models.PositiveIntegerField(default=1)),
                ("headings", models.JSONField(default=dict)),
                ("effective_on", models.DateField(verbose_name="effective date")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("previewed", "Not saved"),
                            ("saved", "Saved"),
                            ("discarded", "Discarded"),
                            ("expired", "Expired"),
                        ],
                        default="previewed",
                        max_length=12,
                    ),
                ),
                ("counts", models.JSONField(default=dict)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("written", models.JSONField(default=dict)),
                ("notes", models.JSONField(blank=True, default=list)),
                ("merged", models.JSONField(blank=True, default=dict)),
                ("choices", models.JSONField(blank=True, default=dict)),
                (
                    "refusal",
                    models.TextField(blank=True, verbose_name="why its lines can’t be told yet"),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why it was undone")),
                ("created_by_label", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_batches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source_review",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_batches",
                        to="reviews.review",
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="imports.importbatch",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "import batches",
                "indexes": [models.Index(fields=["sha256"], name="import_batch_by_file")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("saved_at__isnull", False), ("state", "saved")),
                            models.Q(
                                models.Q(("state", "saved"), _negated=True), ("saved_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="import_batch_has_a_moment_of_saving_exactly_when_saved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("undoes", None)),
                            models.Q(
                                models.Q(("reason", ""), _negated=True), ("undoes__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="import_batch_that_undoes_another_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("undoes", models.F("id")), _negated=True),
                        name="import_batch_does_not_undo_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UploadedFile",
            fields=[
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="uploaded",
                        serialize=False,
                        to="imports.importbatch",
                    ),
                ),
                ("data", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="HistoricalImportBatch",
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
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("flat", "One line for each recommendation and its first action"),
                            ("recommendations", "Recommendations"),
                            ("actions", "Actions"),
                            ("updates", "Progress updates"),
                            ("motions", "Motions"),
                            ("motion-points", "Motion points"),
                            ("reviews", "Reviews"),
                            ("findings", "Findings"),
                            ("bodies", "Bodies"),
                            ("meetings", "Meetings"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "source_words",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="source review, as given"
                    ),
                ),
                ("sheet", models.CharField(blank=True, max_length=100)),
                ("header_row", models.PositiveIntegerField(default=1)),
                ("headings", models.JSONField(default=dict)),
                ("effective_on", models.DateField(verbose_name="effective date")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("previewed", "Not saved"),
                            ("saved", "Saved"),
                            ("discarded", "Discarded"),
                            ("expired", "Expired"),
                        ],
                        default="previewed",
                        max_length=12,
                    ),
                ),
                ("counts", models.JSONField(default=dict)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("written", models.JSONField(default=dict)),
                ("notes", models.JSONField(blank=True, default=list)),
                ("merged", models.JSONField(blank=True, default=dict)),
                ("choices", models.JSONField(blank=True, default=dict)),
                (
                    "refusal",
                    models.TextField(blank=True, verbose_name="why its lines can’t be told yet"),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why it was undone")),
                ("created_by_label", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField(blank=True, editable=False)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
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
                    "created_by",
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
                    "source_review",
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
                    "undoes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="imports.importbatch",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical import batch",
                "verbose_name_plural": "historical import batches",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="imports_his_history_61cdba_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SavedMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("flat", "One line for each recommendation and its first action"),
                            ("recommendations", "Recommendations"),
                            ("actions", "Actions"),
                            ("updates", "Progress updates"),
                            ("motions", "Motions"),
                            ("motion-points", "Motion points"),
                            ("reviews", "Reviews"),
                            ("findings", "Findings"),
                            ("bodies", "Bodies"),
                            ("meetings", "Meetings"),
                        ],
                        max_length=20,
                    ),
                ),
                ("choices", models.JSONField(default=dict)),
                ("saved_by_label", models.CharField(max_length=200)),
                (
                    "saved_by",
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
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="saved_mapping_has_a_name_of_its_own",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StagedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="row in the sheet")),
                ("cells", models.JSONField()),
                ("section", models.CharField(blank=True, max_length=500)),
                ("ref", models.CharField(blank=True, max_length=100)),
                ("title", models.CharField(blank=True, max_length=300)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("changed", "Changed"),
                            ("unchanged", "No change"),
                            ("skipped", "Left out"),
                            ("error", "To mend"),
                        ],
                        max_length=12,
                    ),
                ),
                ("changes", models.JSONField(default=list)),
                ("errors", models.JSONField(default=list)),
                ("warnings", models.JSONField(default=list)),
                ("has_warnings", models.BooleanField(default=False)),
                ("previously", models.JSONField(blank=True, null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="imports.importbatch",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "number"), name="import_row_is_staged_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSavedMapping",
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
                ("name", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("flat", "One line for each recommendation and its first action"),
                            ("recommendations", "Recommendations"),
                            ("actions", "Actions"),
                            ("updates", "Progress updates"),
                            ("motions", "Motions"),
                            ("motion-points", "Motion points"),
                            ("reviews", "Reviews"),
                            ("findings", "Findings"),
                            ("bodies", "Bodies"),
                            ("meetings", "Meetings"),
                        ],
                        max_length=20,
                    ),
                ),
                ("choices", models.JSONField(default=dict)),
                ("saved_by_label", models.CharField(max_length=200)),
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
                    "saved_by",
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
                "verbose_name": "historical saved mapping",
                "verbose_name_plural": "historical saved mappings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"], name="imports_his_history_b6d308_idx"
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
