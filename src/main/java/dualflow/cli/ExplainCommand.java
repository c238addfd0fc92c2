package dualflow.cli;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Explanation;
import dualflow.autodiff.TensorFunction;
import dualflow.device.host.HostDevice;
import dualflow.expression.Expression;
import dualflow.expression.ExpressionException;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code explain}: a derivative, one line for each operation. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Shows how the exact derivative of an expression is computed, one line for each operation.",
        footer = {"", "Example:", "  dualflow explain 'x*sin(y) + exp(-x^2)' --at x=3,y=2 --along x=1 --order 2"})
final class ExplainCommand implements Callable<Integer> {
    private static final int MAX_ORDER = 4;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "EXPRESSION",
            description = "The expression: numbers, variables, pi, e, + - * / ^, parentheses, and the functions abs, cos, "
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
            description = "Which derivative along the direction, 1 to " + MAX_ORDER + ". Default: ${DEFAULT-VALUE}.")
    private int order;

    @Option(names = "--dtype", defaultValue = "float64", hidden = true)
    private String dtypeName;

    private ExplainCommand() {}

    @Override
    public Integer call() {
        Expression expression = parse();
        Map<String, Double> point = assignments("--at", at);
        Map<String, Double> direction = assignments("--along", along);
        check(expression, point, direction);
        DType dtype = "float32".equals(dtypeName) ? DType.FLOAT32 : DType.FLOAT64;
        try (Device device = new HostDevice()) {
            explain(expression, point, direction, device, dtype);
        }
        return ExitCode.OK;
    }

    private Expression parse() {
        try {
            return Expression.parse(source);
        } catch (ExpressionException e) {
            throw wrong(e.getMessage() + System.lineSeparator() + e.marked());
        }
    }

    private Map<String, Double> assignments(String option, String text) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String assignment : text.split(",", -1)) {
            String[] parts = assignment.split("=", -1);
            String name = parts[0].strip();
            double value = Double.NaN;
            if (parts.length == 2) {
                try {
                    value = Double.parseDouble(parts[1].strip());
                } catch (NumberFormatException e) {
                    value = Double.NaN; // refused below, with whatever else is no finite number
                }
            }
            if (name.isEmpty() || !Double.isFinite(value)) {
                throw wrong(option + " has '" + assignment + "' where a variable and a finite number are expected, such as x=3.");
            }
            if (values.put(name, value) != null) {
                throw wrong(option + " gives " + name + " twice; give it once.");
            }
        }
        return values;
    }

    private void check(Expression expression, Map<String, Double> point, Map<String, Double> direction) {
        List<String> variables = expression.variables();
        if (order < 1 || order > MAX_ORDER) {
            throw wrong("--order is " + order + "; derivatives of order 1 to " + MAX_ORDER + " can be shown.");
        }
        if (variables.isEmpty()) {
            throw wrong("The expression " + source + " has no variable, so there is nothing to differentiate.");
        }
        for (String name : variables) {
            if (!point.containsKey(name)) {
                throw wrong("The variable " + name + " has no value; add " + name + "=... to --at.");
            }
        }
        for (String name : point.keySet()) {
            if (!variables.contains(name)) {
                throw wrong(unknown("--at", name, variables));
            }
        }
        for (String name : direction.keySet()) {
            if (!variables.contains(name)) {
                throw wrong(unknown("--along", name, variables));
            }
        }
    }

    private static String unknown(String option, String name, List<String> variables) {
        return option + " names " + name + ", which does not occur in the expression; its variables are "
                + String.join(", ", variables) + ".";
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void explain(
            Expression expression, Map<String, Double> point, Map<String, Double> direction, Device device, DType dtype) {
        PrintWriter out = spec.commandLine().getOut();
        try (Arena arena = device.arena()) {
            List<Tensor> x = new ArrayList<>();
            List<Tensor> xDot = new ArrayList<>();
            for (String name : expression.variables()) {
                x.add(arena.device().scalar(dtype, point.get(name)));
                xDot.add(direction.containsKey(name) ? device.scalar(dtype, direction.get(name)) : null);
            }
            out.printf("%s at %s along %s, %s on %s%n", source, at, along, dtype, device.id());
            Explanation explanation = null;
            for (int k = 1; k <= order; k++) {
                explanation = Explanation.of(expression::apply, expression.variables(), x, xDot, k);
                out.println();
                print(explanation, expression, x, xDot, k);
            }
            out.println();
            out.println("nameDot is the tangent of name. Each rule is the operation's own, written by running it on names.");
            printNonFinite(explanation);
        }
        out.flush();
    }

    private void print(Explanation explanation, Expression expression, List<Tensor> x, List<Tensor> xDot, int k) {
        PrintWriter out = spec.commandLine().getOut();
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
}
