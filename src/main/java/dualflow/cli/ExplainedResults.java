package dualflow.cli;

import dualflow.autodiff.DirectionalDerivatives;
import dualflow.autodiff.DirectionalDerivatives.Difference;
import dualflow.autodiff.DirectionalDerivatives.Sides;
import dualflow.autodiff.Explanation;
import dualflow.data.NotFiniteException;
import dualflow.tensor.DType;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;

/**
 * The results that the command explain shows below its tables: value and derivatives, one-sided ones at a kink, and non-finite results.
 *
 * @param rows name, value and a note of each
 * @param sentences what is to be known of them
 * @param isSmooth whether the highest derivative is one, with which differences can be compared
 */
record ExplainedResults(List<List<String>> rows, List<String> sentences, boolean isSmooth) {

    static ExplainedResults of(DirectionalDerivatives derivatives) {
        List<List<String>> rows = new ArrayList<>();
        boolean hasValue = isFinite(derivatives.value());
        rows.add(List.of("value", Decimals.of(derivatives.value()), ""));
        List<String> sentences = new ArrayList<>();
        boolean isSmooth = true;
        int jump = 0; // the order of the first derivative whose sides differ
        for (int k = 1; k <= derivatives.order(); k++) {
            Tensor derivative = derivatives.derivative(k);
            Optional<Sides> sides = derivatives.sides(k).filter(s -> hasValue);
            isSmooth = hasValue && sides.isEmpty() && jump == 0;
            rows.add(List.of(
                    ordinal(k) + " derivative", Decimals.of(derivative), note(derivative, hasValue, sides, jump)));
            if (sides.isPresent()) {
                rows.add(side("left", sides.get().left(), "x - h xDot"));
                rows.add(side("right", sides.get().right(), "x + h xDot"));
                sentences.add(sentence(derivatives, k, sides.get()));
            } else if (jump != 0 && isFinite(derivative)) {
                sentences.add("The " + ordinal(k) + " derivative is " + Decimals.of(derivative)
                        + " beside the point, on both sides; at the point there is none, as the " + ordinal(jump)
                        + " derivative jumps.");
            }
            if (jump == 0
                    && sides.filter(s -> !derivatives.isNear(s.left(), s.right()))
                            .isPresent()) {
                jump = k;
            }
        }
        rows.add(centralDifference(derivatives, isSmooth));
        firstNotFinite(derivatives).ifPresent(step -> sentences.add(sentence(step)));
        return new ExplainedResults(List.copyOf(rows), List.copyOf(sentences), isSmooth);
    }

    /** A note on the validity of a derivative. */
    private static String note(Tensor derivative, boolean hasValue, Optional<Sides> sides, int jump) {
        if (!hasValue) {
            return "of what has no finite value here";
        }
        if (sides.isPresent()) {
            return "by forward mode: see below";
        }
        if (!isFinite(derivative)) {
            return isAll(derivative, x -> !Double.isNaN(x))
                    ? "not finite: see below"
                    : "not found by forward mode: see below";
        }
        return jump == 0 ? "exact, by forward mode" : "of both sides, by forward mode: see below";
    }

    private static List<String> side(String name, Tensor derivative, String where) {
        boolean isFound = isAll(derivative, x -> !Double.isNaN(x));
        return List.of(
                "  from the " + name,
                Decimals.of(derivative),
                (isFound ? "exact" : "not found") + ", of the piece at " + where);
    }

    /**
     * Rejects numbers that are non-finite only because of the format.
     *
     * @throws NotFiniteException if a number exceeds the range of the format
     */
    static void requireInRange(DirectionalDerivatives derivatives) {
        Optional<Explanation.Step> step = firstNotFinite(derivatives)
                .filter(s -> !s.singular() && hasNumbers(s.primal()) && hasNumbers(s.tangent()));
        if (step.isPresent()) {
            DType dtype = derivatives.x().get(0).dtype();
            boolean single = dtype == DType.FLOAT32;
            throw new NotFiniteException("The result is not finite in " + dtype + ", which ends at "
                    + (single ? "3.4e38" : "1.8e308") + ", though it is in exact arithmetic: "
                    + step.get().name() + " = " + step.get().operation() + " leaves that range; "
                    + (single ? "choose --dtype float64." : "take a point that is nearer to 1."));
        }
    }

    private static String sentence(DirectionalDerivatives derivatives, int k, Sides sides) {
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
                                + Decimals.of(derivatives.derivative(k)) + ", by the convention that " + convention
                                + ".")
                        .orElse(": " + where + " stands where its values end.");
    }

    private static List<String> centralDifference(DirectionalDerivatives derivatives, boolean isSmooth) {
        int order = derivatives.order();
        Difference difference = derivatives.difference();
        double error = derivatives.error(difference.central());
        return List.of(
                "central difference",
                Decimals.of(difference.central()),
                "of the " + differenced(order) + ", h = " + String.format(Locale.ROOT, "%.2e", difference.h())
                        + (isSmooth && Double.isFinite(error)
                                ? String.format(Locale.ROOT, "; off by %.1e", error)
                                : ""));
    }

    /** What the differences beside a derivative are of. */
    static String differenced(int order) {
        return order == 1 ? "value" : "exact " + ordinal(order - 1) + " derivative";
    }

    /** The first operation of the last table that gives an infinite or undefined number. */
    private static Optional<Explanation.Step> firstNotFinite(DirectionalDerivatives derivatives) {
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

    static boolean isFinite(Tensor x) {
        return isAll(x, Double::isFinite);
    }

    /** Whether none is undefined; so too where nothing moves. */
    private static boolean hasNumbers(Tensor x) {
        return x == null || isAll(x, number -> !Double.isNaN(number));
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
