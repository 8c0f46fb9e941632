"""What may be exported, as people call it."""

KINDS = {
    "flat": (
        "Recommendations with their actions",
        "One line for each recommendation and its first action, as most trackers are kept. "
        "Further actions have lines of their own.",
    ),
    "recommendations": ("Recommendations", "One line for each."),
    "actions": ("Actions", "One line for each, with the latest update."),
    "updates": ("Progress updates", "Every update that has been given."),
    "evidence": ("Evidence", "What there is and its fingerprint, never a file itself."),
    "motions": ("Motions", "One line for each."),
    "motion-points": ("Motion points", "Every point, and how it was answered."),
    "reviews": ("Reviews", "One line for each."),
    "findings": ("Findings", "What reviews found, and the points that this answers."),
    "bodies": ("Bodies", "Councils, committees and partners, with the names that they had."),
    "meetings": ("Meetings", "One line for each."),
}
