package dualflow.cli;

import dualflow.autodiff.Explanation;
import dualflow.autodiff.FiniteDifference;
import dualflow.expression.Expression;
import dualflow.expression.ExpressionException;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code explain}: a derivative, one line for each operation. */
@Command(
        name = "explain",
        description = "Shows how the exact derivative of an expression is computed, one line for each operation.",
        footer = {"", "Example:", "  dualflow explain 'x*sin(y) + exp(-x^2)' --at x=3,y=2 --along x=1 --order 2"})
final class ExplainCommand extends Subcommand {
    private static final int MAX_ORDER = 4;

    @Parameters(
            paramLabel = "EXPRESSION",
            description =
                    "The expression: numbers, variables, pi, e, + - * / ^, parentheses, and the functions abs, cos, "
                            + "erf, exp, expm1, log, log1p, max, min, pow, reciprocal, relu, sigmoid, sin, softplus, sqrt, tanh.")
    private String source;

    @Option(names = "--at", required = true, paramLabel = "x=3,y=2", description = "The value of each variable.")
    private String at;

    @Option(
            names = "--along",
            required = true,
            paramLabel = "x=1",
            description = "The direction; a variable that is left out does not move.")
    private String along;

    @Option(
            names = "--order",
            defaultValue = "1",
            paramLabel = "N",
            description = "Which derivative along the direction, 1 to " + MAX_ORDER + " (default: ${DEFAULT-VALUE}).")
    private int order;

    // No short form: -h would be the negative of a variable.
    @SuppressWarnings("unused") // set and read by picocli
    @Option(names = "--help", usageHelp = true, description = "Show this help message and exit.")
    private boolean help;

    @Mixin
    private DeviceOptions deviceOptions;

    private ExplainCommand() {}

    @Override
    public Integer call() {
        Expression expression = parse();
        Map<String, Double> point = assignments("--at", at);
        Map<String, Double> direction = assignments("--along", along);
        check(expression, point, direction);
        try (Device device = deviceOptions.open(DType.FLOAT64)) {
            explain(expression, point, direction, device, deviceOptions.dtype(DType.FLOAT64));
        }
        return ExitCode.OK;
    }

    private Expression parse() {
        try {
            return Expression.parse(source);
        } catch (ExpressionException e) {
            throw usage(e.getMessage() + System.lineSeparator() + e.marked());
        }
    }

