"""Who has to be reminded of what on a day, in one e-mail each, and the sending of it."""

from correspondence.reminders.due import due_on
from correspondence.reminders.planning import Plan, plan
from correspondence.reminders.sending import send

__all__ = ["Plan", "due_on", "plan", "send"]
