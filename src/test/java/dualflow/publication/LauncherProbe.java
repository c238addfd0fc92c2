package dualflow.publication;

import java.lang.management.ManagementFactory;

/** In dualflow's place behind the launcher of the distribution: prints what it was started with. */
final class LauncherProbe {
    static final int EXIT_CODE = 5;

    private LauncherProbe() {}

    public static void main(String[] args) {
        for (String arg : args) {
            System.out.println("argument <" + arg + ">");
        }
        System.out.println("options " + ManagementFactory.getRuntimeMXBean().getInputArguments());
        System.out.println("preloaded " + System.getenv("LD_PRELOAD"));
        System.exit(EXIT_CODE);
    }
}
