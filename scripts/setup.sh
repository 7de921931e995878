# shellcheck shell=bash disable=SC2034
# What ./run and ./test share: progress, packages, Boost and builds. Sourced, never run.
# Needs nothing but a bare Debian 12. Never removes a package. With everything installed it uses neither apt nor the network.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
logs="$root/build/logs"

build_packages=(
    g++ cmake ninja-build pkg-config ccache mold ca-certificates tzdata
    libpoco-dev libssl-dev libsqlite3-dev nlohmann-json3-dev libgmime-3.0-dev libsodium-dev libfmt-dev libcli11-dev
    libhowardhinnant-date-dev libkainjow-mustache-dev libexpected-dev
    libgumbo-dev libytnef0-dev libqrencode-dev zlib1g-dev
    libarchive-dev libpango1.0-dev libpoppler-cpp-dev libpugixml-dev libqpdf-dev fonts-dejavu-core
)
test_packages=(catch2 openssl curl clang-format-14 clang-14 libclang-rt-14-dev dovecot-core dovecot-imapd dovecot-pop3d chromium)
# Our reading of phone numbers is compared with the first; the others drive Chromium and look for what people with a
# disability would miss. Versions that Debian 12's node runs.
npm_libraries=(libphonenumber-js@1.13.16 playwright-core@1.60.0 axe-core@4.14.1)

boost_package=libboost1.81-dev
boost_unpacked="$root/build/boost-1.81"
boost_include_dir=""

# --- progress -------------------------------------------------------------------------------------------------------

fail() {
    printf 'rexflow: %s\n' "$1" >&2
    [[ -z "${2:-}" ]] || printf 'hint: %s\n' "$2" >&2
    exit 1
}

# One start at a time: a second one waits instead of building into the same folder.
start_alone() {
    mkdir -p "$logs"
    exec 9>"$root/build/.lock"
    if ! flock -n 9; then
        echo "Another ./run or ./test is building here; waiting for it ..."
        flock 9
    fi
    trap 'stop_child; exit 130' INT TERM
}

let_others_start() { exec 9>&-; }

child=""
stop_child() { [[ -z "$child" ]] || kill -TERM -- "-$child" 2>/dev/null || true; }

# attempt WHAT LOG COMMAND...: runs the command with its output in build/logs/LOG.log and says how long it has been
# going once that takes more than three seconds. Returns the command's status; `took` is left at its seconds.
took=0
attempt() {
    local what="$1" log="$logs/$2.log" started=$SECONDS shown=0 status=0
    shift 2
    set -m # a process group of its own, so that an interrupt reaches all of it
    "$@" >"$log" 2>&1 </dev/null 9>&- &
    child=$!
    set +m
    while kill -0 "$child" 2>/dev/null; do
        sleep 0.1
        took=$((SECONDS - started))
        if ((took >= 3 && took >= shown)); then
            show_progress "$what" "$log"
            shown=$((took + (interactive ? 1 : 15)))
        fi
    done
    wait "$child" || status=$?
    child=""
    took=$((SECONDS - started))
    if ((shown > 0)); then
        clear_line
        printf '%s: %s after %s s\n' "$what" "$( ((status == 0)) && echo "done" || echo FAILED)" "$took"
    fi
    return "$status"
}

interactive=0
[[ ! -t 1 ]] || interactive=1

clear_line() { ((interactive == 0)) || printf '\r\033[K'; }

# The counter Ninja or CTest printed last, as "[12/80]" or "12/500", says how far it is.
show_progress() {
    local counter
    counter="$(tail -c 4000 "$2" | grep -aoE '^\[[0-9]+/[0-9]+\]|^ *[0-9]+/[0-9]+ Test' | tail -n 1 | tr -d '[] Test' || true)"
    clear_line
    printf '%s ... %s s%s' "$1" "$took" "${counter:+, $counter}"
    ((interactive == 1)) || printf '\n'
}

# step HINT WHAT LOG COMMAND...: attempt, and where it fails the end of the log, the hint, and the end of the start.
step() {
    local hint="$1" what="$2" log="$logs/$3.log"
    shift
    attempt "$@" && return
    tail -n 40 "$log" >&2
    fail "$what failed; all of it is in $log" "$hint"
}

# --- packages -------------------------------------------------------------------------------------------------------

is_installed() { dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed; }

missing_of() {
    local package
    for package in "$@"; do
        is_installed "$package" || echo "$package"
    done
}

as_root() { if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi; }

