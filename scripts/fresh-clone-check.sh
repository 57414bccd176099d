#!/usr/bin/env bash
# Proves the README's two commands as a newcomer meets them: a clone of the last commit in an empty folder, an empty
# HOME, and nothing of this checkout in reach. Without an argument both; "sandbox" or "test" runs one of them.
set -u
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
which="${1:-all}"
case "$which" in
  all | sandbox | test) ;;
  *)
    echo "Expected no argument, or one of: sandbox, test. Got: $which" >&2
    exit 2
    ;;
esac

readonly SANDBOX_READY_SECONDS=600
work="$(mktemp -d)"
sandbox_group=""
failed=0

# The sandbox runs in a process group of its own, so that stopping it leaves nothing behind.
stop_sandbox() {
  [ -n "$sandbox_group" ] || return 0
  kill -TERM -- "-$sandbox_group" 2>/dev/null
  for _ in $(seq 1 100); do
    kill -0 -- "-$sandbox_group" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL -- "-$sandbox_group" 2>/dev/null
  wait "$sandbox_group" 2>/dev/null
  sandbox_group=""
}
trap 'stop_sandbox; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

fresh_clone() {
  git clone --quiet "$root" "$work/$1" && mkdir -p "$work/home-$1" && cd "$work/$1"
}

# What a newcomer's terminal has: a PATH and a HOME. Settings of this shell would hide a missing one.
# What says how to reach the network stays: it belongs to the machine, not to the project.
newcomer() {
  local kept=() name
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY \
    npm_config_registry NPM_CONFIG_REGISTRY NODE_EXTRA_CA_CERTS SSL_CERT_FILE; do
    [ -z "${!name+set}" ] || kept+=("$name=${!name}")
  done
  env -i PATH="$PATH" HOME="$work/home-${PWD##*/}" ${kept[@]+"${kept[@]}"} "$@"
}

# What the ready line says is in test/sandbox/main.ts.
is_ready() { grep -qi '^.*sandbox is ready' "$work/sandbox.log"; }

check_sandbox() {
  fresh_clone sandbox || return 1
  set -m
  newcomer bash -c 'npm ci && npm run sandbox' >"$work/sandbox.log" 2>&1 &
  sandbox_group=$!
  set +m
  local until=$((SECONDS + SANDBOX_READY_SECONDS))
  while [ "$SECONDS" -lt "$until" ]; do
    if is_ready; then
      tail -n 40 "$work/sandbox.log"
      return 0
    fi
    kill -0 "$sandbox_group" 2>/dev/null || break
    sleep 0.2
  done
  tail -n 60 "$work/sandbox.log"
  return 1
}

check_tests() {
  fresh_clone test || return 1
  newcomer bash -c 'npm ci && npm test'
}

report() {
  if [ "$2" -eq 0 ]; then
    echo "ok      $1"
  else
    echo "FAILED  $1"
    failed=1
  fi
}

if [ "$which" != test ]; then
  check_sandbox
  outcome=$?
  stop_sandbox
  report 'npm ci && npm run sandbox' "$outcome"
fi
if [ "$which" != sandbox ]; then
  check_tests
  report 'npm ci && npm test' "$?"
fi
exit "$failed"
