"""People and the roles they hold. A person who leaves may no longer sign in; nobody is deleted."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.http import HttpResponseRedirect
from django.urls import reverse

from accounts.admin_forms import NewUserForm, PasswordForm, UserForm
from accounts.models import Membership, User
from audit.admin import RecordAdmin, RecordInline
from audit.screened_form import QUESTIONS

# Permissions come from roles; Django's groups play no part.
admin.site.unregister(Group)


class MembershipInline(RecordInline):
    model = Membership


@admin.register(User)
class UserAdmin(RecordAdmin, DjangoUserAdmin):
    form = UserForm
    add_form = NewUserForm
    change_password_form = PasswordForm
    change_user_password_template = "admin/accounts/user_password.html"  # noqa: S105 (a path)
    add_form_template = None
    inlines = [MembershipInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "email",
                    "name",
                    "post",
                    "is_active",
                    "reason",
                    "version_read",
                    *QUESTIONS,
                ],
                "description": "To set or replace a password, use “Set password” above.",
            },
        )
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "post", "reason", "version_read", *QUESTIONS]}),
    ]
    filter_horizontal = []
    list_display = ["name", "email", "post", "is_active"]
    list_filter = ["is_active", "memberships__role"]
    search_fields = ["name", "email", "post"]
    ordering = ["name"]
    change_form_template = "admin/accounts/user_change_form.html"
    change_list_template = "admin/accounts/user_change_list.html"

    def response_add(self, request, obj, post_url_continue=None):
        """Straight on to the password, without which the person can't sign in."""
        self.message_user(request, f"{obj} is added. Now set a first password.")
        return HttpResponseRedirect(reverse("admin:auth_user_password_change", args=[obj.pk]))

    def get_inlines(self, request, obj):
        """Roles are given once the person is there."""
        return self.inlines if obj else []


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    list_display = ["user", "role", "body", "starts_on", "ends_on"]
    list_filter = ["role"]
    list_select_related = ["user", "body"]
    search_fields = ["user__name", "user__email", "body__name", "body__short_name"]
    ordering = ["user__name", "starts_on"]
