"""What people do to a file that was given as evidence."""

from audit.record import Act, record
from audit.refusal import NotAllowed
from audit.verb import verb
from recommendations.lifecycle.action import OPEN, Status
from recommendations.models import Action, Evidence
from recommendations.workflow.classification import as_narrow_as
from recommendations.workflow.permission import allow, allow_on, need

UPDATE = "recommendations.update_action"


@verb
def replace_file(evidence, *, file, title, reason, by):
    """Give another version of a file: a row of its own, whoever may read the earlier one. The
    earlier one stays as it is, to be opened as before. `file` holds the columns that
    `recommendations.files.Taken` fills."""
    allow(by, UPDATE)
    action = Action.objects.select_for_update().get(pk=evidence.action_id)
    allow_on(by, Action.objects.editable_by(by) if by else Action.objects, action)
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    allow_on(by, Evidence.objects.visible_to(by) if by else Evidence.objects, evidence)
    need(title.strip(), "Say what the file shows.")
    need(reason.strip(), "Say why it is replaced.")
    _check_replaceable(evidence, action)
    act = Act(by=by, reason=reason)
    return record(
        Evidence(
            action=action,
            update=evidence.update,
            kind=Evidence.Kind.FILE,
            title=title,
            given_on=act.day,
            replaces=evidence,
            **file,
            **as_narrow_as(evidence),
        ),
        act,
    )


def replaceable_on(action):
    """Whether files of `action` may be replaced: what governance settled stays as it was seen."""
    return action.status in (*OPEN, Status.REPORTED_COMPLETE)


def _check_replaceable(evidence, action):
    if not evidence.is_file or evidence.voided_on:
        raise NotAllowed("Only a file can be replaced by another one.")
    if not replaceable_on(action):
        label = action.status_word.label.lower()
        raise NotAllowed(f"The action is {label}, so its evidence stays as it is.")
    if evidence.replacements.standing().exists():
        raise NotAllowed("This file is replaced already. Look at the latest one.")
