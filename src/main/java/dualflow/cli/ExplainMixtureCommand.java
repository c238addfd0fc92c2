package dualflow.cli;

import dualflow.closedform.ClosedFormException;
import dualflow.closedform.MixtureFlow;
import dualflow.closedform.NumericalOverflowException;
import dualflow.data.Json;
import dualflow.data.ShortestDecimal;
import dualflow.device.Workload;
import dualflow.evaluation.MixtureSteps;
import dualflow.flow.NotPositiveDefiniteException;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code explain mixture}: velocity and Jacobian of a mixture's flow at a point, step by step. */
@Command(
        name = "mixture",
        mixinStandardHelpOptions = true,
        description =
                "The flow to a mixture of Gaussians at a point, step by step: posterior weights, conditional means,"
                        + " velocity, and its Jacobian by the closed form (4) and by exact Jacobian-vector products.",
        footer = {
            "",
            "FILE is JSON as for the command mixture.",
            "",
            "Example:",
            "  dualflow explain mixture src/examples/mixture.json --t 0.5 --x 0.3,1.2"
        })
final class ExplainMixtureCommand extends ExplainedPart {
    @Parameters(paramLabel = "FILE", description = "The mixture, as JSON.")
    private Path file;

    @Option(names = "--t", required = true, paramLabel = "T", description = "The time, from 0 (source) to 1 (data).")
    private double t;

    @Option(names = "--x", required = true, paramLabel = "a,b,...", description = "The point x_t, d numbers.")
    private String x;

    @Option(names = "--json", description = "Prints JSON in place of text.")
    private boolean json;

    @Mixin
    private DeviceOptions deviceOptions;

    private ExplainMixtureCommand() {}

