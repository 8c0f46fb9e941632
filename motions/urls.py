from django.urls import path

from motions import views

urlpatterns = [
    path(
        "motions/<str:ref>/points/<int:number>/classify/",
        views.point_classify,
        name="point_classify",
    ),
]
