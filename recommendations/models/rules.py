"""The numbers behind flags and ratings, and what each means."""

from dataclasses import dataclass

DEFAULTS = {
    "due_soon_days": (28, "Days before its date that an action is due soon"),
    "response_soon_days": (14, "Days before its last day that a response is due soon"),
    "cycle_months": (3, "Months in a reporting cycle"),
    "stale_cycles_red": (2, "Cycles without an update that make an action off track"),
    "blocked_days": (30, "Days after which an action is blocked too long"),
    "slipped_days_red": (180, "Days past its original date that make an action off track"),
    "slipped_times_red": (3, "Changes of date that make an action off track"),
    "date_change_days": (28, "Days by which a date may move without governance agreeing"),
    "date_change_times": (3, "Change of date from which governance must agree"),
    "update_window_days": (28, "Days before updates are wanted that the window for them opens"),
    "plan_days": (28, "Days after acceptance by which there must be an action"),
    "forward_working_days": (10, "Working days after adoption by which it must be forwarded"),
    "assurance_meetings": (2, "Meetings after a claim by which the committee should have looked"),
}


@dataclass(frozen=True)
class Rules:
    """The thresholds of one day. Counted in days unless the name says otherwise."""

    due_soon_days: int = DEFAULTS["due_soon_days"][0]
    response_soon_days: int = DEFAULTS["response_soon_days"][0]
    cycle_months: int = DEFAULTS["cycle_months"][0]
    stale_cycles_red: int = DEFAULTS["stale_cycles_red"][0]
    blocked_days: int = DEFAULTS["blocked_days"][0]
    slipped_days_red: int = DEFAULTS["slipped_days_red"][0]
    slipped_times_red: int = DEFAULTS["slipped_times_red"][0]
    date_change_days: int = DEFAULTS["date_change_days"][0]
    date_change_times: int = DEFAULTS["date_change_times"][0]
    update_window_days: int = DEFAULTS["update_window_days"][0]
    plan_days: int = DEFAULTS["plan_days"][0]
    forward_working_days: int = DEFAULTS["forward_working_days"][0]
    assurance_meetings: int = DEFAULTS["assurance_meetings"][0]
