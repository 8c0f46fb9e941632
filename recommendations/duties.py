"""What may be asked of a body, unless a committee says otherwise."""

from bodies.models import Body
from recommendations.lifecycle.referral import Duty

_USUAL = {
    Body.Kind.LOCAL_AUTHORITY: Duty.MUST_RESPOND,
    Body.Kind.EXECUTIVE: Duty.MUST_RESPOND,
    Body.Kind.SERVICE: Duty.MUST_RESPOND,
    Body.Kind.POLICE: Duty.HAVE_REGARD,
    Body.Kind.HEALTH: Duty.HAVE_REGARD,
}


def usual_duty(body):
    return _USUAL.get(body.kind, Duty.ASKED)
