package dualflow.cli;

import dualflow.autodiff.Explanation;
import dualflow.device.Workload;
import dualflow.expression.Expression;
import dualflow.expression.ExpressionDerivatives;
import dualflow.expression.ExpressionException;
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

/** The command {@code explain}: a derivative, one line per operation. */
@Command(
        name = "explain",
        description = "Shows how the exact derivative of an expression is computed, one line for each operation.",
        footer = {
            "",
            "Examples:",
            "  dualflow explain 'x*sin(y) + exp(-x^2)' --at x=3,y=2 --along x=1 --order 2",
            "  dualflow explain '(a + b) - a' --at a=1e8,b=0.1 --rounding"
        })
final class ExplainCommand extends Subcommand {
    private static final int MAX_ORDER = 4;

    @Parameters(
            paramLabel = "EXPRESSION",
            description =
                    "The expression: numbers, variables, pi, e, + - * / ^ (or **), parentheses, 2x for 2*x, and the functions"
                            + " ${bundle:list.functions}.")
    private String source;

    @Option(names = "--at", required = true, paramLabel = "x=3,y=2", description = "The value of each variable.")
    private String at;

    @Option(
            names = "--along",
            paramLabel = "x=1",
            description =
                    "The direction; a variable that is left out does not move. May be left out where there is one variable: 1 then.")
    private String along;

    @Option(
            names = "--order",
            defaultValue = "1",
            paramLabel = "N",
            description = "Which derivative along the direction, 1 to " + MAX_ORDER + " (default: ${DEFAULT-VALUE}).")
    private int order;

    @Option(
            names = "--rounding",
            description =
                    "Shows how rounding affects the expression and, with a direction, its derivatives: for each operation its"
                            + " value, its magnitude and the number of decimal digits that are left.")
    private boolean rounding;

    // No short form: -h would be the negation of a variable.
    @SuppressWarnings("unused") // set and read by picocli
    @Option(names = "--help", usageHelp = true, description = "Show this help message and exit.")
    private boolean help;

    @Mixin
    private DeviceOptions deviceOptions;

    private ExplainCommand() {}

    @Override
    public Integer call() {
        Expression expression = parse();
        boolean hasDirection = along != null
                || !rounding
                || order != 1
                || expression.variables().size() == 1;
        if (along == null && hasDirection) {
            along = onlyVariable(expression) + "=1";
        }
        Map<String, Double> point = assignments("--at", at);
        Map<String, Double> direction = hasDirection ? assignments("--along", along) : Map.of();
        check(expression, point, direction);
        try (Device device = deviceOptions.open(DType.FLOAT64, Workload.SMALL)) {
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

    private String onlyVariable(Expression expression) {
        List<String> variables = expression.variables();
        if (variables.size() != 1) {
            throw usage(
                    variables.isEmpty()
                            ? withoutVariable()
                            : "The variables " + String.join(", ", variables)
                                    + " may move along many directions; give one, such as --along "
                                    + variables.get(0) + "=1.");
        }
        return variables.get(0);
    }

    private String withoutVariable() {
        return "The expression " + source + " has no variable, so there is nothing to differentiate.";
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
            throw usage(withoutVariable());
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
        String where = at + (direction.isEmpty() ? "" : " along " + along);
        out.printf(Locale.ROOT, "%s at %s, %s on %s%n", source, where, dtype, device.id());
        ExpressionDerivatives derivatives = ExpressionDerivatives.of(expression, x, xDot, order);
        ExplainedResults results = new ExplainedResults(derivatives);
        if (rounding) {
            new RoundingTables(expression, x, xDot).print(out, direction.isEmpty() ? 0 : order);
            out.flush();
            results.requireInRange();
            return;
        }
        for (int k = 1; k <= order; k++) {
            out.println();
            print(derivatives.explanations().get(k - 1), expression, x, xDot, k);
        }
        out.println();
        results.print(out);
        out.flush();
        results.requireInRange();
    }

    private void print(Explanation explanation, Expression expression, List<Tensor> x, List<Tensor> xDot, int k) {
        PrintWriter out = out();
        out.println(
                k == 1
                        ? "The expression:"
                        : "The program that computes the " + ExplainedResults.ordinal(k - 1)
                                + " derivative, operation by operation:");
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

    private static String decimal(Tensor x) {
        return Decimals.of(x.value().toDouble());
    }
}