    @Override
    public Integer call() {
        requireAlone();
        if (!(t >= 0 && t <= 1)) {
            throw usage("--t is " + ShortestDecimal.of(t) + "; the time runs from 0 to 1.");
        }
        double[] point;
        try {
            point = MixtureInput.point(x);
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
        MixtureInput input = new MixtureInput(file);
        MixtureFlow flow = input.read();
        input.requireFits(this, flow, point);
        DType dtype = deviceOptions.dtype(DType.FLOAT64);
        try (Device device = deviceOptions.open(DType.FLOAT64, Workload.SMALL)) {
            MixtureSteps steps = MixtureSteps.of(flow, t, point, device, dtype);
            if (json) {
                out().println(Json.text(fields(steps)));
            } else {
                print(steps, point, dtype, device);
            }
        } catch (NumericalOverflowException e) {
            throw e; // the point may be at fault as much as the file
        } catch (ClosedFormException | NotPositiveDefiniteException e) {
            throw input.bad(e.getMessage(), e);
        }
        out().flush();
        return ExitCode.OK;
    }

    private void print(MixtureSteps steps, double[] point, DType dtype, Device device) {
        out().println(file + " at t = " + ShortestDecimal.of(t) + ", x = " + text(point) + ", " + dtype + " on "
                + device.id());
        components(
                "1. Where each component is at t: m_k = (1-t) mu0 + t mu_k, S_k = (1-t)^2 Sigma0 + t^2 Sigma_k:",
                steps,
                List.of("k", "pi_k", "m_k", "S_k"),
                c -> List.of(Decimals.of(c.weight()), text(c.mean()), text(c.covariance())));
        components(
                "2. Posterior weights (2): gamma_k = pi_k N(x | m_k, S_k) / p_t(x), log p_t(x) = "
                        + Decimals.of(steps.logDensity()) + ":",
                steps,
                List.of("k", "log N(x | m_k, S_k)", "gamma_k"),
                c -> List.of(Decimals.of(c.logDensity()), Decimals.of(c.responsibility())));
        components(
                "3. Conditional means: b_k = mu_k - mu0 + A_k (x - m_k), E[x1 | x, k] = x + (1-t) b_k, E[x0 | x, k] ="
                        + " x - t b_k:",
                steps,
                List.of("k", "b_k", "E[x1 | x, k]", "E[x0 | x, k]"),
                c -> List.of(text(c.drift()), text(c.dataMean()), text(c.sourceMean())));
        section(
                "4. Velocity (3): v = sum_k gamma_k b_k:",
                List.of(
                        List.of("E[x1 | x] = sum_k gamma_k E[x1 | x, k]", text(steps.dataMean())),
                        List.of("v, by the closed form in float64", text(steps.velocity())),
                        List.of("v, by the program in " + dtype, text(steps.programVelocity())),
                        List.of("largest difference", Decimals.brief(steps.velocityDifference()))));
        components(
                "5. What the Jacobian is made of: A_k = (t Sigma_k - (1-t) Sigma0) S_k^-1, and the gradients of the"
                        + " weights:",
                steps,
                List.of("k", "A_k", "grad gamma_k"),
                c -> List.of(text(c.driftMatrix()), text(c.gradient())));
        section(
                "6. Jacobian (4), with the factors of its second product in the correct order:",
                List.of(
                        List.of("sum_k gamma_k A_k", text(steps.blend())),
                        List.of("sum_k b_k (grad gamma_k)'", text(steps.coupling())),
                        List.of("J, their sum", text(steps.jacobian()))));
        List<List<String>> products = new ArrayList<>();
        for (int j = 0; j < point.length; j++) {
            int column = j;
            products.add(List.of(
                    "J e_" + (j + 1),
                    text(steps.products()[j]),
                    "column " + (j + 1) + " of J is "
                            + text(Arrays.stream(steps.jacobian())
                                    .mapToDouble(row -> row[column])
                                    .toArray())));
        }
        products.add(List.of("largest difference", Decimals.brief(steps.jacobianDifference()), ""));
        section(
                "7. The same by forward mode: one exact Jacobian-vector product of the program for each axis:",
                products);
    }

    /** The cells of a component's row. */
    private interface Cells {
        List<String> of(MixtureSteps.Component component);
    }

    private void components(String title, MixtureSteps steps, List<String> header, Cells cells) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(header);
        for (int k = 0; k < steps.components().size(); k++) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(k + 1)));
            row.addAll(cells.of(steps.components().get(k)));
            rows.add(row);
        }
        section(title, rows);
    }

    private void section(String title, List<List<String>> rows) {
        out().println();
        out().println(title);
        Table.print(out(), rows);
    }

    private static String text(double... vector) {
        return Arrays.stream(vector).mapToObj(Decimals::of).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String text(double[][] matrix) {
        return Arrays.stream(matrix)
                .map(row -> Arrays.stream(row).mapToObj(Decimals::of).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; ", "[", "]"));
    }

    private static Map<String, Object> fields(MixtureSteps steps) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("logDensity", steps.logDensity());
        fields.put(
                "components",
                IntStream.range(0, steps.components().size())
                        .mapToObj(k -> fields(steps.components().get(k)))
                        .toList());
        fields.put("conditionalMean", steps.dataMean());
        fields.put("velocity", steps.velocity());
        fields.put("velocityOfProgram", steps.programVelocity());
        fields.put("blend", steps.blend());
        fields.put("coupling", steps.coupling());
        fields.put("jacobian", steps.jacobian());
        fields.put("jacobianVectorProducts", steps.products());
        return fields;
    }

    private static Map<String, Object> fields(MixtureSteps.Component component) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("weight", component.weight());
        fields.put("mean", component.mean());
        fields.put("covariance", component.covariance());
        fields.put("logDensity", component.logDensity());
        fields.put("responsibility", component.responsibility());
        fields.put("drift", component.drift());
        fields.put("dataMean", component.dataMean());
        fields.put("sourceMean", component.sourceMean());
        fields.put("driftMatrix", component.driftMatrix());
        fields.put("responsibilityGradient", component.gradient());
        return fields;
    }
}
