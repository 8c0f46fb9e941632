"""Files and the earlier versions that they replace."""


def latest_of(evidence):
    """Those of `evidence` that nothing else in it replaces, in its order. Each carries as `earlier`
    the versions before it, the newest first. What a reader may not see is not in `evidence`, so
    whatever comes before or after it stands for itself."""
    evidence = list(evidence)
    by_key = {item.pk: item for item in evidence}
    replaced = {item.replaces_id for item in evidence}
    latest = [item for item in evidence if item.pk not in replaced]
    for item in latest:
        item.earlier = list(_before(item, by_key))
    return latest


def _before(item, by_key):
    while (item := by_key.get(item.replaces_id)) is not None:
        yield item
