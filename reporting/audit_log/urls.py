from django.urls import path

from reporting.audit_log import history, log, verification

urlpatterns = [
    path("audit/", log.audit_log, name="audit_log"),
    path("audit/export/", log.audit_log_export, name="audit_log_export"),
    path("audit/verify/", verification.audit_verify, name="audit_verify"),
    path("audit/record/<str:label>/<int:pk>/", history.record_history, name="record_history"),
    path(
        "recommendations/<str:ref>/history/",
        history.recommendation_history,
        name="recommendation_history",
    ),
    path("actions/<str:ref>/history/", history.action_history, name="action_history"),
]
