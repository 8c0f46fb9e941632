from django.urls import path

from imports import views

urlpatterns = [
    path("imports/", views.import_list, name="import_list"),
    path("imports/new/", views.import_new, name="import_new"),
    path("imports/<int:pk>/", views.import_preview, name="import_preview"),
    path("imports/<int:pk>/to-mend.csv", views.import_rows_to_mend, name="import_rows_to_mend"),
]
