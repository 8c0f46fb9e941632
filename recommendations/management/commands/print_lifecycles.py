from django.core.management.base import BaseCommand

from motions import lifecycle as motion_point
from recommendations.lifecycle import action, date_change, plan, recommendation, referral

OPENING = """# Lifecycles

What may follow what, who takes the step, and what has to be given. Anything else is refused in
words that say what to do, and nothing is saved. Printed from the tables in code:

    python manage.py print_lifecycles > docs/lifecycles.md
"""

LIVES = (
    ("Recommendation", recommendation.Status, recommendation),
    ("Referral", referral.Status, referral),
    ("Action", action.Status, action),
    ("Plan of an action", plan.Standing, plan),
    ("Change of date", date_change.Status, date_change),
    ("Motion point", motion_point.Answer, motion_point),
)


class Command(BaseCommand):
    help = "Prints the lifecycles as diagrams (Mermaid) and tables (Markdown)."
    requires_system_checks = ()

    def handle(self, *args, **options):
        parts = [OPENING]
        for name, statuses, life in LIVES:
            parts += [f"## {name}\n", diagram(statuses, life.NEXT), table(statuses, life)]
        self.stdout.write("\n".join(parts), ending="")


def diagram(statuses, following):
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{status.label}" as {node(status)}' for status in statuses]
    lines.append(f"    [*] --> {node(next(iter(statuses)))}")
    lines += [f"    {node(old)} --> {node(new)}" for old in statuses for new in following[old]]
    return "\n".join([*lines, "```\n"])


def node(status):
    return status.value.replace("-", "_")


def table(statuses, life):
    lines = ["| | may become | who brings it there | what has to be given |", "|---|---|---|---|"]
    for status in statuses:
        who, what = life.NEEDS[status]
        later = ", ".join(new.label.lower() for new in life.NEXT[status]) or "–"
        lines.append(f"| {status.symbol} {status.label} | {later} | {who} | {what} |")
    return "\n".join([*lines, ""])
