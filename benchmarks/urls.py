"""The product's addresses, and one page that asks nothing of the register."""

from django.shortcuts import render
from django.urls import include, path


def hello(request):
    return render(request, "benchmarks/hello.html")


urlpatterns = [
    path("benchmarks/hello/", hello, name="benchmark_hello"),
    path("", include("cse_tracker.urls")),
]
