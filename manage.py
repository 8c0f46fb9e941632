#!/usr/bin/env python
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
#: Made by `make demo`, for a register that is only looked round in.
DEMONSTRATION_KEY = HERE / "var" / "demo-secret-key"


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cse_tracker.settings")
    if DEMONSTRATION_KEY.exists() and not (HERE / ".env").exists():
        # Commands typed after `make demo` need nothing set; serving still does.
        os.environ.setdefault("SECRET_KEY", DEMONSTRATION_KEY.read_text().strip())
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
