from django.urls import include, path

from reporting.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("governance/", views.governance_queue, name="governance_queue"),
    path("my-work/", views.my_work, name="my_work"),
    path("", include("reporting.pages.urls")),
    path("", include("reporting.audit_log.urls")),
    path("", include("reporting.exports.urls")),
]
