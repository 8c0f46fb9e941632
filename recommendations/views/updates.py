"""Updates for a meeting: which are to do, one after another, all in one table, and approving."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from audit.editing import in_one_transaction
from audit.refusal import NotAllowed
from audit.screened_form import QUESTIONS
from bodies.models import Meeting
from recommendations.forms.update import ProgressUpdateForm
from recommendations.lifecycle.action import OPEN, Status
from recommendations.lifecycle.update import Standing
from recommendations.models import Action, ProgressUpdate, Threshold, UpdateDraft
from recommendations.models.action import window_opens_on
from recommendations.workflow import draft as workflow

#: Rows of the table; the others are on the next ones, when these are done.
MOST_IN_TABLE = 20


@dataclass(frozen=True)
class Row:
    action: Action
    standing: Standing
    draft: UpdateDraft | None

    @property
    def is_to_do(self):
        return self.standing in (Standing.TO_DO, Standing.DRAFT, Standing.RETURNED)


def _wanting(user):
    days = Threshold.objects.rules_on(timezone.localdate()).update_window_days
    meetings = Meeting.objects.wanting_updates(timezone.localdate(), days).select_related("body")
    return meetings.order_by("updates_due_on", "pk")


def _own(user):
    return Action.objects.editable_by(user).led_by(user.own_body_ids).select_related("lead_body")


def _rows(user, meeting):
    drafts = {
        draft.action_id: draft
        for draft in UpdateDraft.objects.filter(meeting=meeting).select_related(
            "written_by", "given_to"
        )
    }
    opens_on = window_opens_on(meeting)
    rows = []
    for action in _own(user).reported_for(meeting).in_reference_order():
        draft = drafts.get(action.pk)
        if draft and (draft.typed or draft.standing != Standing.DRAFT):
            standing = Standing(draft.standing)
        elif action.last_update_on and action.last_update_on >= opens_on:
            standing = Standing.ON_RECORD
        else:
            standing = Standing.TO_DO
        rows.append(Row(action, standing, draft))
    return rows


def _meeting(user, ref):
    return get_object_or_404(_wanting(user), ref=ref)


@permission_required(workflow.UPDATE, raise_exception=True)
def update_list(request):
    """The meetings that want to hear; where there is one alone, its page."""
    meetings = [(meeting, _rows(request.user, meeting)) for meeting in _wanting(request.user)]
    meetings = [(meeting, rows) for meeting, rows in meetings if rows]
    if len(meetings) == 1:
        return redirect("update_meeting", meetings[0][0].ref)
    for meeting, rows in meetings:
        sent = sum(row.standing == Standing.ON_RECORD for row in rows)
        by = date_format(meeting.updates_due_on)
        meeting.hint = f"{sent} of {len(rows)} on record, wanted by {by}"
    page = {"meetings": [meeting for meeting, _ in meetings]}
    return render(request, "recommendations/update_list.html", page)


@permission_required(workflow.UPDATE, raise_exception=True)
def update_meeting(request, ref):
    """What is to do for one meeting. Posting approves, returns, or gives to a colleague what was
    chosen."""
    meeting = _meeting(request.user, ref)
    rows = _rows(request.user, meeting)
    note = ""
    if request.method == "POST":
        chosen = [row for row in rows if row.action.ref in request.POST.getlist("on")]
        note = request.POST.get("note", "")
        if _done_to(request, meeting, chosen, note):
            return redirect("update_meeting", meeting.ref)
    to_do = [row for row in rows if row.is_to_do]
    mine = [row for row in to_do if row.draft is None or row.draft.given_to in (None, request.user)]
    page = {
        "meeting": meeting,
        "rows": rows,
        "first": next(iter(mine or to_do), None),
        "to_do": len(to_do),
        "sent": sum(row.standing == Standing.ON_RECORD for row in rows),
        "waiting": [row for row in rows if row.standing == Standing.SUBMITTED],
        "may_approve": request.user.has_perm(workflow.ANSWER),
        "colleagues": list(workflow.colleagues_of(request.user).values()),
        "days_left": (meeting.updates_due_on - timezone.localdate()).days,
        "note": note,
    }
    return render(request, "recommendations/update_meeting.html", page)


def _done_to(request, meeting, chosen, note):
    """Each row on its own: one that is refused never holds up the others. Whether the page is to be
    shown anew."""
    if not chosen:
        messages.error(request, "Choose at least one action first.")
        return False
    step = request.POST.get("step", "")
    done, refused = 0, []
    for row in chosen:
        try:
            _do(step, row, meeting, request, note)
            done += 1
        except NotAllowed as refusal:
            refused.append(f"{row.action.ref}: {refusal}")
    words = {"approve": "approved", "return": "returned", "give": "given"}.get(step, "")
    if done:
        messages.success(request, f"{done} {words}.")
    for one in refused:
        messages.error(request, one)
    return not refused


def _do(step, row, meeting, request, note):
    if step == "give":
        key = request.POST.get("to", "")
        to = workflow.colleagues_of(request.user).get(int(key) if key.isdecimal() else 0)
        workflow.give(row.action, meeting, to=to, by=request.user)
    elif row.draft is None or row.standing != Standing.SUBMITTED:
        raise NotAllowed("It does not wait for approval.")
    elif step == "return":
        workflow.send_back(row.draft, note=note, by=request.user)
    elif step == "approve":
        form = _form(row.action, request.user, data=_as_sent(row.draft.typed))
        if not form.is_valid():
            first = next(iter(form.errors.values()))[0]
            raise NotAllowed(f"{first} Return it, or open it and send it yourself.")
        with form.recording():
            workflow.approve(row.draft, update=form.update, by=request.user)
    else:
        raise NotAllowed("Choose what to do with it.")


@permission_required(workflow.UPDATE, raise_exception=True)
@in_one_transaction
def update_step(request, ref, action):
    """One action of those that are to do; after it comes the next."""
    meeting = _meeting(request.user, ref)
    rows = _rows(request.user, meeting)
    row = next((one for one in rows if one.action.ref == action), None)
    thing = get_object_or_404(_own(request.user), ref=action if row else "")
    form = _form(thing, request.user, request.POST if request.method == "POST" else None)
    typed = _typed(form, request.POST)
    if "draft" in request.POST:
        try:
            workflow.keep(thing, meeting, typed=typed, by=request.user)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"The draft of {thing.ref} is kept.")
            return redirect("update_meeting", meeting.ref)
    if row.draft and not form.is_bound:
        _fill_in(form, row.draft.typed)
    if form.is_valid():
        try:
            with form.recording():
                told = {"typed": typed, "update": form.update, "by": request.user}
                posted = workflow.submit(thing, meeting, **told)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            words = "is on record" if posted else "waits for approval"
            messages.success(request, f"The update of {thing.ref} {words}.")
            return redirect(_after(rows, row, meeting, request.user))
    page = {
        "meeting": meeting,
        "action": thing,
        "row": row,
        "number": rows.index(row) + 1,
        "of": len(rows),
        "last_update": form.last_update,
        "form": form,
        "skip_url": _after(rows, row, meeting, request.user),
        "needs_approval": workflow.needs_approval(thing, request.user),
    }
    return render(request, "recommendations/update_step.html", page)


def _after(rows, row, meeting, user):
    """The next one that is to do after `row`, round to the first again; then the list."""
    place = rows.index(row)
    for following in (*rows[place + 1 :], *rows[:place]):
        given = following.draft.given_to if following.draft else None
        if following.is_to_do and given in (None, user):
            return reverse("update_step", args=[meeting.ref, following.action.ref])
    return reverse("update_meeting", args=[meeting.ref])


@permission_required(workflow.UPDATE, raise_exception=True)
def update_table(request, ref):
    """The same as a table: a row that is left empty is passed over, and one that is wrong never
    holds up the others."""
    meeting = _meeting(request.user, ref)
    rows = [row for row in _rows(request.user, meeting) if row.is_to_do][:MOST_IN_TABLE]
    posted = request.POST if request.method == "POST" else None
    lines, done = [], 0
    for row in rows:
        prefix = f"a{row.action.pk}"
        filled = posted is not None and posted.get(f"{prefix}-done", "").strip()
        form = _form(row.action, request.user, posted if filled else None, prefix=prefix)
        _for_a_table(form)
        if filled and _sent_from_table(request, form, row, meeting):
            done += 1
        else:
            lines.append((row, form))
    if done:
        messages.success(request, "1 update is sent." if done == 1 else f"{done} updates are sent.")
    if posted is not None and not done and not any(form.is_bound for _, form in lines):
        messages.error(request, "Nothing was typed. Say what has been done in at least one row.")
    wrong = [form for _, form in lines if form.is_bound]
    if done and not wrong:
        return redirect("update_meeting", meeting.ref)
    page = {"meeting": meeting, "lines": lines, "wrong": wrong}
    return render(request, "recommendations/update_table.html", page)


def _for_a_table(form):
    """What needs more than a line can ask is done on the page of the action."""
    here = form.action.status
    needing = {Status.BLOCKED, Status.REPORTED_COMPLETE} - {here}
    form.fields["status"].choices = [
        (value, label) for value, label in form.fields["status"].choices if value not in needing
    ]


def _sent_from_table(request, form, row, meeting):
    if not form.is_valid():
        return False
    typed = _typed(form, request.POST)
    try:
        with form.recording():
            told = {"typed": typed, "update": form.update, "by": request.user}
            workflow.submit(row.action, meeting, **told)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _form(action, user, data=None, prefix=None):
    """The form of one update, without a file: one goes with an update on its own page."""
    said = ProgressUpdate.objects.visible_within(user).filter(action=action)
    last = said.latest_first().first()
    form = ProgressUpdateForm(data, action=action, last_update=last, prefix=prefix)
    del form.fields["evidence_file"]
    if action.status not in OPEN:
        form.fields["status"].initial = action.status
    return form


#: What goes with the words, so that whoever approves is not asked what the writer was: the version
#: they wrote from, and what they confirmed or gave a reason for.
_WITH_THEM = ("version", "same_words", *QUESTIONS)


def _typed(form, posted):
    """What was typed into the fields of the form, as lists. Nothing else is kept."""
    names = set(_WITH_THEM)
    for name, field in form.fields.items():
        boxes = getattr(field.widget, "widgets_names", ("",))
        names |= {name, *(name + box for box in boxes)}
    given = {name: posted.getlist(form.add_prefix(name)) for name in sorted(names)}
    return {name: values for name, values in given.items() if values}


def _as_sent(typed):
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data


def _fill_in(form, typed):
    data = _as_sent(typed)
    for name, field in form.fields.items():
        if not field.widget.value_omitted_from_data(data, {}, name):
            field.initial = field.widget.value_from_datadict(data, {}, name)
