from django.contrib import admin
from django.urls import include, path

from cse_tracker import views
from cse_tracker.brand import brand
from cse_tracker.health import health
from cse_tracker.robots import robots

urlpatterns = [
    path("health/", health, name="health"),
    path("brand.css", brand, name="brand"),
    path("robots.txt", robots, name="robots"),
    path("", include("accounts.urls")),
    path("help/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("admin/", admin.site.urls),
    path("", include("reporting.urls")),
    path("", include("recommendations.urls")),
    path("", include("correspondence.urls")),
    path("", include("motions.urls")),
    path("", include("imports.urls")),
    path("", include("following.urls")),
]

handler400 = "cse_tracker.views.bad_request"
handler500 = "cse_tracker.views.server_error"
