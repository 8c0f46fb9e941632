"""The invented layer: who follows what, since a month ago, so that there is something to tell."""

from bodies.models import Body
from following.models import Follow, HowOften, newest_entry
from motions.models import Motion
from recommendations.models import Recommendation


def load_follows(scene, *, since):
    """Each knows all that is on record by now. `since` counts days from today."""
    police = Body.objects.get(slug="syp")
    for person, followed, how_often in (
        ("member", {"motion": Motion.objects.latest_first()[0]}, HowOften.MEETINGS),
        (
            "member",
            {"recommendation": Recommendation.objects.get(ref="RSCP-2022-R1")},
            HowOften.AT_ONCE,
        ),
        ("syp.officer", {"body": police}, HowOften.WEEKLY),
        (
            "governance",
            {"query": "show=actions&flag=overdue", "name": "Invented example: what is late"},
            HowOften.DAILY,
        ),
    ):
        Follow.objects.create(
            user=scene.people[person],
            how_often=how_often,
            told_up_to=newest_entry(),
            told_on=scene.day(since),
            begun_on=scene.day(since),
            **followed,
        )
