"""Addresses of the register, filtered to what a number counts."""

from urllib.parse import urlencode

from django.urls import reverse


def recommendations_url(**filters):
    return f"{reverse('recommendation_list')}?{urlencode(filters)}"


def actions_url(**filters):
    return recommendations_url(show="actions", **filters)
