"""What was done, and to what, in words."""

from reporting.audit_log.reading import recorded_models

_DONE = {
    "add": "Added",
    "change": "Changed",
    "delete": "Deleted",
    "adopt": "Adopted",
    "agree": "Agreed a date",
    "agree_plan": "Agreed the plan",
    "agree_to_claim": "Said whether it is done",
    "agree_to_void": "Agreed that it was entered in error",
    "answer": "Answered",
    "approve_plan": "Approved the plan",
    "ask": "Asked for another date",
    "route": "Passed a question on",
    "ask_to_void": "Said that it was entered in error",
    "block": "Marked as blocked",
    "cancel": "Cancelled",
    "change_plan": "Changed the plan",
    "classify": "Classified",
    "close": "Closed",
    "confirm": "Saved an import",
    "confirm_minutes": "Confirmed the minutes",
    "defer": "Deferred",
    "discard": "Discarded an import",
    "draft_notices": "Drafted letters",
    "do_not_progress": "Decided not to progress",
    "do_not_take_forward": "Decided not to take forward",
    "follow_up": "Looked at again",
    "forward": "Forwarded",
    "hand_over": "Handed questions over",
    "leave": "Ended the roles of who leaves",
    "hold": "Held an escalation",
    "forward_several": "Forwarded",
    "give_template": "Gave a template of letters",
    "post_update": "Posted an update",
    "put_away": "Put saved columns and words away",
    "raise_late": "Raised what is late",
    "receive": "Recorded when it was received",
    "remind": "Reminded of what is wanted",
    "record_decisions": "Recorded what a meeting decided",
    "refuse": "Refused a date",
    "refuse_to_void": "Decided that it was no error",
    "reopen": "Opened again",
    "replace_file": "Replaced a file",
    "report_complete": "Reported complete",
    "return_plan": "Returned the plan",
    "replace_body": "Put a body in the place of another",
    "return_claim": "Returned the claim",
    "revive": "Took up again",
    "save": "Saved an import",
    "save_file": "Saved an import",
    "send": "Sent a letter",
    "send_digest": "Told of what somebody follows",
    "settle": "Settled an escalation",
    "settle_mail": "Asked the mail server to take an e-mail",
    "start": "Started",
    "succeed": "Gave the work of who leaves to another",
    "supersede": "Superseded",
    "take_out": "Took saved columns and words out again",
    "transfer": "Handed over",
    "verify": "Verified",
    "withdraw": "Withdrew",
}


def done(verb):
    """`post_update` as “Posted an update”; a verb that has no words here, as it is called."""
    return _DONE.get(verb) or verb.replace("_", " ").strip().capitalize()


def thing(label):
    """`recommendations.datechange` as “Date change”."""
    model = recorded_models().get(label)
    return str(model._meta.verbose_name).capitalize() if model else label
