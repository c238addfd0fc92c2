package dualflow.cli;

import dualflow.data.RunRecord;
import dualflow.device.Workload;
import dualflow.experiment.Figure6;
import dualflow.picture.Figure6Picture;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code reproduce figure6}. */
@Command(
        name = "figure6",
        mixinStandardHelpOptions = true,
        description = {
            "Fig. 6: the error of the forward difference against the exact Jacobian-vector product, by epsilon.",
            "It is computed in float32 and in float64, so --dtype is to be left out."
        })
final class Figure6Command extends Reproduction<Figure6> {
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42069",
            description = "Chooses the points and directions (default: ${DEFAULT-VALUE}).")
    private long seed;

    private Figure6Command() {}

    @Override
    Figure6 compute(DeviceOptions options) {
        options.refuseDtype("Figure 6");
        try (Device device = options.open(DType.FLOAT64, Workload.SMALL)) {
            return Figure6.compute(device, seed);
        }
    }

    @Override
    void write(Figure6 figure) {
        List<Figure6.Point> points = figure.points();
        writeTable(
                "figure6.csv",
                List.of(
                        "flow",
                        "dtype",
                        "epsilon",
                        "relative_error",
                        "mean_absolute_error",
                        "published_mean_absolute_error",
                        "mean_absolute_product"),
                points.stream().map(Figure6Command::cells).toList());
        writeFigure("figure6", () -> Figure6Picture.draw(figure));
    }

    private static List<Object> cells(Figure6.Point point) {
        return List.of(
                point.flow(),
                point.dtype(),
                point.epsilon(),
                point.relativeError(),
                point.meanAbsoluteError(),
                point.publishedMeanAbsoluteError(),
                point.meanAbsoluteProduct());
    }

    @Override
    void print(Figure6 figure, PrintWriter text) {
        List<Figure6.Point> points = figure.points();
        text.println(
                "Figure 6: |difference - J u| / |J u| of the forward difference against the exact Jacobian-vector product J u, through");
        text.println("99 Euler steps. Published scaling: mean |difference - epsilon J u|, of the mixture in float64.");
        text.println();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "epsilon",
                "linear, float32",
                "linear, float64",
                "mixture, float32",
                "mixture, float64",
                "published scaling"));
        for (Figure6.Point point : points) {
            if (point.flow().equals("mixture") && point.dtype() == DType.FLOAT64) {
                rows.add(List.of(
                        scientific(point.epsilon()),
                        scientific(error(points, "linear", DType.FLOAT32, point.epsilon())),
                        scientific(error(points, "linear", DType.FLOAT64, point.epsilon())),
                        scientific(error(points, "mixture", DType.FLOAT32, point.epsilon())),
                        scientific(point.relativeError()),
                        scientific(point.publishedMeanAbsoluteError())));
            }
        }
        Table.print(text, rows);
        text.println();
        text.println(
                "A forward difference errs by curvature, which grows with epsilon, and by round-off, which grows with 1/epsilon:");
        text.println(
                figure.isAsExpected()
                        ? "a V on the curved flow of the mixture, round-off alone on the linear one."
                        : "which these points and directions do not show; take another --seed.");
        text.println(
                "The published code's tangent is epsilon u and is not divided by epsilon, so its curve compares J u with epsilon J u:");
        text.printf(
                Locale.ROOT,
                "at the smallest epsilon it is %.3f times the mean of |J u|. The exact product has no epsilon.%n",
                figure.publishedRatio());
    }

    @Override
    void record(Figure6 figure, RunRecord record) {
        record.seed(seed).put("isAsExpected", figure.isAsExpected()).put("publishedRatio", figure.publishedRatio());
    }

    private static double error(List<Figure6.Point> points, String flow, DType dtype, double epsilon) {
        return points.stream()
                .filter(p -> p.flow().equals(flow) && p.dtype() == dtype && p.epsilon() == epsilon)
                .findFirst()
                .orElseThrow()
                .relativeError();
    }

    private static String scientific(double x) {
        return String.format(Locale.ROOT, "%.1e", x);
    }
}
