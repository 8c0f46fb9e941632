"""The clocks that every council in England starts from, as rows that it may change.

What the law sets is given as far as it could be read; the citation says what is still to be
confirmed. `checked_on` stays empty until the monitoring officer has done so.
"""

from audit.record import record_many_new
from recommendations.clock import Unit
from recommendations.lifecycle.referral import Duty
from recommendations.models import ClockRule

TO_START_FROM = (
    {
        "name": "Executive: two months",
        "duty": Duty.MUST_RESPOND,
        "length": 2,
        "unit": Unit.MONTHS,
        "first_day_counted": True,
        "citation": "Local Government Act 2000, section 9FE: within two months beginning with the "
        "date on which the report or, if later, the notice was received. Wording to be confirmed",
    },
    {
        "name": "Partner authority: must have regard",
        "duty": Duty.HAVE_REGARD,
        "length": 2,
        "unit": Unit.MONTHS,
        "first_day_counted": True,
        "citation": "Local Government Act 2000, section 9FF: no period is set; two months are "
        "asked for, as of the executive",
    },
    {
        "name": "Crime and disorder: 28 days",
        "duty": Duty.MUST_RESPOND,
        "length": 28,
        "unit": Unit.DAYS,
        "first_day_counted": False,
        "citation": "Police and Justice Act 2006, sections 19 and 20, and SI 2009/942: in writing "
        "within 28 days, or as soon as reasonably possible after. Period to be confirmed",
    },
    {
        "name": "Health: 28 days",
        "duty": Duty.MUST_RESPOND,
        "length": 28,
        "unit": Unit.DAYS,
        "first_day_counted": False,
        "citation": "SI 2013/218, regulation 22: in writing within 28 days of the request, where a "
        "response is requested. Period to be confirmed",
    },
    {
        "name": "Police complaints body, inspectorate or coroner: 56 days",
        "duty": Duty.MUST_RESPOND,
        "length": 56,
        "unit": Unit.DAYS,
        "first_day_counted": True,
        "citation": "Police Reform Act 2002, schedule 3, paragraph 28B; Police Act 1996, section "
        "55: 56 days beginning with the day. Of a coroner’s report to be confirmed",
    },
    {
        "name": "Others: asked within 28 days",
        "duty": Duty.ASKED,
        "length": 28,
        "unit": Unit.DAYS,
        "first_day_counted": False,
        "citation": "No duty in law; 28 days are asked for",
    },
    {
        "name": "As resolved: the meeting set the day",
        "duty": Duty.ASKED,
        "length": None,
        "unit": Unit.DAYS,
        "first_day_counted": False,
        "citation": "No period: the last day is the one in the minute. To be confirmed",
    },
    {
        "name": "Others: asked within two months",
        "duty": Duty.ASKED,
        "length": 2,
        "unit": Unit.MONTHS,
        "first_day_counted": True,
        "citation": "No duty in law; two months are asked for",
    },
)


def add_missing(act):
    """Add those rules that the register has never had, and return them. One that was renamed is
    known by its history and not added again."""
    known = set(ClockRule.history.values_list("name", flat=True))
    missing = [ClockRule(**row) for row in TO_START_FROM if row["name"] not in known]
    return record_many_new(missing, act)
