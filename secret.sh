#!/bin/sh
# Print a random word of LENGTH bytes, kept in FILE for the next time ("-" keeps nothing).
# Usage: secret.sh FILE LENGTH
set -eu
make_one() { python3 -c "import secrets, sys; print(secrets.token_urlsafe(int(sys.argv[1])))" "$1"; }
if [ "$1" = - ]; then make_one "$2"; exit; fi
if [ ! -s "$1" ]; then (umask 077; make_one "$2" > "$1"); fi
cat "$1"
