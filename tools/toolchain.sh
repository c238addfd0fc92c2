# Sourced by the tools: finds a JDK and Maven, and installs them by apt where that is possible.
# shellcheck shell=bash

# shellcheck source=src/distribution/bin/environment.sh
. "$(dirname "${BASH_SOURCE[0]}")/../src/distribution/bin/environment.sh"

# Sets JAVA_HOME to the first JDK of version 17 or newer.
find_jdk() {
    find_java javac
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

# Prints the folder in which Maven keeps what it has fetched.
maven_repository() {
    echo "${MAVEN_REPOSITORY:-$HOME/.m2/repository}"
}

# Compares what Maven has fetched, plugins too, with the hashes in .mvn/checksums; names each file that differs. Maven from 3.9 on compares
# them itself, before it uses a file (.mvn/maven.config); Debian's older one does not.
check_libraries() {
    local root=$1 repository hashes differing jar result=0
    repository=$(maven_repository)
    hashes=$root/.mvn/checksums/checksums.sha256
    if [[ ! -d $repository ]] || ! command -v sha256sum >/dev/null; then
        echo "The libraries were not compared with their hashes: that needs sha256sum, and MAVEN_REPOSITORY where Maven keeps them." >&2
        return 0
    fi
    differing=$(cd "$repository" && LC_ALL=C sha256sum --check --quiet --ignore-missing "$hashes" 2>/dev/null | sed -n 's/: FAILED$//p') || true
    if [[ -n $differing ]]; then
        echo "$repository has files that are not those of their authors: ${differing//$'\n'/, }; delete them and build again." >&2
        result=1
    fi
    for jar in "$root"/target/lib/*.jar; do
        if [[ -e $jar ]] && ! grep -qF "/${jar##*/}" "$hashes"; then
            echo "${jar##*/} has no hash in .mvn/checksums: CONTRIBUTING says how it gets one." >&2
            result=1
        fi
    done
    return "$result"
}
