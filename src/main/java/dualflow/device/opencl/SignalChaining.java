package dualflow.device.opencl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether the JVM keeps its signal handlers beside a driver. PoCL's compiler, LLVM's, installs a handler of SIGSEGV of its own, and the JVM
 * uses that signal to stop its threads: from then on, threads that are stopped may hang or crash the process. The JDK's library libjsig
 * chains such handlers behind the JVM's, but only if it precedes the C library, so it must be preloaded: a running program cannot mend this,
 * and is told so once.
 */
final class SignalChaining {
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private SignalChaining() {}

    /** Prints what to do about a device to the error stream, once per JVM, if there is something to do. */
    static void check(OpenClInfo info) {
        Optional<String> advice =
                advice(info.platform(), System.getProperty("os.name"), loaded(), System.getProperty("java.home"));
        if (advice.isPresent() && !TOLD.getAndSet(true)) {
            System.err.println(advice.get());
        }
    }

    /**
     * What to do.
     *
     * @param platform the name of the OpenCL platform
     * @param system the name of the operating system; nothing is known of drivers on others than Linux
     * @param loaded the files that the process has loaded
     * @param javaHome the folder of Java
     * @return one sentence; empty if nothing needs to be done
     */
    static Optional<String> advice(String platform, String system, String loaded, String javaHome) {
        if (!platform.equals("Portable Computing Language")
                || !system.equals("Linux")
                || loaded.contains("/libjsig.so")) {
            return Optional.empty();
        }
        Path library = Path.of(javaHome, "lib", "libjsig.so");
        String remedy = library.toString().matches("(?s).*[\\s:].*")
                ? "from a folder whose path has no blank or colon, with LD_PRELOAD naming its lib/libjsig.so"
                : "with LD_PRELOAD=" + library;
        return Optional.of(
                "PoCL's compiler takes over a signal by which Java stops its threads, so that a program of several threads may"
                        + " hang or crash: start Java " + remedy + ", as dualflow's own launchers do.");
    }

    private static String loaded() {
        try {
            return Files.readString(Path.of("/proc/self/maps"));
        } catch (IOException e) { // no /proc: nothing can be told of the process
            return "";
        }
    }
}
