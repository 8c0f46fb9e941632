"""References as a file writes them, and what can be told from them."""

import re


def with_source(ref, review):
    """`R4.3` of the review RSCP-2022 is RSCP-2022-R4.3."""
    if review is None or ref.upper().startswith(review.ref.upper() + "-"):
        return ref
    return f"{review.ref}-{ref}"


def parent_of(ref):
    """R4 of R4.3; nothing when the reference does not end in a dot and a number."""
    parent, dot, number = ref.rpartition(".")
    return parent if dot and number.isdigit() else ""


def review_ref(words, refs):
    """A reference for a review: what the references of its lines begin with in common, such as
    HMIC-2013 of HMIC-2013-1 and HMIC-2013-A1, or else its own words."""
    beginnings = [ref.split("-")[:-1] for ref in refs]
    common = [
        parts[0]
        for parts in zip(*beginnings, strict=False)
        if all(part == parts[0] for part in parts)
    ]
    ref = "-".join(common)
    has_both = re.search(r"[A-Za-z]", ref) and re.search(r"\d", ref)
    return ref[:40] if has_both and "." not in ref else plain_ref(words)


def plain_ref(words):
    return re.sub(r"[^A-Za-z0-9.-]+", "-", words.replace("’", "").upper()).strip("-.")[:40]
