"""What the headers of an answer have to say to the browser."""

STRICT = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def policy_of(answer):
    parts = [part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";")]
    return {part[0]: part[1] if len(part) > 1 else "" for part in parts if part[0]}


def faults(answer, *, inline_styles=False, sandboxed=False):
    """What is wrong with the headers of an answer; empty when nothing is."""
    found = [f"{name}: {answer.get(name)}" for name in STRICT if answer.get(name) != STRICT[name]]
    expected = dict(POLICY)
    if inline_styles:
        expected["style-src"] += " 'unsafe-inline'"
    if sandboxed:
        # What somebody else sent may do nothing at all.
        expected = {"sandbox": "", "default-src": "'none'"}
    if policy_of(answer) != expected:
        found.append(f"policy: {policy_of(answer)}")
    if "camera=()" not in answer.get("Permissions-Policy", ""):
        found.append("no Permissions-Policy")
    return found


def kept(answer):
    return {part.strip() for part in answer.get("Cache-Control", "").split(",")}
