package dualflow.cli;

import dualflow.data.Csv;
import dualflow.evaluation.LossExcess;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The losses of a training run, as a table, as a picture and in words. */
final class Losses {
    static final String CSV = "loss.csv";

    /** How far the population loss is above the least, where that is known. */
    static final String EXCESS_CSV = "loss_excess.csv";

    static final List<String> EXCESS_COLUMNS = List.of("step", "excess", "standard_error");

    /** The number of steps over which reported losses are averaged, since the loss of a single batch is noisy. */
    private static final int AVERAGED = 100;

    private Losses() {}

    static void write(Path csv, double[] losses) {
        Csv.write(csv, List.of("step", "loss"), new AbstractList<List<?>>() {
            @Override
            public List<?> get(int step) {
                return List.of(step, losses[step]);
            }

            @Override
            public int size() {
                return losses.length;
            }
        });
    }

    static List<List<Object>> rows(List<LossExcess> excess) {
        return excess.stream()
                .map(e -> List.<Object>of(e.step(), e.excess(), e.standardError()))
                .toList();
    }

    /** The mean over the last steps, at least one. */
    static double last(double[] losses) {
        return Arrays.stream(losses, Math.max(0, losses.length - AVERAGED), losses.length)
                .average()
                .orElseThrow();
    }

    /** The mean over the last steps, in words. */
    static String told(double[] losses) {
        if (losses.length == 0) {
            return "of no step yet";
        }
        return String.format(
                Locale.ROOT, "%.4g (mean of the last %d)", last(losses), Math.min(AVERAGED, losses.length));
    }
}
