"""Names for what a plan adds."""


def unused(wanted, used, joint="-"):
    name, number = wanted, 1
    while name in used:
        number += 1
        name = f"{wanted}{joint}{number}"
    return name
