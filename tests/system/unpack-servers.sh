#!/bin/sh
# Makes a Postfix available to the system tests without installing or removing anything: installed, it would replace
# another mail server of this machine. (Dovecot replaces nothing, and only works where it is installed.)
# usage: unpack-servers.sh DEST
# Prints the environment the tests want, as a line for eval: REXFLOW_POSTFIX_ROOT, empty for an installed one. Packages are downloaded once and unpacked below DEST; libraries that are missing come along.
set -eu
[ $# -eq 1 ] || { echo "usage: $0 DEST" >&2; exit 2; }
mkdir -p "$1"
dest=$(cd "$1" && pwd)

missing_libraries() { # ROOT PROGRAM...
    root=$1
    shift
    LD_LIBRARY_PATH="$root/usr/lib/postfix:$root/usr/lib/x86_64-linux-gnu" \
        ldd "$@" 2>/dev/null | awk '/not found/ { print $1 }' | sort -u
}

unpack() { # ROOT PACKAGE...
    root=$1
    shift
    mkdir -p "$root/packages"
    (cd "$root/packages" && apt-get download "$@" >&2 2>/dev/null)
    for package in "$root"/packages/*.deb; do
        dpkg-deb -x "$package" "$root"
        rm "$package"
    done
}

# Packages NAME depends on that are libraries and not installed.
library_packages() {
    apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances \
        "$1" | awk '/^lib/ { print $1 }' | sort -u | while read -r package; do
        dpkg -s "$package" >/dev/null 2>&1 || echo "$package"
    done
}

provide() { # VARIABLE INSTALLED-PROGRAM NAME PACKAGE...
    variable=$1 program=$2 name=$3
    shift 3
    root=
    if [ ! -x "$program" ]; then
        root="$dest/$name"
        if [ ! -x "$root$program" ]; then
            echo "unpacking $name into $root" >&2
            unpack "$root" "$@"
            if [ -n "$(missing_libraries "$root" "$root$program" "$root"/usr/lib/"$name"/lib*.so*)" ]; then
                # shellcheck disable=SC2046
                unpack "$root" $(library_packages "$1")
            fi
        fi
    fi
    echo "export $variable='$root'"
}

provide REXFLOW_POSTFIX_ROOT /usr/lib/postfix/sbin/master postfix postfix
