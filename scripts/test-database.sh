#!/usr/bin/env bash
# Finds or starts a PostgreSQL server for the tests and prints its address, for TEST_DATABASE_URL. In this order:
# TEST_DATABASE_URL itself, a server on this machine that lets us in without a password, one started from an
# installed PostgreSQL in a folder that is forgotten, and, for root on Debian or Ubuntu, one that is installed first.
# What was started goes on running after the script; "stop" ends it. Exits 1 with a sentence when there is no way.
set -u

readonly HOME_FOLDER="${TEST_DATABASE_FOLDER:-${TMPDIR:-/tmp}/co-sell-test-database-$(id -u)}"
readonly SERVER_USER=postgres

say() { echo "test-database: $*" >&2; }

# The tests make a database each, so whoever they sign in as must be allowed to.
may_create_databases() {
  node - "$1" <<'NODE'
const { Client } = require('pg');
const client = new Client({ connectionString: process.argv[2], connectionTimeoutMillis: 3000 });
const may = 'select rolsuper or rolcreatedb as may from pg_roles where rolname = current_user';
client
  .connect()
  .then(() => client.query(may))
  .then(({ rows }) => process.exit(rows[0].may ? 0 : 1))
  .catch(() => process.exit(1));
NODE
}

use_given() {
  [ -n "${TEST_DATABASE_URL:-}" ] || return 1
  if may_create_databases "$TEST_DATABASE_URL"; then
    echo "$TEST_DATABASE_URL"
    return 0
  fi
  say 'the server of TEST_DATABASE_URL does not answer, or its user may not create databases'
  exit 1
}

use_local() {
  local user url
  for user in "$(id -un)" postgres test; do
    url="postgresql://$user@127.0.0.1:5432/postgres"
    if may_create_databases "$url"; then
      echo "$url"
      return 0
    fi
  done
  return 1
}

# The folder of initdb and pg_ctl, the newest first; packages of Debian keep them out of PATH.
server_programs() {
  local initdb
  initdb="$(command -v initdb || ls -1d /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb \
    /opt/homebrew/opt/postgresql*/bin/initdb 2>/dev/null | sort -rV | head -n 1)"
  [ -n "$initdb" ] && dirname "$initdb"
}

# PostgreSQL refuses to run as root.
unprivileged() {
  if [ "$(id -u)" -ne 0 ]; then "$@"; else su "$SERVER_USER" -s /bin/sh -c "$(printf '%q ' "$@")"; fi
}

free_port() {
  node -e "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})"
}

# A crash of the machine may lose the tests' databases, so nothing waits for the disk.
start_own() {
  local programs port
  programs="$(server_programs)" || return 1
  [ -n "$programs" ] || return 1
  stop_own
  mkdir -p "$HOME_FOLDER" && port="$(free_port)" || return 1
  [ "$(id -u)" -ne 0 ] || chown "$SERVER_USER" "$HOME_FOLDER"
  say "starting $programs in $HOME_FOLDER"
  unprivileged "$programs/initdb" -D "$HOME_FOLDER/data" -U postgres -A trust -E UTF8 >&2 || return 1
  unprivileged "$programs/pg_ctl" -D "$HOME_FOLDER/data" -l "$HOME_FOLDER/log" -w -o \
    "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200" \
    start >&2 || return 1
  echo "postgresql://postgres@127.0.0.1:$port/postgres"
}

stop_own() {
  local programs
  [ -d "$HOME_FOLDER/data" ] || return 0
  programs="$(server_programs)"
  unprivileged "$programs/pg_ctl" -D "$HOME_FOLDER/data" -m immediate stop >&2
  rm -rf "$HOME_FOLDER"
}

install_server() {
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 1
  say 'installing PostgreSQL'
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql; } >&2
}

case "${1:-}" in
  '') ;;
  stop)
    stop_own
    exit
    ;;
  *)
    say "expected no argument, or stop; got: $1"
    exit 2
    ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
PATH="$PWD/node_modules/.bin:$PATH"
use_given || use_local || start_own || { install_server && { use_local || start_own; }; } || {
  say 'found no PostgreSQL: set TEST_DATABASE_URL, or install PostgreSQL (its initdb and pg_ctl are enough)'
  exit 1
}