    private Map<String, Double> assignments(String option, String text) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String assignment : text.split(",", -1)) {
            String[] parts = assignment.split("=", -1);
            String name = parts[0].strip();
            double value = parts.length == 2 ? Decimals.read(parts[1]) : Double.NaN;
            if (name.isEmpty() || !Double.isFinite(value)) {
                throw usage(option + " has '" + assignment
                        + "' where a variable and a finite number are expected, such as x=3.");
            }
            if (values.put(name, value) != null) {
                throw usage(option + " gives " + name + " twice; give it once.");
            }
        }
        return values;
    }

    private void check(Expression expression, Map<String, Double> point, Map<String, Double> direction) {
        List<String> variables = expression.variables();
        if (order < 1 || order > MAX_ORDER) {
            throw usage("--order is " + order + "; derivatives of order 1 to " + MAX_ORDER + " can be shown.");
        }
        if (variables.isEmpty()) {
            throw usage("The expression " + source + " has no variable, so there is nothing to differentiate.");
        }
        for (String name : variables) {
            if (!point.containsKey(name)) {
                throw usage("The variable " + name + " has no value; add " + name + "=... to --at.");
            }
        }
        for (String name : point.keySet()) {
            if (!variables.contains(name)) {
                throw usage(unknown("--at", name, variables));
            }
        }
        for (String name : direction.keySet()) {
            if (!variables.contains(name)) {
                throw usage(unknown("--along", name, variables));
            }
        }
    }

    private static String unknown(String option, String name, List<String> variables) {
        return option + " names " + name + ", which does not occur in the expression; its variables are "
                + String.join(", ", variables) + ".";
    }

    private void explain(
            Expression expression,
            Map<String, Double> point,
            Map<String, Double> direction,
            Device device,
            DType dtype) {
        PrintWriter out = out();
        List<Tensor> x = new ArrayList<>();
        List<Tensor> xDot = new ArrayList<>();
        for (String name : expression.variables()) {
            x.add(device.scalar(dtype, point.get(name)));
            xDot.add(direction.containsKey(name) ? device.scalar(dtype, direction.get(name)) : null);
        }
        out.printf(Locale.ROOT, "%s at %s along %s, %s on %s%n", source, at, along, dtype, device.id());
        List<Explanation> explanations = new ArrayList<>();
        for (int k = 1; k <= order; k++) {
            Explanation explanation = Explanation.of(expression::apply, expression.variables(), x, xDot, k);
            explanations.add(explanation);
            out.println();
            print(explanation, expression, x, xDot, k);
        }
        out.println();
        printResults(explanations, expression, x, xDot);
        out.println();
        out.println(
                "nameDot is the tangent of name. Each rule is the operation's own, written by running it on names.");
        printNonFinite(explanations.get(order - 1));
        out.flush();
    }

    private void print(Explanation explanation, Expression expression, List<Tensor> x, List<Tensor> xDot, int k) {
        PrintWriter out = out();
        out.println(
                k == 1
                        ? "The expression:"
                        : "The program that computes the " + ordinal(k - 1) + " derivative, operation by operation:");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("operation", "primal", "tangent", "rule for the tangent"));
        for (int i = 0; i < x.size(); i++) {
            boolean moves = xDot.get(i) != null;
            rows.add(List.of(
                    expression.variables().get(i),
                    decimal(x.get(i)),
                    moves ? decimal(xDot.get(i)) : "0",
                    moves ? "given by --along" : "does not move"));
        }
        for (Explanation.Step step : explanation.steps()) {
            rows.add(List.of(
                    step.name() + " = " + step.operation(),
                    decimal(step.primal()),
                    step.tangent() == null ? "0" : decimal(step.tangent()),
                    step.rule()));
        }
        Table.print(out, rows);
    }

    /** Value and derivatives, the last beside the central difference of the one before it. */
    private void printResults(
            List<Explanation> explanations, Expression expression, List<Tensor> x, List<Tensor> xDot) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("value", decimal(explanations.get(0).result().primal()), ""));
        for (int k = 1; k <= order; k++) {
            Tensor derivative = explanations.get(k - 1).result().tangent();
            rows.add(List.of(ordinal(k) + " derivative", decimal(derivative), "exact, by forward mode"));
        }
        double h = step(x, xDot);
        double ahead = number(lower(expression, moved(x, xDot, h), xDot));
        double behind = number(lower(expression, moved(x, xDot, -h), xDot));
        double difference = (ahead - behind) / (2 * h);
        double error = Math.abs(
                difference - number(explanations.get(order - 1).result().tangent()));
        rows.add(List.of(
                "central difference",
                Decimals.of(difference),
                "of the " + (order == 1 ? "value" : "exact " + ordinal(order - 1) + " derivative") + ", h = "
                        + String.format(Locale.ROOT, "%.2e", h)
                        + (Double.isFinite(error) ? String.format(Locale.ROOT, "; off by %.1e", error) : "")));
        Table.print(out(), rows);
    }

    /** The value, or the derivative of the order below the one asked for. */
    private Tensor lower(Expression expression, List<Tensor> x, List<Tensor> xDot) {
        return order == 1
                ? expression.apply(x)
                : Explanation.of(expression::apply, expression.variables(), x, xDot, order - 1)
                        .result()
                        .tangent();
    }

    private static List<Tensor> moved(List<Tensor> x, List<Tensor> xDot, double h) {
        List<Tensor> moved = new ArrayList<>(x);
        for (int k = 0; k < x.size(); k++) {
            if (xDot.get(k) != null) {
                moved.set(k, Ops.add(x.get(k), Ops.scale(xDot.get(k), h)));
            }
        }
        return moved;
    }

    /** The step of the central difference, relative to the point. */
    private static double step(List<Tensor> x, List<Tensor> xDot) {
        double point = 1;
        double direction = 0;
        for (int k = 0; k < x.size(); k++) {
            if (xDot.get(k) != null) {
                point = Math.max(point, Math.abs(number(x.get(k))));
                direction = Math.max(direction, Math.abs(number(xDot.get(k))));
            }
        }
        return FiniteDifference.centralStep(x.get(0).dtype()) * point / (direction == 0 ? 1 : direction);
    }

    private void printNonFinite(Explanation explanation) {
        PrintWriter out = out();
        for (Explanation.Step step : explanation.steps()) {
            double primal = number(step.primal());
            double tangent = step.tangent() == null ? 0 : number(step.tangent());
            if (!Double.isFinite(primal) || !Double.isFinite(tangent)) {
                String what = Double.isFinite(primal) ? "a tangent of " + Decimals.of(tangent) : Decimals.of(primal);
                out.printf(
                        Locale.ROOT,
                        "%s = %s is the first operation that gives %s: here it has no finite %s.%n",
                        step.name(),
                        step.operation(),
                        what,
                        Double.isFinite(primal) ? "derivative" : "value");
                return;
            }
        }
    }

    private static String ordinal(int k) {
        return switch (k) {
            case 1 -> "first";
            case 2 -> "second";
            case 3 -> "third";
            default -> "fourth";
        };
    }

    private static double number(Tensor x) {
        return x.value().toDouble();
    }

    private static String decimal(Tensor x) {
        return Decimals.of(number(x));
    }
}
