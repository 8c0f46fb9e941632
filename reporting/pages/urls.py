from django.urls import path

from reporting.pages import bodies, glossary, leaver, meetings, motions, reviews

urlpatterns = [
    path("motions/", motions.motion_list, name="motion_list"),
    path("motions/<str:ref>/", motions.motion_detail, name="motion_detail"),
    path("reviews/", reviews.review_list, name="review_list"),
    path("reviews/<str:ref>/", reviews.review_detail, name="review_detail"),
    path("bodies/", bodies.body_list, name="body_list"),
    path("people/<int:pk>/leaving/", leaver.person_leaving, name="person_leaving"),
    path("bodies/<slug:slug>/", bodies.body_detail, name="body_detail"),
    path("meetings/", meetings.meeting_list, name="meeting_list"),
    path("meetings/<str:ref>/", meetings.meeting_detail, name="meeting_detail"),
    path("glossary/", glossary.glossary, name="glossary"),
]
