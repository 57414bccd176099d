#!/usr/bin/env bash
# Finds a Java for the checks of the Apex and prints its version; for root on Debian or Ubuntu one is installed first.
# Exits 1 with a sentence when there is none.
set -u

say() { echo "test-java: $*" >&2; }

# The tools are compiled for Java 11; "java" may be a stub that only says where to download one.
works() { java -version >/dev/null 2>&1; }

install_java() {
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 1
  say 'installing a Java'
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends default-jre-headless; } >&2
}

if [ "$#" -gt 0 ]; then
  say "expected no argument; got: $1"
  exit 2
fi
works || { install_java && works; } || {
  say 'found no Java: install version 11 or newer'
  exit 1
}
java -version 2>&1 | head -n 1
