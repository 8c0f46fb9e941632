from django.urls import path

from following import feeds, views

urlpatterns = [
    path("following/", views.following_list, name="following_list"),
    path("following/new/list/", views.following_new_list, name="following_new_list"),
    path("following/new/<slug:kind>/<str:key>/", views.following_new, name="following_new"),
    path("following/address/", views.following_address, name="following_address"),
    path("following/<int:pk>/", views.following_detail, name="following_detail"),
    path("following/stop/<str:token>/", views.following_stop, name="following_stop"),
    path("following/feed/<str:token>/changes.atom", feeds.changes_feed, name="changes_feed"),
    path("following/feed/<str:token>/dates.ics", feeds.dates_feed, name="dates_feed"),
]
