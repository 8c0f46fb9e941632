from django.urls import path

from reporting.exports import views

urlpatterns = [
    path("exports/", views.export_list, name="export_list"),
    path("exports/<slug:kind>.<slug:written_as>", views.export_kind, name="export_kind"),
    path("recommendations/export/", views.recommendation_export, name="recommendation_export"),
]
