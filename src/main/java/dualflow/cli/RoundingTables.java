package dualflow.cli;

import dualflow.autodiff.Explanation;
import dualflow.rounding.Measured;
import dualflow.rounding.Rounding;
import dualflow.semantics.FormulaProgram;
import dualflow.tensor.DType;
import dualflow.tensor.Tensor;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How rounding affects a formula and its derivatives, operation by operation: the tables that the command explain prints with --rounding.
 *
 * @param formula the formula
 * @param x the point
 * @param xDot the direction; null where it does not move
 */
record RoundingTables(FormulaProgram formula, List<Tensor> x, List<Tensor> xDot) {
    /** A program of the value or a derivative: its steps with magnitudes, and those of its result. */
    private record Program(List<Explanation.Step> steps, List<Measured> measured, Measured result) {}

    /**
     * Prints the tables of the value and of derivatives.
     *
     * @param order of the highest derivative, 0 for none
     */
    void print(PrintWriter out, int order) {
        List<List<String>> results = new ArrayList<>();
        for (int k = 0; k <= order; k++) {
            Program program = program(k);
            out.println();
            out.println(
                    k == 0
                            ? "The expression:"
                            : "The program that computes the " + ExplainedResults.ordinal(k)
                                    + " derivative, operation by operation:");
            Table.print(out, rows(program, k));
            String left = digits(program.result());
            results.add(List.of(
                    k == 0 ? "value" : ExplainedResults.ordinal(k) + " derivative",
                    Decimals.of(program.result().value()),
                    left.isEmpty() ? "" : left + " digits left"));
        }
        out.println();
        Table.print(out, results);
        out.println();
        out.println("The magnitude of a value is what rounding acts on: its rounding error is about magnitude * "
                + Decimals.brief(dtype().ulp()) + ".");
        out.printf(Locale.ROOT, "Digits left: log10(value / error), of %.1f that %s has.%n", most(), dtype());
    }

    private Program program(int k) {
        List<Tensor> arguments =
                Stream.concat(x.stream(), xDot.stream().filter(v -> v != null)).toList();
        List<Explanation.Step> steps = new ArrayList<>();
        List<Measured> measured = Rounding.magnitudes(
                all -> {
                    Explanation explanation =
                            Explanation.of(formula, formula.names(), all.subList(0, x.size()), direction(all), k + 1);
                    steps.addAll(explanation.steps());
                    List<Tensor> values = new ArrayList<>();
                    steps.forEach(step -> values.add(step.primal()));
                    values.add(explanation.result().primal());
                    return values;
                },
                arguments);
        return new Program(steps, measured.subList(0, steps.size()), measured.get(steps.size()));
    }

    private List<Tensor> direction(List<Tensor> all) {
        List<Tensor> direction = new ArrayList<>();
        int next = x.size();
        for (Tensor v : xDot) {
            direction.add(v == null ? null : all.get(next++));
        }
        return direction;
    }

    private List<List<String>> rows(Program program, int k) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("operation", "value", "magnitude", "digits left"));
        List<String> names = formula.names();
        for (int i = 0; i < x.size(); i++) {
            rows.add(argument(names.get(i), x.get(i)));
        }
        for (int i = 0; i < x.size() && k > 0; i++) {
            if (xDot.get(i) != null) {
                rows.add(argument(names.get(i) + "Dot", xDot.get(i)));
            }
        }
        for (int i = 0; i < program.steps().size(); i++) {
            Explanation.Step step = program.steps().get(i);
            rows.add(row(
                    step.name() + " = " + step.operation(), program.measured().get(i)));
        }
        return rows;
    }

    private List<String> argument(String name, Tensor value) {
        return row(name, Rounding.magnitude(all -> all.get(0), List.of(value)));
    }

    private List<String> row(String operation, Measured measured) {
        return List.of(operation, Decimals.of(measured.value()), Decimals.of(measured.magnitude()), digits(measured));
    }

    /** The decimal digits that rounding leaves, from none to those of the format; the fewest of several numbers; empty where one is not finite. */
    private String digits(Measured measured) {
        double[] values = measured.value().value().toDoubles();
        double[] magnitudes = measured.magnitude().value().toDoubles();
        double fewest = most();
        for (int i = 0; i < values.length; i++) {
            double error = magnitudes[i] * dtype().ulp();
            if (!Double.isFinite(values[i])) {
                return "";
            }
            fewest = error == 0 ? fewest : Math.min(fewest, Math.log10(Math.abs(values[i]) / error));
        }
        return String.format(Locale.ROOT, "%.1f", Math.max(0, fewest));
    }

    private double most() {
        return -Math.log10(dtype().ulp());
    }

    private DType dtype() {
        return x.get(0).dtype();
    }
}
