"""What each role may do, as permissions named after verbs. Which things it may do them to is
in the QuerySets (`visible_to`, `editable_by`)."""

from django.db import models


class Role(models.TextChoices):
    MEMBER = "member", "Scrutiny member"
    BODY_OFFICER = "body-officer", "Body officer"
    BODY_APPROVER = "body-approver", "Body approver"
    GOVERNANCE = "governance", "Governance officer"
    ADMIN = "admin", "Administrator"
    AUDITOR = "auditor", "Auditor"


#: Roles that are held for one body; the others are held for the whole register.
ROLES_OF_A_BODY = (Role.MEMBER, Role.BODY_OFFICER, Role.BODY_APPROVER)

READ = {
    "recommendations.view_register",
    "recommendations.export_register",
}

#: Exempt and restricted items as well, whosever they are.
READ_EVERYTHING = {"recommendations.read_everything"}

#: The log, and its verification.
READ_AUDIT = {"audit.view_log", "audit.verify_log"}

#: What was written to bodies and people, as it was sent.
READ_LETTERS = {"correspondence.read_letters"}

UPDATE = {
    "recommendations.update_action",
    "recommendations.ask_for_date",
}

ADMINISTERED = {
    "accounts": ("user", "membership"),
    "bodies": ("body", "formername", "meeting", "decision"),
    "recommendations": ("theme", "clockrule", "threshold"),
    "correspondence": ("rung",),
    "reviews": ("glossaryterm",),
}

# Nothing in the record is deleted, so no role has a delete permission.
ADMINISTER = {
    f"{app}.{verb}_{model}"
    for app, models_ in ADMINISTERED.items()
    for model in models_
    for verb in ("view", "add", "change")
}

PERMISSIONS = {
    Role.MEMBER: READ | {"correspondence.ask_question"},
    Role.BODY_OFFICER: READ | UPDATE,
    Role.BODY_APPROVER: READ | UPDATE | {"recommendations.answer_referral"},
    Role.GOVERNANCE: READ
    | READ_EVERYTHING
    | READ_AUDIT
    | READ_LETTERS
    | UPDATE
    | {
        "correspondence.send_letter",
        "correspondence.route_question",
        "recommendations.answer_referral",
        "recommendations.check_action",
        "recommendations.agree_date",
        "recommendations.move_recommendation",
        "recommendations.classify_item",
        "recommendations.void_item",
        "motions.classify_point",
        "imports.import_register",
    },
    Role.ADMIN: READ
    | READ_AUDIT
    | ADMINISTER
    | {"accounts.use_admin", "accounts.invite_user", "imports.import_register"},
    Role.AUDITOR: READ | READ_EVERYTHING | READ_AUDIT | READ_LETTERS,
}
