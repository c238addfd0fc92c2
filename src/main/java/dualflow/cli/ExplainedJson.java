package dualflow.cli;

import dualflow.autodiff.DirectionalDerivatives;
import dualflow.autodiff.DirectionalDerivatives.Difference;
import dualflow.autodiff.DirectionalDerivatives.Sides;
import dualflow.autodiff.Explanation;
import dualflow.autodiff.Operation;
import dualflow.autodiff.ReverseExplanation;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the command explain shows, as JSON: numbers in full, vectors and matrices as lists; null where a number is not finite or does not move. */
final class ExplainedJson {
    private ExplainedJson() {}

    static Map<String, Object> of(Explained explained) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("expression", explained.formula().toString());
        fields.put("dtype", explained.dtype().toString());
        fields.put("device", explained.device());
        fields.put("at", named(explained, explained.x()));
        explained.forward().ifPresent(derivatives -> {
            fields.put("along", named(explained, derivatives.xDot()));
            fields.put("value", value(derivatives.value()));
            fields.put("derivatives", derivatives(derivatives));
            List<Object> programs = new ArrayList<>();
            derivatives.explanations().forEach(explanation -> programs.add(steps(explanation)));
            fields.put("programs", programs);
            if (explained.hasDifferences()) {
                fields.put("differences", differences(derivatives));
            }
        });
        explained.reverse().ifPresent(reverse -> {
            fields.putIfAbsent("value", value(reverse.value()));
            fields.put("reverse", reverse(explained, reverse));
        });
        fields.put("notes", explained.sentences());
        return fields;
    }

    private static List<Object> derivatives(DirectionalDerivatives derivatives) {
        List<Object> all = new ArrayList<>();
        for (int k = 1; k <= derivatives.order(); k++) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("order", k);
            fields.put("byForwardMode", value(derivatives.derivative(k)));
            if (derivatives.sides(k).isPresent()) {
                Sides sides = derivatives.sides(k).get();
                fields.put("fromTheLeft", value(sides.left()));
                fields.put("fromTheRight", value(sides.right()));
            }
            all.add(fields);
        }
        return all;
    }

    private static List<Object> steps(Explanation explanation) {
        List<Object> all = new ArrayList<>();
        for (Explanation.Step step : explanation.steps()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", step.name());
            fields.put("operation", step.operation().text());
            fields.put("arguments", step.arguments());
            fields.put("primal", value(step.primal()));
            fields.put("tangent", value(step.tangent()));
            fields.put("rule", step.rule().text());
            step.convention().ifPresent(convention -> fields.put("kink", convention));
            all.add(fields);
        }
        return all;
    }

    private static List<Object> differences(DirectionalDerivatives derivatives) {
        boolean isSmooth = ExplainedResults.of(derivatives).isSmooth();
        List<Object> all = new ArrayList<>();
        for (Difference difference : derivatives.differences()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("h", difference.h());
            fields.put("forward", value(difference.forward()));
            fields.put("central", value(difference.central()));
            if (isSmooth) {
                fields.put("forwardError", derivatives.error(difference.forward()));
                fields.put("centralError", derivatives.error(difference.central()));
            }
            all.add(fields);
        }
        return all;
    }

    private static Map<String, Object> reverse(Explained explained, ReverseExplanation reverse) {
        List<Object> operations = new ArrayList<>();
        for (Operation operation : reverse.primal()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", operation.name());
            fields.put("operation", operation.formula().text());
            fields.put("arguments", operation.arguments());
            fields.put("value", value(operation.value()));
            operations.add(fields);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("operations", operations);
        fields.put("linear", lines(reverse.linear(), explained.forward().isPresent()));
        fields.put("transposed", lines(reverse.transposed(), true));
        fields.put("gradient", named(explained, reverse.gradient()));
        fields.put("gradientByForwardMode", named(explained, reverse.byForwardMode()));
        return fields;
    }

    private static List<Object> lines(List<ReverseExplanation.Line> lines, boolean hasValue) {
        List<Object> all = new ArrayList<>();
        for (ReverseExplanation.Line line : lines) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", line.name());
            fields.put("adds", line.adds());
            fields.put("operation", line.formula().text());
            if (hasValue) {
                fields.put("value", value(line.value()));
            }
            all.add(fields);
        }
        return all;
    }

    private static Map<String, Object> named(Explained explained, List<Tensor> values) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int k = 0; k < values.size(); k++) {
            fields.put(explained.formula().names().get(k), value(values.get(k)));
        }
        return fields;
    }

    /** A number, a list of numbers, or a list of those. */
    private static Object value(Tensor x) {
        if (x == null) {
            return null;
        }
        double[] numbers = x.value().toDoubles();
        return x.shape().rank() == 0 ? numbers[0] : nested(numbers, 0, x.shape().dims());
    }

    private static Object nested(double[] numbers, int from, int... dims) {
        if (dims.length == 1) {
            return Arrays.copyOfRange(numbers, from, from + dims[0]);
        }
        int[] rest = Arrays.copyOfRange(dims, 1, dims.length);
        int size = Arrays.stream(rest).reduce(1, (a, b) -> a * b);
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i < dims[0]; i++) {
            rows.add(nested(numbers, from + i * size, rest));
        }
        return rows;
    }
}
