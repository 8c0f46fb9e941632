from django.urls import include, path

from reporting.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("reporting.pages.urls")),
    path("", include("reporting.audit_log.urls")),
    path("", include("reporting.exports.urls")),
]
