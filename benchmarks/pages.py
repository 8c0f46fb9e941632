"""Pages as a signed-in committee member gets them, each against a page that says hello and the
bare SQL of its content."""

import sys
from itertools import cycle
from select import select
from statistics import median

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from benchmarks import floors
from benchmarks.timing import counted, interleaved, seconds
from bodies.models import Body
from recommendations.lifecycle.recommendation import Status
from recommendations.models import Recommendation

ROUNDS = 15
ROWS = 100


class Pages:
    def __init__(self):
        member = User.objects.get(email="member@example.org")
        self.committee = Body.objects.get(pk=min(member.committee_ids))
        self.client = Client()
        self.client.force_login(member)

    def get(self, address, **query):
        response = self.client.get(address, query)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")
        return response

    def hello(self):
        self.get(reverse("benchmark_hello"))

    def measure(self, page, floor, rounds=ROUNDS, **others):
        def floor_page():
            self.hello()
            floor()

        times = interleaved(rounds, hello=self.hello, floor=floor_page, product=page, **others)
        with counted() as statements:
            page()
        with counted() as of_hello:
            self.hello()
        return times | {"statements": len(statements), "hello_statements": len(of_hello)}

    def list(self):
        """The first hundred recommendations of a committee that are in progress."""
        status = Status.IN_PROGRESS.value
        address = reverse("recommendation_list")
        wanted = {"status": status, "committee": self.committee.slug, "per": ROWS}
        return self.measure(
            lambda: self.get(address, **wanted),
            lambda: floors.listing(status=status, committee_id=self.committee.pk, rows=ROWS),
        )

    def detail(self):
        """A recommendation in progress, with everything that was done about it."""
        under_way = Recommendation.objects.filter(status=Status.IN_PROGRESS)
        ref = under_way.in_reference_order().values_list("ref", flat=True)[0]
        address = reverse("recommendation_detail", args=[ref])
        return self.measure(lambda: self.get(address), lambda: floors.detail(ref=ref))

    def home(self):
        """The member's briefing, with its figures kept from the last reader."""
        return self.measure(lambda: self.get(reverse("home")), self.home_floor)

    def home_recomputed(self):
        """The member's briefing after the register has changed."""

        def page():
            cache.clear()
            self.get(reverse("home"))

        return self.measure(page, self.home_floor, rounds=5)

    def read_until_told_to_stop(self):
        """Home, the list and a recommendation by turns until the standard input ends: how many
        pages were answered, and how long the middle one and the slowest took, in milliseconds."""
        ref = Recommendation.objects.in_reference_order().values_list("ref", flat=True)[0]
        addresses = cycle(
            [
                reverse("home"),
                reverse("recommendation_list"),
                reverse("recommendation_detail", args=[ref]),
            ]
        )
        taken = []
        while not select([sys.stdin], [], [], 0)[0]:
            address = next(addresses)
            taken.append(seconds(lambda address=address: self.get(address)) * 1000)
        return {"pages": len(taken), "median": median(taken), "slowest": max(taken)}

    def home_floor(self):
        floors.home(committee_id=self.committee.pk)
