"""Asks two advisory services about everything in the locks: PyPI's about Python packages, npm's
about those of the front end.

Exit 0 when nothing is known, or when nobody could be asked, which it says; 1 when something is
known, or when the question itself went wrong.
"""

import json
import re
import subprocess
import sys

LOCKS = ("requirements.txt", "requirements-sso.txt", "requirements-dev.txt")
PIP_AUDIT = "pip-audit --require-hashes --disable-pip --progress-spinner off --format json"
#: What the two programs say when nobody answers, or when somebody does who knows no advisories.
OUT_OF_REACH = re.compile(
    r"ConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|ServiceError|HTTPError"
    r"|Max retries exceeded|audit endpoint returned an error|ENOTFOUND|ECONNREFUSED|ECONNRESET"
    r"|EAI_AGAIN|ETIMEDOUT|fetch failed"
)


def main():
    faults = [about_python(lock) for lock in LOCKS]
    faults.append(about_front_end())
    return int(any(faults))


def about_python(lock):
    """True when something is known to be weak in `lock`, or it can't be asked about."""
    answer = asked([*PIP_AUDIT.split(), "--requirement", lock])
    packages = (told(answer) or {}).get("dependencies")
    if packages is None:
        return failed(lock, "the advisory service for Python packages", answer)
    weak = [one for one in packages if one.get("vulns")]
    unknown = [one["name"] for one in packages if "skip_reason" in one]
    for one in weak:
        for known in one["vulns"]:
            mended = ", ".join(known["fix_versions"]) or "no version yet"
            say(f"{lock}: {one['name']} {one['version']}: {known['id']}, mended in {mended}")
    if packages and len(unknown) == len(packages):
        say(f"{lock}: the service knows none of {len(packages)} packages, nothing was checked")
        return False
    if unknown:
        say(f"{lock}: the service knows nothing of {len(unknown)}: {', '.join(unknown)}")
    say(f"{lock}: {len(packages) - len(unknown)} of {len(packages)} checked, {len(weak)} weak")
    return bool(weak)


def about_front_end():
    lock = "package-lock.json"
    answer = asked(["npm", "audit", "--json"])
    counts = (told(answer) or {}).get("metadata", {}).get("vulnerabilities")
    if counts is None:
        return failed(lock, "the advisory service for front-end packages", answer)
    say(f"{lock}: checked, {counts['total']} weak")
    if counts["total"]:
        say(answer.stdout)
    return bool(counts["total"])


def failed(lock, service, answer):
    """Nobody answered, which is said and no fault; or there is something to mend here."""
    words = answer.stderr + answer.stdout
    if OUT_OF_REACH.search(words):
        say(f"{lock}: could not reach {service}, nothing was checked")
        return False
    say(f"{lock}: {words}")
    return True


def asked(command):
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


def told(answer):
    try:
        return json.loads(answer.stdout)
    except ValueError:
        return None


def say(words):
    sys.stdout.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main())
