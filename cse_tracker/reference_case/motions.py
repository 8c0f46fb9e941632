"""The motion, the notes it opens with, its points, and how each was answered."""

from audit.record import record_many_changed
from cse_tracker.reference_case.adding import LABEL, act_of, add_missing
from cse_tracker.reference_case.reading import dated, day, rows, words
from motions.models import Motion, MotionNote, MotionPoint, PointAskedOf
from motions.workflow import classify


def load_motion(meetings, bodies):
    """The motion, and its points by reference."""
    row = rows("motion")
    agreed_on = day(row["on"])
    motions, added = add_missing(Motion, ["ref"], [(agreed_on, _motion(row, meetings, bodies))])
    motion = motions[row["ref"]]
    if motion.ref in added:
        _receive_report(motion, row)
    notes = [(agreed_on, _note(note, motion)) for note in row["notes"]]
    add_missing(MotionNote, ["motion_id", "number"], notes)
    return motion, _load_points(row, motion, bodies)


def _motion(row, meetings, bodies):
    return Motion(
        ref=row["ref"],
        title=row["title"],
        meeting=meetings[row["meeting"]],
        item=row["item"],
        asked_of=bodies[row["addressed_to"]],
        request=row["request"],
        report_back_words=row["report_back_words"],
        report_back_due_on=day(row["report_back_due"]),
        report_back_note=row["report_back_basis"],
        source=words(*row["request_sources"]),
    )


def _receive_report(motion, row):
    """The motion was agreed six months before the report came: two entries in its history."""
    motion.report_back_received_on = day(row["report_back_received"])
    motion.report_back_note = (
        f"{row['report_back_basis']}. {row['report_back_received_note']} "
        f"({words(row['report_back_source'])})."
    )
    record_many_changed(
        [motion],
        ["report_back_received_on", "report_back_note"],
        act_of(motion.report_back_received_on),
    )


def _note(note, motion):
    return MotionNote(
        motion=motion,
        number=note["number"],
        title=note["title"],
        summary=note["summary"],
        source=words(*note["sources"]),
    )


def _load_points(row, motion, bodies):
    agreed_on = day(row["on"])
    points, added = add_missing(
        MotionPoint, ["ref"], [(agreed_on, _point(point, motion)) for point in row["points"]]
    )
    asked = [
        (agreed_on, PointAskedOf(point=points[point["ref"]], body=bodies[slug], inferred=True))
        for point in row["points"]
        for slug in point["asked_of"]
    ]
    add_missing(PointAskedOf, ["point_id", "body_id"], asked)
    for point in row["points"]:
        if point["ref"] in added:
            points[point["ref"]] = _answer(points[point["ref"]], point)
    return points


def _point(point, motion):
    return MotionPoint(
        ref=point["ref"],
        motion=motion,
        number=point["number"],
        title=point["title"],
        summary=point["summary"],
        source=words(*point["sources"]),
    )


def _answer(point, row):
    return classify(
        point,
        answer=row["answer"],
        note=row["answer_basis"],
        source=words(row["answer_source"]),
        by=None,
        label=LABEL,
        effective_on=dated(row["answer_source"]),
    )
