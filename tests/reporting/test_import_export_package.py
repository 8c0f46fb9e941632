"""django-import-export declares columns and their order. Its own pages and its way of importing are
not in use: files come in by the wizard and go out by the exports."""

import pytest
from django.conf import settings
from django.contrib import admin
from django.urls import get_resolver, reverse
from import_export.admin import ExportMixin, ImportMixin

from accounts.roles import Role
from reporting.exports import RESOURCES

pytestmark = pytest.mark.django_db


def test_its_own_pages_are_not_mounted():
    mounted = [type(one) for one in admin.site._registry.values()]
    assert not [one for one in mounted if issubclass(one, (ImportMixin, ExportMixin))]
    names = {str(name) for name in get_resolver().reverse_dict}
    assert not [name for name in names if name.endswith(("_process_import", "_import"))]


def test_nothing_is_imported_through_a_resource():
    for resource in RESOURCES.values():
        with pytest.raises(NotImplementedError, match="Nothing is imported"):
            resource().import_data([])


def test_its_unsafe_defaults_are_off():
    assert settings.IMPORT_EXPORT_IMPORT_PERMISSION_CODE == "import_register"
    assert settings.IMPORT_EXPORT_EXPORT_PERMISSION_CODE == "export_register"
    assert settings.IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT
    assert not settings.IMPORT_EXPORT_SKIP_ADMIN_CONFIRM


def test_lists_of_the_back_office_lead_to_the_wizard_and_the_exports(as_role):
    page = as_role(Role.ADMIN).get(reverse("admin:bodies_body_changelist")).text

    assert f'href="{reverse("import_new")}"' in page
    assert f'href="{reverse("export_list")}"' in page