# Asks for the password now, in the foreground; the steps run in the background.
may_install() {
    ((EUID != 0)) || return 0
    local by_hand="or as root: apt-get install --no-remove --no-install-recommends $*"
    command -v sudo >/dev/null || fail "packages are missing, and this is neither root nor is sudo installed" "$by_hand"
    sudo -n true 2>/dev/null || sudo -v || fail "packages are missing, and sudo was refused" "$by_hand"
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-remove --no-install-recommends \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold "$@"
}

apt_update() { as_root apt-get update -o DPkg::Lock::Timeout=300; }

# Package lists may be absent, or older than the mirror; that shows only when apt fails.
with_fresh_lists() { "$@" || { apt_update && "$@"; }; }

# install_packages PACKAGE...: those that are missing, and the Boost headers.
install_packages() {
    local missing
    mapfile -t missing < <(missing_of "$@")
    if ((${#missing[@]} > 0)); then
        may_install "${missing[@]}"
        step "is the network up? Nothing is ever removed: where apt says it must, install by hand: ${missing[*]}" \
            "Installing ${#missing[@]} packages" packages with_fresh_lists apt_install "${missing[@]}"
    fi
    provide_boost
}

# --- Boost ----------------------------------------------------------------------------------------------------------

# Boost.MSM is taken from 1.81, whose package excludes every other Boost -dev package. Where one of those is installed
# (or apt would have to remove anything else) the headers are unpacked below build/ and nothing is touched.
provide_boost() {
    is_installed "$boost_package" && return
    if [[ ! -e "$boost_unpacked/usr/include/boost/version.hpp" ]]; then
        if ! another_boost_is_installed; then
            may_install "$boost_package"
            attempt "Installing Boost 1.81" boost with_fresh_lists apt_install "$boost_package" && return
        fi
        step "is the network up, and does apt know $boost_package?" \
            "Unpacking the Boost 1.81 headers" boost-unpacked with_fresh_lists unpack_boost
    fi
    boost_include_dir="$boost_unpacked/usr/include"
}

another_boost_is_installed() {
    dpkg-query -W -f='${db:Status-Status} ${Package}\n' 'libboost[0-9]*-dev' 2>/dev/null | grep -q '^installed '
}

unpack_boost() {
    local fresh="$boost_unpacked.new"
    rm -rf "$fresh" && mkdir -p "$fresh/package" &&
        (cd "$fresh/package" && apt-get download "$boost_package") &&
        dpkg-deb -x "$fresh/package/"*.deb "$fresh" && rm -rf "$fresh/package" "$boost_unpacked" &&
        mv "$fresh" "$boost_unpacked"
}

# --- npm ------------------------------------------------------------------------------------------------------------

has_npm_library() {
    grep -qs "\"version\": \"${1##*@}\"" "$root/build/npm/node_modules/${1%@*}/package.json"
}

# The libraries the tests need, below build/npm; a node that is there already is used. No browser is downloaded.
provide_npm_libraries() {
    local folder="$root/build/npm" library missing=()
    for library in "${npm_libraries[@]}"; do
        has_npm_library "$library" || missing+=("$library")
    done
    ((${#missing[@]} > 0)) || return 0
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
        may_install nodejs npm
        step "is the network up?" "Installing node and npm" node with_fresh_lists apt_install nodejs npm
    fi
    mkdir -p "$folder"
    step "is the network up, and does npm reach its registry?" "Installing ${missing[*]}" npm \
        npm install --no-save --no-audit --no-fund --prefix "$folder" "${npm_libraries[@]}"
}

# --- build ----------------------------------------------------------------------------------------------------------

# What builds are started through, and what they are configured with, if anything.
launcher=()
configure_options=()

# build PRESET [CMAKE_BUILD_OPTION...]
build() {
    local preset="$1" fresh=()
    moved_since_configured "$preset" && fresh=(--fresh)
    [[ -w "${HOME:-}" ]] || export CCACHE_DIR="${CCACHE_DIR:-$root/build/ccache}"
    step "a package CMake does not find is named in the log; deleting build/$preset starts anew" "Configuring $preset" \
        "configure-$preset" cmake -S "$root" --preset "$preset" "${fresh[@]}" \
        "-DREXFLOW_BOOST_INCLUDE_DIR=$boost_include_dir" "${configure_options[@]}"
    step "the first error in the log is the one that counts" "Building $preset" "build-$preset" \
        "${launcher[@]}" cmake --build "$root/build/$preset" --parallel "$(nproc)" "${@:2}"
}

# CMake refuses a build folder that was configured somewhere else (a copied clone).
moved_since_configured() {
    local cache="$root/build/$1/CMakeCache.txt"
    [[ -e "$cache" ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"
}
