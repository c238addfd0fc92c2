# Sourced by the launchers: what Java and OpenCL drivers need of the environment. In POSIX shell, so without local variables: what a function
# uses for itself begins with an underscore.
# shellcheck shell=sh

# Prints a file's path, symbolic links resolved, for systems whose readlink has no -f.
real_path() {
    _path=$1
    while [ -h "$_path" ]; do
        _link=$(readlink "$_path")
        case $_link in
            /*) _path=$_link ;;
            *) _path=$(dirname "$_path")/$_link ;;
        esac
    done
    (CDPATH='' cd -P -- "$(dirname "$_path")" && printf '%s/%s\n' "$(pwd -P)" "$(basename "$_path")")
}

# Sets JAVA_HOME to the first Java of version 17 or newer that has a program, java or javac: JAVA_HOME itself, the one on the path, those
# where Linux and macOS install them.
find_java() {
    _on_path=$(command -v "$1") && _on_path=$(real_path "$_on_path") || _on_path=
    for _home in "${JAVA_HOME:-}" "${_on_path%/bin/"$1"}" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -n "$_home" ] && [ -x "$_home/bin/$1" ] || continue
        _version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$_home/release" 2>/dev/null) || _version=
        [ -n "$_version" ] ||
            _version=$("$_home/bin/$1" -version 2>&1 | sed -n 's/^[a-z ]*"\{0,1\}\([0-9][0-9]*\)\..*/\1/p' | head -n 1) || _version=
        if [ "${_version:-0}" -ge 17 ]; then
            export JAVA_HOME="$_home"
            return 0
        fi
    done
    return 1
}

# Keeps the JVM's signal handlers in place: a driver's compiler (PoCL's) replaces the handler of SIGSEGV, by which the JVM stops its threads,
# and so may hang or crash it. The JDK's libjsig, preloaded, chains other handlers behind the JVM's.
chain_signals() {
    _library=$JAVA_HOME/lib/libjsig.so
    [ -e "$_library" ] || return 0
    case $_library in
        *[[:space:]:]*) ;; # LD_PRELOAD cannot name it
        *) export LD_PRELOAD="$_library${LD_PRELOAD:+:$LD_PRELOAD}" ;;
    esac
}

# Java decodes file names by the locale, and cannot open non-ASCII ones in an ASCII locale, as in most containers.
use_utf8() {
    _charmap=$(locale charmap 2>/dev/null) || _charmap=
    case $_charmap in
        ANSI_X3.4-1968 | US-ASCII | '') ;;
        *) return 0 ;;
    esac
    _utf8=$(locale -a 2>/dev/null | grep -E -i '^(C|en_US)\.utf-?8$' | head -n 1) || _utf8=
    export LC_ALL="${_utf8:-C.UTF-8}"
}

# Without /sys, as in a chroot, PoCL cannot discover processors and memory, and aborts the program. It asks hwloc, which accepts a
# description of the machine.
describe_machine() {
    if [ -r /proc/meminfo ] && [ ! -d /sys/devices/system ] && [ -z "${HWLOC_SYNTHETIC-}${HWLOC_XMLFILE-}" ]; then
        _bytes=$(awk '/^MemTotal:/ { printf "%.0f", $2 * 1024 }' /proc/meminfo)
        export HWLOC_SYNTHETIC="[numa(memory=$_bytes)] core:$(nproc) pu:1"
    fi
}

# Pins each of PoCL's workers to a core: otherwise two that wake together can share one core for long while another idles. PoCL counts
# cores from 0, so nothing is pinned where not all of them may be used.
separate_workers() {
    _allowed=$(sed -n 's/^Cpus_allowed_list:[[:space:]]*//p' /proc/self/status 2>/dev/null) || _allowed=
    case ${_allowed#0-} in
        "$_allowed" | '' | *[!0-9]*) ;;
        *) export POCL_AFFINITY="${POCL_AFFINITY-1}" ;;
    esac
}

# Prints where the archive of a jar's classes belongs that this Java can map instead of loading them: archive_of FOLDER JAR. The name is
# another one for another jar or Java.
archive_of() {
    _key=$(LC_ALL=C ls -lnL "$2" "$JAVA_HOME/release" 2>/dev/null | cksum) || _key=0
    printf '%s/classes-%s.jsa\n' "$1" "${_key%% *}"
}

# Makes such an archive: make_archive ARCHIVE JAR. It appears whole or not at all, so that starts may make it side by side; where Java cannot
# make one an empty file says so, and where there is no room for it nothing happens.
make_archive() {
    _made=$1.$$
    if [ -w "$(dirname "$1")" ]; then
        "$JAVA_HOME/bin/java" -XX:+UseParallelGC -XX:ArchiveClassesAtExit="$_made" -cp "$2" dualflow.cli.Rehearsal || rm -f "$_made"
        [ -e "$_made" ] || : >"$_made"
        mv -f "$_made" "$1" || rm -f "$_made"
    fi >/dev/null 2>&1 </dev/null
    return 0
}

# Becomes dualflow: start_dualflow JAR ARCHIVE ARGUMENT...
start_dualflow() {
    chain_signals
    describe_machine
    separate_workers
    use_utf8
    _jar=$1
    _archive=$2
    shift 2
    case ${1-} in
        # These end before the second JIT compiler would pay off.
        -h | --help | -V | --version) set -- -XX:TieredStopAtLevel=1 -jar "$_jar" "$@" ;;
        # Claims need little at once; without a bound the heap would grow to a quarter of the memory before it is cleaned up.
        check)
            case ${JDK_JAVA_OPTIONS-} in
                *-Xmx*) set -- -jar "$_jar" "$@" ;;
                *) set -- -Xmx800m -jar "$_jar" "$@" ;;
            esac
            ;;
        *) set -- -jar "$_jar" "$@" ;;
    esac
    # Java checks whether the archive fits it and the jars, and does without one that does not; what it would say of that is turned off.
    if [ -s "$_archive" ]; then
        set -- -XX:SharedArchiveFile="$_archive" '-Xlog:cds*=off,class+path*=off' "$@"
    fi
    exec "$JAVA_HOME/bin/java" -XX:+UseParallelGC "$@"
}
