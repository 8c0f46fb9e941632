"""Bodies, what they were called before, and their meetings and decisions."""

from datetime import timedelta

from bodies.models import Body, Decision, FormerName, Meeting
from cse_tracker.reference_case.adding import add_missing
from cse_tracker.reference_case.reading import dated, day, rows, words


def load_bodies():
    """The bodies by slug. Those that others are part of, or were followed by, go in first."""
    waiting = {row["slug"]: row for row in rows("bodies")}
    there = {body.slug: body for body in Body.objects.all()}
    while waiting:
        ready = [
            row
            for row in waiting.values()
            if all(other not in waiting for other in (row.get("part_of"), row.get("successor")))
        ]
        there, _ = add_missing(Body, ["slug"], [_body(row, there) for row in ready])
        for row in ready:
            del waiting[row["slug"]]
    _load_former_names(there)
    return there


def _body(row, there):
    return day(row["known_from"]), Body(
        slug=row["slug"],
        short_name=row["short_name"],
        name=row["name"],
        kind=row["kind"],
        part_of=there.get(row.get("part_of")),
        successor=there.get(row.get("successor")),
        about=row.get("about", ""),
        source=words(row.get("source")),
    )


def _load_former_names(bodies):
    former = [
        (
            day(name["until"]) + timedelta(days=1),
            FormerName(
                body=bodies[row["slug"]],
                name=name["name"],
                short_name=name["short_name"],
                ends_on=day(name["until"]),
            ),
        )
        for row in rows("bodies")
        for name in row.get("names", [])
    ]
    add_missing(FormerName, ["body_id", "ends_on"], former)


def load_meetings(bodies):
    """The meetings by reference. A meeting is known from its notice or its day, whichever came
    first."""
    listed = rows("meetings")
    meetings, _ = add_missing(
        Meeting,
        ["ref"],
        [
            (
                min(day(row["on"]), dated(row["source"])),
                Meeting(
                    ref=row["ref"],
                    body=bodies[row["body"]],
                    held_on=day(row["on"]),
                    title=row.get("title", ""),
                    about=row["about"],
                    source=words(row["source"]),
                ),
            )
            for row in listed
        ],
    )
    decisions = [
        (
            day(row["on"]),
            Decision(
                meeting=meetings[row["ref"]],
                minute=decision["minute"],
                words=decision["words"],
                source=words(row["source"]),
            ),
        )
        for row in listed
        for decision in row.get("decisions", [])
    ]
    add_missing(Decision, ["meeting_id", "minute"], decisions)
    return meetings
