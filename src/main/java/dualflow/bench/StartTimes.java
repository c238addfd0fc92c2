package dualflow.bench;

import dualflow.data.OutputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The duration of whole commands, from the start of the launcher to its end. */
public final class StartTimes {
    /** One claim, checked at once, so that its verdict is waited for no longer than the program takes to start. */
    private static final String CLAIM = "mixture-jacobian";

    private StartTimes() {}

    /**
     * Times {@code --help} and the verdict on a single claim, {@code verify mixture-jacobian --device host}.
     *
     * @param launcher {@code tools/dualflow}
     * @param plan the time of the run
     * @param environment the environment of the run
     * @return a row for each, as plain values by key
     */
    public static List<Map<String, Object>> run(Path launcher, TimePlan plan, Map<String, String> environment) {
        if (!plan.begin()) {
            return List.of(ComparisonRow.leftOut("start", plan.wanted()).fields(environment));
        }
        return Stream.of(
                        row(launcher, plan, plan.wanted(), "verify", CLAIM, "--device", "host"),
                        row(launcher, plan, plan.wanted(), "--help"))
                .map(row -> row.fields(environment))
                .toList();
    }

    private static ComparisonRow row(Path launcher, TimePlan plan, int rounds, String... words) {
        DoubleStream.Builder times = DoubleStream.builder();
        int count = 0;
        do {
            times.add(milliseconds(launcher, words));
            count++;
        } while (count < rounds && (plan.isObeyed() || plan.now() < plan.until()));
        return new ComparisonRow(
                "start " + String.join(" ", words),
                "",
                "",
                times.build().toArray(),
                new double[0],
                ComparisonRow.Deviation.NONE,
                ComparisonRow.Deviation.NONE,
                0,
                0,
                new ComparisonRow.Conditions(Optional.empty(), true, rounds, 0));
    }

    private static double milliseconds(Path launcher, String... words) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(words));
        try {
            long begin = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            int code = process.waitFor();
            double milliseconds = (System.nanoTime() - begin) / 1e6;
            if (code != 0) {
                throw new OutputException(String.join(" ", command) + " ended with exit code " + code + ".", null);
            }
            return milliseconds;
        } catch (IOException e) {
            throw new OutputException(launcher + " cannot be started: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the comparison was interrupted", e);
        }
    }
}
