package dualflow.bench;

import dualflow.data.OutputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long whole commands take, from the start of the launcher to its end. */
public final class StartTimes {
    private static final int VERIFY_ROUNDS = 3;

    private StartTimes() {}

    /**
     * Times {@code --help} and {@code verify --device host}.
     *
     * @param launcher {@code tools/dualflow}
     * @param rounds how often; at most three times for {@code verify}
     * @param environment of the run
     * @return a row for each, as plain values by key
     */
    public static List<Map<String, Object>> run(Path launcher, int rounds, Map<String, String> environment) {
        List<Map<String, Object>> rows = new ArrayList<>();
        rows.add(row(launcher, rounds, environment, "--help"));
        rows.add(row(launcher, Math.min(rounds, VERIFY_ROUNDS), environment, "verify", "--device", "host"));
        return rows;
    }

    private static Map<String, Object> row(
            Path launcher, int rounds, Map<String, String> environment, String... words) {
        double[] times = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            times[round] = milliseconds(launcher, words);
        }
        return new Row(
                        "start " + String.join(" ", words),
                        "",
                        "",
                        times,
                        new double[0],
                        Row.Deviation.NONE,
                        Row.Deviation.NONE,
                        null,
                        null,
                        0,
                        0,
                        0,
                        false)
                .fields(environment);
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
