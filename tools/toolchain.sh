# Sourced by tools/dualflow and tools/test: finds a JDK and Maven, and installs them by apt where that is possible.
# shellcheck shell=bash

# Sets JAVA_HOME to the first JDK of version 17 or newer: JAVA_HOME itself, the one on the path, those under /usr/lib/jvm.
find_jdk() {
    local on_path home version
    on_path=$(readlink -f "$(command -v javac)" 2>/dev/null) || on_path=
    for home in "${JAVA_HOME:-}" "${on_path%/bin/javac}" /usr/lib/jvm/*; do
        [[ -n $home && -x $home/bin/javac ]] || continue
        version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null) || version=
        [[ -n $version ]] || version=$("$home/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
        if ((${version:-0} >= 17)); then
            export JAVA_HOME=$home
            return 0
        fi
    done
    return 1
}

# Keeps the JVM's signal handlers in place: a driver's compiler (PoCL's clang) replaces the handler of SIGSEGV, by which the JVM stops its
# threads, and so may crash it. The JDK's libjsig, preloaded, chains other handlers behind the JVM's.
chain_signals() {
    local library=$JAVA_HOME/lib/libjsig.so
    if [[ -e $library && $library != *[[:space:]:]* ]]; then
        export LD_PRELOAD=$library${LD_PRELOAD:+:$LD_PRELOAD}
    fi
}

# Java decodes file names by the locale, and cannot open non-ASCII ones in an ASCII locale, as in most containers.
use_utf8() {
    local charmap utf8
    charmap=$(locale charmap 2>/dev/null) || charmap=
    case $charmap in
        ANSI_X3.4-1968 | US-ASCII | '') ;;
        *) return 0 ;;
    esac
    utf8=$(locale -a 2>/dev/null | grep -E -i -m 1 '^(C|en_US)\.utf-?8$') || utf8=C.UTF-8
    export LC_ALL=$utf8
}

# Without /sys, as in a chroot, PoCL cannot discover processors and memory, and aborts the program. It asks hwloc, which accepts a
# description of the machine.
describe_machine() {
    if [[ -r /proc/meminfo && ! -d /sys/devices/system && -z ${HWLOC_SYNTHETIC-}${HWLOC_XMLFILE-} ]]; then
        local bytes
        bytes=$(awk '/^MemTotal:/ { printf "%.0f", $2 * 1024 }' /proc/meminfo)
        export HWLOC_SYNTHETIC="[numa(memory=$bytes)] core:$(nproc) pu:1"
    fi
}

can_install() {
    [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null
}

# Installs Debian packages, with a message: all at once, or where that fails one by one, so that one that cannot be installed does not
# prevent the others. apt's own output is shown only where it fails.
install_packages() {
    local log package result=0
    echo "installing $* by apt ..." >&2
    log=$(mktemp)
    if ! { apt-get update && apt_install "$@"; } >"$log" 2>&1 </dev/null; then
        if (($# == 1)); then
            if apt-cache show "$1" >/dev/null 2>&1; then tail -n 20 "$log" >&2; else echo "apt knows no package $1 here." >&2; fi
            result=1
        else
            for package in "$@"; do
                if ! apt_install "$package" >"$log" 2>&1 </dev/null; then
                    echo "apt could not install $package: $(tail -n 1 "$log")" >&2
                    result=1
                fi
            done
        fi
    fi
    rm -f "$log"
    return "$result"
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

# Ensures that there are a JDK and Maven, or says in one sentence what is missing.
require_build_tools() {
    if ! find_jdk && can_install; then
        # A release without JDK 17 has a newer default.
        install_packages openjdk-17-jdk-headless || install_packages default-jdk-headless || true
    fi
    if ! find_jdk; then
        echo "dualflow needs a JDK of version 17 or newer: install one (on Debian: apt-get install openjdk-17-jdk-headless)" \
            "or set JAVA_HOME to one." >&2
        return 1
    fi
    if ! command -v mvn >/dev/null && can_install; then
        install_packages maven || true
    fi
    if ! command -v mvn >/dev/null; then
        echo "dualflow needs Maven to be built: install it (on Debian: apt-get install maven) and start again." >&2
        return 1
    fi
}

# Sets built_from to the options by which a build records its commit, and whether what is built differs from it; none outside of a repository.
describe_commit() {
    local root=$1 commit changes tree=clean
    built_from=()
    commit=$(git -C "$root" rev-parse HEAD 2>/dev/null) || return 0
    changes=$(git -C "$root" status --porcelain -- pom.xml src/main opencl reference-data/experiment 2>/dev/null) || return 0
    [[ -z $changes ]] || tree=modified
    built_from=("-Dbuild.commit=$commit" "-Dbuild.tree=$tree")
}
