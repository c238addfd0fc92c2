package dualflow.cli;

import dualflow.closedform.ClosedFormException;
import dualflow.closedform.MixtureFlow;
import dualflow.closedform.NumericalOverflowException;
import dualflow.data.Json;
import dualflow.data.ShortestDecimal;
import dualflow.device.Workload;
import dualflow.evaluation.MixtureReport;
import dualflow.flow.NotPositiveDefiniteException;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code mixture}: velocity and Jacobian of a user-defined mixture at a point, its field and flow at many. */
@Command(
        name = "mixture",
        mixinStandardHelpOptions = true,
        description = {
            "The flow to a mixture of Gaussians. With --x: velocity, responsibilities and Jacobian at a point, by"
                    + " exact Jacobian-vector products, by the closed form (4) and by differences.",
            "",
            "With --out, of points from a file, a grid or one point: their velocities, log-densities and"
                    + " responsibilities at the time --t, with --to where the flow takes them, with --times their"
                    + " trajectories. Tables have the columns x1 .. v1 .. logDensity gamma1 .., or x1 .. y1 .. from x to"
                    + " y, or point t x1 .."
        },
        footer = {
            "",
            "FILE is JSON with the keys mu0 [d], sigma0 [d][d], weights [K], means [K][d], covariances [K][d][d]. All"
                    + " covariances must be positive definite. For example:",
            "",
            "  {\"mu0\": [0, 0], \"sigma0\": [[1, 0.2], [0.2, 0.5]], \"weights\": [0.4, 0.6],",
            "   \"means\": [[1, 1], [-1, 0]],",
            "   \"covariances\": [[[0.5, 0.1], [0.1, 0.3]], [[0.2, 0], [0, 0.9]]]}"
        })
final class MixtureCommand extends Subcommand {
    private static final double FORWARD_EPSILON = 1e-6;

    @Parameters(paramLabel = "FILE", description = "The mixture, as JSON.")
    private Path file;

    @Option(names = "--t", required = true, paramLabel = "T", description = "The time, from 0 (source) to 1 (data).")
    private double t;

    @Option(names = "--x", paramLabel = "a,b,...", description = "The point x_t, d numbers.")
    private String x;

    @Option(names = "--json", description = "Print JSON in place of text.")
    private boolean json;

    @Mixin
    private DeviceOptions deviceOptions;

    @Mixin
    private MixtureTable table;

    private MixtureCommand() {}

    @Override
    public Integer call() {
        if (!(t >= 0 && t <= 1)) {
            throw usage("--t is " + ShortestDecimal.of(t) + "; the time runs from 0 to 1.");
        }
        table.check(this, t, x != null, json);
        double[] point = x == null ? null : point();
        MixtureInput input = new MixtureInput(file);
        MixtureFlow flow = input.read();
        if (point != null) {
            input.requireFits(this, flow, point);
        }
        DType dtype = deviceOptions.dtype(DType.FLOAT64);
        double[] points = table.isWanted() ? table.read(this, flow, t, point, dtype) : null;
        MixtureReport report;
        try (Device device = deviceOptions.open(DType.FLOAT64, Workload.SMALL)) {
            if (points != null) {
                return table.write(this, flow, t, points, device, dtype);
            }
            double central = MixtureReport.centralEpsilon(point, dtype);
            report = MixtureReport.compute(flow, t, point, central, FORWARD_EPSILON, device, dtype);
        } catch (NumericalOverflowException e) {
            throw e; // the point may be at fault as much as the file
        } catch (ClosedFormException | NotPositiveDefiniteException e) {
            throw input.bad(e.getMessage(), e);
        }
        Finite.require(report, dtype);
        if (json) {
            out().println(Json.text(fields(report)));
        } else {
            print(report, point, dtype, out());
        }
        out().flush();
        return ExitCode.OK;
    }

    private double[] point() {
        try {
            return MixtureInput.point(x);
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    private static Map<String, Object> fields(MixtureReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("velocity", report.velocity());
        fields.put("responsibilities", report.responsibilities());
        fields.put("jacobianJvp", report.jacobianJvp());
        fields.put("jacobianClosedForm", report.jacobianClosedForm());
        fields.put("jacobianCentralDifference", report.jacobianCentralDifference());
        fields.put("jacobianForwardDifference", report.jacobianForwardDifference());
        return fields;
    }

    private void print(MixtureReport report, double[] point, DType dtype, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("t", t));
        rows.add(row("x", point));
        rows.add(row("velocity v(t, x)", report.velocity()));
        rows.add(row("responsibilities gamma_k", report.responsibilities()));
        Table.print(out, rows);
        matrix(out, "Jacobian dv_i/dx_j, by exact Jacobian-vector products in " + dtype, report.jacobianJvp());
        matrix(out, "by the closed form (4), in float64", report.jacobianClosedForm());
        matrix(
                out,
                String.format(
                        Locale.ROOT,
                        "by central differences, epsilon = %.2e",
                        MixtureReport.centralEpsilon(point, dtype)),
                report.jacobianCentralDifference());
        matrix(
                out,
                String.format(Locale.ROOT, "by forward differences (5), epsilon = %.0e", FORWARD_EPSILON),
                report.jacobianForwardDifference());
        out.println();
        out.println("Largest difference of an entry from the closed form:");
        Table.print(
                out,
                List.of(
                        difference("exact products", report.jacobianJvp(), report),
                        difference("central differences", report.jacobianCentralDifference(), report),
                        difference("forward differences", report.jacobianForwardDifference(), report)));
    }

    private static List<String> difference(String name, double[][] jacobian, MixtureReport report) {
        double largest = MixtureReport.largestDifference(jacobian, report.jacobianClosedForm());
        return List.of(name, String.format(Locale.ROOT, "%.1e", largest));
    }

    private static List<String> row(String name, double... numbers) {
        return List.of(
                name,
                String.join("  ", Arrays.stream(numbers).mapToObj(Decimals::of).toList()));
    }

    private static void matrix(PrintWriter out, String title, double[][] matrix) {
        out.println();
        out.println(title + ":");
        Table.print(
                out,
                Arrays.stream(matrix)
                        .map(r -> Arrays.stream(r).mapToObj(Decimals::of).toList())
                        .toList());
    }
}
