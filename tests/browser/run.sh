#!/usr/bin/env bash
# Runs one file of browser tests; 77 (skipped) where node, the libraries or Chromium are not installed.
# Usage: run.sh TEST_FILE NPM_FOLDER, with REXFLOW_PROGRAM in the environment.
set -euo pipefail

missing=()
command -v node >/dev/null || missing+=(node)
command -v chromium >/dev/null || missing+=(chromium)
for library in playwright-core axe-core; do
    [[ -e "$2/node_modules/$library/package.json" ]] || missing+=("$library")
done
if ((${#missing[@]} > 0)); then
    if [[ -n "${REXFLOW_REQUIRE_NPM:-}" ]]; then
        echo "missing, and ./test must not go on without: ${missing[*]}" >&2
        exit 1
    fi
    echo "skipped: missing ${missing[*]}; ./test installs them"
    exit 77
fi
export REXFLOW_NPM="$2"
exec node --test "$1"
