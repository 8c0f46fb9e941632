"""The bodies that the register knows, by each of their names, and those that a plan adds."""

import re
from collections import defaultdict

from django.utils.text import slugify

from bodies.models import Body, FormerName
from imports.planning.naming import unused
from imports.planning.things.known import Known
from imports.values.folding import fold
from imports.values.nearness import nearest

_STYLES_OF_COUNCILS = frozenset(
    ("metropolitan", "borough", "city", "county", "district", "unitary")
)
_INITIALS = re.compile(r"\w( \w)+")


class Bodies:
    """`names` are folded; `former_names` are by the key of the body."""

    def __init__(self):
        self._by_pk = {body.pk: body for body in Body.objects.order_by("-pk")}
        self.former_names = defaultdict(list)
        self._by_name = self._named()
        self.names = set(self._by_name)
        self._slugs = {body.slug: body for body in self._by_pk.values()}
        self._short_names = {body.short_name for body in self._by_pk.values()}

    def __iter__(self):
        return iter(self._slugs.values())

    def _named(self):
        """By each name: former ones first, so that a name in use wins."""
        bodies = self._by_pk
        for body in bodies.values():
            body.part_of = bodies.get(body.part_of_id)
            body.successor = bodies.get(body.successor_id)
        names = {}
        for former in FormerName.objects.order_by("ends_on"):
            self.former_names[former.body_id].append(former)
            names[fold(former.name)] = bodies[former.body_id]
            if former.short_name:
                names[fold(former.short_name)] = bodies[former.body_id]
        for body in bodies.values():
            names[fold(body.name)] = body
        for body in bodies.values():
            names[fold(body.short_name)] = body
        for alias, called_so in _aliases(bodies.values()).items():
            if len(called_so) == 1:
                names.setdefault(alias, called_so[0])
        return names

    def named(self, name):
        key = fold(name)
        return self._by_name.get(key) or self._by_name.get(_together(key))

    def has_name(self, body, name):
        """Whether a body is, or was, called just that."""
        key = fold(name)
        former = self.former_names.get(body.pk, ())
        names = [body, *former]
        return any(key in (fold(one.name), fold(one.short_name)) for one in names)

    def with_key(self, pk):
        return self._by_pk[pk]

    def most_like(self, name):
        """The name in use most like `name`, or None when none is near."""
        near = nearest(name, self.names)
        return str(self._by_name[near]) if near else None

    def with_slug(self, slug):
        return self._slugs.get(slugify(slug))

    def known(self):
        """Bodies by each of their names, those in use before former ones."""
        bodies = sorted(self._slugs.values(), key=lambda body: body.pk)
        known = Known("a body", bodies, lambda body: (body.short_name, body.name))
        for pk, former_names in self.former_names.items():
            for former in former_names:
                known.also(self._by_pk[pk], former.name, former.short_name)
        return known

    def new(self, name, short_name="", slug=""):
        body = Body(
            slug=unused(slugify(slug or short_name or name)[:50] or "body", self._slugs),
            short_name=unused((short_name or name)[:76], self._short_names, " "),
            name=name,
            kind=Body.Kind.OTHER,
        )
        self._slugs[body.slug] = body
        self._short_names.add(body.short_name)
        self._by_name[fold(name)] = body
        return body


def _aliases(bodies):
    """Bodies by names that people use for them: “Anytown Council” for Anytown Metropolitan
    Borough Council."""
    aliases = defaultdict(list)
    for body in bodies:
        words = fold(body.name).split()
        plain = [word for word in words if word not in _STYLES_OF_COUNCILS]
        if words and words[-1] == "council" and 1 < len(plain) < len(words):
            aliases[" ".join(plain)].append(body)
    return aliases


def _together(key):
    """Initials without what stood between them: “s y p” as “syp”."""
    return key.replace(" ", "") if _INITIALS.fullmatch(key) else key
