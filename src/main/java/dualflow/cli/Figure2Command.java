package dualflow.cli;

import dualflow.data.RunRecord;
import dualflow.dependency.SampleMoments;
import dualflow.device.Workload;
import dualflow.experiment.Figure2;
import dualflow.picture.Figure2Picture;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code reproduce figure2}. */
@Command(
        name = "figure2",
        mixinStandardHelpOptions = true,
        description =
                "Fig. 2 for one mixture at all times: density, velocity and particles carried along it, and where the published"
                        + " code's drift takes them.")
final class Figure2Command extends Reproduction<Figure2> {
    private static final int MOST = 5_000_000;

    /** By sampling alone, the probability that any of five numbers deviates by more than this number of standard errors is 10^-5. */
    private static final double SAMPLING = 5;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "200000",
            description = "How many particles (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42069",
            description = "Chooses the particles (default: ${DEFAULT-VALUE}).")
    private long seed;

    private Figure2Command() {}

    @Override
    Figure2 compute(DeviceOptions options) {
        if (samples < 2 || samples > MOST) {
            throw usage("--samples is " + samples + "; take from 2 to " + MOST + " particles.");
        }
        try (Device device = options.open(DType.FLOAT64, Workload.LARGE);
                RunProgress progress = new RunProgress(err(), "paths", 2L * samples)) {
            return Figure2.compute(device, options.dtype(DType.FLOAT64), samples, seed, progress::at);
        }
    }

    @Override
    void write(Figure2 figure) {
        writeTable(
                "figure2.csv",
                List.of("t", "field", "quantity", "row", "column", "exact", "sampled", "standard_error"),
                momentRows(figure));
        writeTable(
                "figure2_velocity.csv",
                List.of("t", "x1", "x2", "velocity1", "velocity2", "published1", "published2"),
                arrowRows(figure));
        writeTable(
                "figure2_particles.csv",
                List.of("t", "particle", "x1", "x2", "published_x1", "published_x2"),
                particleRows(figure));
        writeFigure("figure2", () -> Figure2Picture.draw(figure));
    }

    @Override
    void print(Figure2 figure, PrintWriter text) {
        text.printf(
                Locale.ROOT,
                "Figure 2: Table 4's mixture at six times; mean and covariance of x_t, exactly and of %d particles from N(0, I)%n",
                samples);
        text.println();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("t", "", "mean", "", "covariance", "", "", "largest deviation"));
        for (Figure2.Panel panel : figure.panels()) {
            String t = String.format(Locale.ROOT, "%.2f", panel.t());
            rows.add(row(t, "exact", panel.mean(), panel.covariance(), ""));
            rows.add(row(
                    "",
                    "along (3)",
                    panel.exact().mean(),
                    panel.exact().covariance(),
                    deviation(panel, panel.exact())));
            rows.add(row(
                    "",
                    "along the published drift",
                    panel.published().mean(),
                    panel.published().covariance(),
                    deviation(panel, panel.published())));
        }
        Table.print(text, rows);
        text.println();
        text.println(
                "Mean and covariance (entries 11, 12, 22); the largest deviation of the five from the exact ones in standard errors.");
        Figure2.Panel end = figure.panels().get(figure.panels().size() - 1);
        text.println(
                "The velocity (3) carries N(0, I) to the mixture: " + agreement(end.largestDeviation(end.exact())));
        text.println(
                "The published drift lacks the term -(1-t) Sigma0 in A_k(t); it is E[x1 | x_t] - mu0 and no velocity: "
                        + agreement(end.largestDeviation(end.published())));
        text.println(
                "The published figure also draws a new mixture for each panel; this is one mixture throughout, that of Table 4.");
    }

    @Override
    void record(Figure2 figure, RunRecord record) {
        record.seed(seed).put("particles", samples);
    }

    private static List<String> row(String t, String name, double[] mean, double[][] covariance, String deviation) {
        return List.of(
                t,
                name,
                decimals(mean[0]),
                decimals(mean[1]),
                decimals(covariance[0][0]),
                decimals(covariance[0][1]),
                decimals(covariance[1][1]),
                deviation);
    }

    private static String decimals(double x) {
        return String.format(Locale.ROOT, "%7.3f", x);
    }

    private static String deviation(Figure2.Panel panel, SampleMoments moments) {
        OptionalDouble largest = panel.largestDeviation(moments);
        return largest.isPresent() ? String.format(Locale.ROOT, "%.1f", largest.getAsDouble()) : "undefined";
    }

    /** The conclusion from the largest final deviation, in standard errors. */
    static String agreement(OptionalDouble deviation) {
        if (deviation.isEmpty()) {
            return "these are too few particles to tell.";
        }
        String errors = String.format(Locale.ROOT, "%.1f standard errors", deviation.getAsDouble());
        return deviation.getAsDouble() <= SAMPLING
                ? "its particles end at the mixture, as far as these can tell (" + errors + " off)."
                : "its particles do not end at the mixture (" + errors + " off).";
    }

    private static List<List<Object>> momentRows(Figure2 figure) {
        List<List<Object>> rows = new ArrayList<>();
        for (Figure2.Panel panel : figure.panels()) {
            addMoments(rows, panel, "velocity", panel.exact());
            addMoments(rows, panel, "published", panel.published());
        }
        return rows;
    }

    private static void addMoments(List<List<Object>> rows, Figure2.Panel panel, String field, SampleMoments moments) {
        for (Figure2.MomentEntry e : panel.entries(moments)) {
            rows.add(List.of(
                    panel.t(), field, e.quantity(), e.row(), e.column(), e.exact(), e.sampled(), e.standardError()));
        }
    }

    private static List<List<Object>> arrowRows(Figure2 figure) {
        List<List<Object>> rows = new ArrayList<>();
        for (Figure2.Panel panel : figure.panels()) {
            for (Figure2.Arrow a : figure.arrows(panel.t())) {
                rows.add(List.of(
                        panel.t(),
                        a.x()[0],
                        a.x()[1],
                        a.velocity()[0],
                        a.velocity()[1],
                        a.published()[0],
                        a.published()[1]));
            }
        }
        return rows;
    }

    private static List<List<Object>> particleRows(Figure2 figure) {
        List<List<Object>> rows = new ArrayList<>();
        for (Figure2.Panel panel : figure.panels()) {
            for (int i = 0; i < panel.exactParticles().length; i++) {
                double[] x = panel.exactParticles()[i];
                double[] published = panel.publishedParticles()[i];
                rows.add(List.of(panel.t(), i, x[0], x[1], published[0], published[1]));
            }
        }
        return rows;
    }
}
