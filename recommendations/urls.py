from django.urls import path

from recommendations.views import (
    action,
    check,
    classify,
    date,
    decisions,
    evidence,
    move,
    plan,
    recommendation,
    respond,
    update,
    updates,
    void,
)
from recommendations.views import list as lists

urlpatterns = [
    path("recommendations/", lists.recommendation_list, name="recommendation_list"),
    path(
        "recommendations/<str:ref>/",
        recommendation.recommendation_detail,
        name="recommendation_detail",
    ),
    path("recommendations/<str:ref>/move/", move.recommendation_move, name="recommendation_move"),
    path("recommendations/<str:ref>/actions/new/", plan.action_new, name="action_new"),
    path("referrals/<int:pk>/withdraw/", respond.referral_withdraw, name="referral_withdraw"),
    path("referrals/<int:pk>/respond/", respond.referral_respond, name="referral_respond"),
    path("referrals/<int:pk>/received/", respond.referral_received, name="referral_received"),
    path("actions/<str:ref>/", action.action_detail, name="action_detail"),
    path("actions/<str:ref>/update/", update.action_update, name="action_update"),
    path("actions/<str:ref>/date/", date.action_date, name="action_date"),
    path("actions/<str:ref>/check/", check.action_check, name="action_check"),
    path("evidence/<int:pk>/file/", evidence.evidence_file, name="evidence_file"),
    path("evidence/<int:pk>/replace/", evidence.evidence_replace, name="evidence_replace"),
    path("classify/<slug:kind>/<int:pk>/", classify.item_classify, name="item_classify"),
    path("unclassified/", classify.unclassified_list, name="unclassified_list"),
    path("unclassified/classify/", classify.unclassified_classify, name="unclassified_classify"),
    path("meetings/<str:ref>/decisions/", decisions.meeting_decisions, name="meeting_decisions"),
    path("meetings/<str:ref>/confirm/", decisions.meeting_confirm, name="meeting_confirm"),
    path("my-work/updates/", updates.update_list, name="update_list"),
    path("my-work/updates/<str:ref>/", updates.update_meeting, name="update_meeting"),
    path("my-work/updates/<str:ref>/table/", updates.update_table, name="update_table"),
    path("my-work/updates/<str:ref>/<str:action>/", updates.update_step, name="update_step"),
    path("void/", void.void_list, name="void_list"),
    path("void/<slug:kind>/<int:pk>/", void.item_void, name="item_void"),
]
