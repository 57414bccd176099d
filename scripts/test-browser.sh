#!/usr/bin/env bash
# Finds a Chromium for the browser tests and prints what to put into TEST_CHROMIUM. In this order: TEST_CHROMIUM
# itself, a Chromium, Chrome or Edge that is installed, the one that came with npm ("npm"; it needs libnss3), and, for
# root on Debian or Ubuntu, one that is installed first. Exits 1 with a sentence when none of them starts.
set -u

say() { echo "test-browser: $*" >&2; }

# Only a browser that starts and ends counts: one from npm lacks libraries on many machines.
starts() {
  TEST_CHROMIUM="$1" node - <<'NODE'
import('./test/browser/driver/launch-browser.ts')
  .then(({ launchBrowser }) => launchBrowser())
  .then((browser) => browser.close())
  .catch(({ message }) => {
    console.error(message);
    process.exit(1);
  });
NODE
}

use_given() {
  [ -n "${TEST_CHROMIUM:-}" ] || return 1
  if starts "$TEST_CHROMIUM"; then
    echo "$TEST_CHROMIUM"
    return 0
  fi
  say 'what TEST_CHROMIUM names does not start'
  exit 1
}

use_installed() {
  local name path
  for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' \
    /Applications/Chromium.app/Contents/MacOS/Chromium; do
    path="$(command -v "$name")" || continue
    if starts "$path" 2>/dev/null; then
      echo "$path"
      return 0
    fi
  done
  return 1
}

use_npm() {
  starts npm 2>/dev/null && echo npm
}

install_browser() {
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 1
  say 'installing Chromium'
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >&2
}

if [ "$#" -gt 0 ]; then
  say "expected no argument; got: $1"
  exit 2
fi

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
PATH="$PWD/node_modules/.bin:$PATH"
use_given || use_installed || use_npm || { install_browser && use_installed; } || {
  say 'found no Chromium that starts: install one, or name one in TEST_CHROMIUM'
  exit 1
}
