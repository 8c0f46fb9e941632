from django.urls import path

from imports import views

urlpatterns = [
    path("imports/", views.import_list, name="import_list"),
    path("imports/mappings/", views.mapping_list, name="mapping_list"),
    path("imports/new/", views.import_new, name="import_new"),
    path("imports/blank/<slug:kind>.xlsx", views.import_blank, name="import_blank"),
    path("my-work/spreadsheet/", views.own_updates, name="own_updates"),
    path("my-work/updates.xlsx", views.own_updates_workbook, name="own_updates_workbook"),
    path("imports/<int:pk>/", views.import_preview, name="import_preview"),
    path("imports/<int:pk>/table/", views.import_table, name="import_table"),
    path("imports/<int:pk>/columns/", views.import_columns, name="import_columns"),
    path("imports/<int:pk>/to-mend.xlsx", views.import_to_mend, name="import_to_mend"),
    path("imports/<int:pk>/undo/", views.import_undo, name="import_undo"),
]
