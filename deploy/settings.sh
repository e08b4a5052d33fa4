# shellcheck shell=bash
# The settings that every script here reads, unless the service has given them already:
# DATABASE_URL, CATALOGUE_VAR and the others of /etc/catalogue/catalogue.env.

CODE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PYTHON=${CATALOGUE_PYTHON:-$CODE/.venv/bin/python}
if [ -z "${DATABASE_URL:-}" ]; then
    set -o allexport
    # shellcheck source=/dev/null
    . "${CATALOGUE_ENV:-/etc/catalogue/catalogue.env}"
    set +o allexport
fi
: "${DATABASE_URL:?is not set}" "${CATALOGUE_VAR:?is not set}"

# libpq looks for certificates and passwords at home, and must not look at root's.
export HOME=$CATALOGUE_VAR

say() { echo "$(basename "$0"): $*"; }
fail() {
    say "$*" >&2
    exit 1
}

# PGHOST, PGUSER, PGPASSWORD and so on, for pg_dump, pg_restore and psql: a password in
# their command line could be read by everybody on the machine.
use_database() {
    local line
    while IFS= read -r -d '' line; do
        export "${line?}"
    done < <("$PYTHON" - <<'READ'
import os
from psycopg.pq import Conninfo
for option in Conninfo.parse(os.environ["DATABASE_URL"].encode()):
    if option.val is not None and option.envvar is not None:
        print(f"{option.envvar.decode()}={option.val.decode()}", end="\0")
READ
    )
    [ -n "${PGDATABASE:-}" ] || fail "DATABASE_URL names no database, or cannot be read."
}
