from accounts.models.invitation import Invitation
from accounts.models.kept_form import KeptForm
from accounts.models.person import Membership, User, with_parts
from accounts.models.tried import Tried

__all__ = ["Invitation", "KeptForm", "Membership", "Tried", "User", "with_parts"]
