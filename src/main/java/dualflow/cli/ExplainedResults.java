package dualflow.cli;

import dualflow.autodiff.DirectionalDerivatives;
import dualflow.autodiff.DirectionalDerivatives.Sides;
import dualflow.autodiff.Explanation;
import dualflow.data.NotFiniteException;
import dualflow.tensor.DType;
import dualflow.tensor.Tensor;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;

/**
 * The results that the command explain prints below its tables: value and derivatives, one-sided ones at a kink, and non-finite results.
 *
 * @param derivatives the value and the derivatives
 */
record ExplainedResults(DirectionalDerivatives derivatives) {
    void print(PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        double value = derivatives.value();
        rows.add(List.of("value", Decimals.of(value), ""));
        List<String> sentences = new ArrayList<>();
        boolean isSmooth = true;
        int jump = 0; // the order of the first derivative whose sides differ
        for (int k = 1; k <= derivatives.explanations().size(); k++) {
            Optional<Sides> sides = derivatives.sides(k).filter(s -> Double.isFinite(value));
            isSmooth = sides.isEmpty() && jump == 0;
            rows.add(List.of(ordinal(k) + " derivative", Decimals.of(derivative(k)), note(k, value, sides, jump)));
            if (sides.isPresent()) {
                rows.add(side("left", sides.get().left(), "x - h xDot"));
                rows.add(side("right", sides.get().right(), "x + h xDot"));
                sentences.add(sentence(k, sides.get()));
            } else if (jump != 0 && Double.isFinite(derivative(k))) {
                sentences.add("The " + ordinal(k) + " derivative is " + Decimals.of(derivative(k))
                        + " beside the point, on both sides; at the point there is none, as the " + ordinal(jump)
                        + " derivative jumps.");
            }
            if (jump == 0
                    && sides.filter(s -> !derivatives.isNear(s.left(), s.right()))
                            .isPresent()) {
                jump = k;
            }
        }
        rows.add(centralDifference(isSmooth));
        Table.print(out, rows);
        out.println();
        out.println(
                "nameDot is the tangent of name. Each rule is the operation's own, written by running it on names.");
        sentences.forEach(out::println);
        firstNotFinite().ifPresent(step -> out.println(sentence(step)));
    }

    /** A note on the validity of the derivative of some order. */
    private String note(int k, double value, Optional<Sides> sides, int jump) {
        if (!Double.isFinite(value)) {
            return "of what has no finite value here";
        }
        if (sides.isPresent()) {
            return "by forward mode: see below";
        }
        if (!Double.isFinite(derivative(k))) {
            return Double.isNaN(derivative(k)) ? "not found by forward mode: see below" : "not finite: see below";
        }
        return jump == 0 ? "exact, by forward mode" : "of both sides, by forward mode: see below";
    }

    private static List<String> side(String name, double derivative, String where) {
        return List.of(
                "  from the " + name,
                Decimals.of(derivative),
                (Double.isNaN(derivative) ? "not found" : "exact") + ", of the piece at " + where);
    }

    /**
     * Rejects numbers that are non-finite only because of the format.
     *
     * @throws NotFiniteException if a number exceeds the range of the format
     */
    void requireInRange() {
        Optional<Explanation.Step> step =
                firstNotFinite().filter(s -> !s.singular() && isAll(s.primal(), x -> !Double.isNaN(x)));
        if (step.isPresent()) {
            DType dtype = derivatives.x().get(0).dtype();
            boolean single = dtype == DType.FLOAT32;
            throw new NotFiniteException("The result is not finite in " + dtype + ", which ends at "
                    + (single ? "3.4e38" : "1.8e308") + ", though it is in exact arithmetic: "
                    + step.get().name() + " = " + step.get().operation() + " leaves that range; "
                    + (single ? "choose --dtype float64." : "take a point that is nearer to 1."));
        }
    }

    private String sentence(int k, Sides sides) {
        List<Explanation.Step> borders = derivatives.borders();
        Explanation.Step step = borders.stream()
                .filter(s -> s.convention().isPresent())
                .findFirst()
                .orElse(borders.get(0));
        String where = step.name() + " = " + step.operation();
        String both = derivatives.isNear(sides.left(), sides.right())
                ? Decimals.of(sides.left()) + " on both sides"
                : Decimals.of(sides.left()) + " from the left and " + Decimals.of(sides.right()) + " from the right";
        return "The " + ordinal(k) + " derivative is " + both
                + step.convention()
                        .map(convention -> ": " + where + " has a kink here. Forward mode gives "
                                + Decimals.of(derivative(k)) + ", by the convention that " + convention + ".")
                        .orElse(": " + where + " stands where its values end.");
    }

    private List<String> centralDifference(boolean isSmooth) {
        int order = derivatives.explanations().size();
        double difference = derivatives.centralDifference();
        double error = Math.abs(difference - derivative(order));
        return List.of(
                "central difference",
                Decimals.of(difference),
                "of the " + (order == 1 ? "value" : "exact " + ordinal(order - 1) + " derivative") + ", h = "
                        + String.format(Locale.ROOT, "%.2e", derivatives.step())
                        + (isSmooth && Double.isFinite(error)
                                ? String.format(Locale.ROOT, "; off by %.1e", error)
                                : ""));
    }

    /** The first operation of the last table that gives an infinite or undefined number. */
    private Optional<Explanation.Step> firstNotFinite() {
        List<Explanation> explanations = derivatives.explanations();
        return explanations.get(explanations.size() - 1).steps().stream()
                .filter(step -> !isFinite(step.primal()) || (step.tangent() != null && !isFinite(step.tangent())))
                .findFirst();
    }

    private static String sentence(Explanation.Step step) {
        boolean isValue = !isFinite(step.primal());
        return step.name() + " = " + step.operation() + " is the first operation without a finite "
                + (isValue ? "value" : "derivative") + " here: "
                + (isValue ? "it is " + Decimals.of(step.primal()) : "its tangent is " + Decimals.of(step.tangent()))
                + ".";
    }

    private double derivative(int k) {
        return derivatives.derivative(k);
    }

    private static boolean isFinite(Tensor x) {
        return isAll(x, Double::isFinite);
    }

    private static boolean isAll(Tensor x, DoublePredicate holds) {
        return Arrays.stream(x.value().toDoubles()).allMatch(holds);
    }

    /** The ordinal number of a derivative. */
    static String ordinal(int k) {
        return switch (k) {
            case 1 -> "first";
            case 2 -> "second";
            case 3 -> "third";
            default -> "fourth";
        };
    }
}
