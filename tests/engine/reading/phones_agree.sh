#!/usr/bin/env bash
# Runs phones_agree.mjs; 77 (skipped) where node or the library is not installed. Usage: phones_agree.sh READER NPM_FOLDER
set -euo pipefail

library="$2/node_modules/libphonenumber-js"
if ! command -v node >/dev/null || [[ ! -e "$library/package.json" ]]; then
    if [[ -n "${REXFLOW_REQUIRE_NPM:-}" ]]; then
        echo "node or $library is missing, and ./test must not go on without" >&2
        exit 1
    fi
    echo "skipped: node or $library is missing; ./test installs them"
    exit 77
fi
exec node "$(dirname "${BASH_SOURCE[0]}")/phones_agree.mjs" "$1" "$library"
