package dualflow.cli;

import dualflow.autodiff.Explanation;
import dualflow.autodiff.FiniteDifference;
import dualflow.autodiff.OneSided;
import dualflow.data.NotFiniteException;
import dualflow.expression.Expression;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Tensor;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the command explain prints below its tables: value and derivatives, at a kink those of both sides, and what is not finite.
 *
 * @param expression what is differentiated
 * @param x where
 * @param xDot along which direction; null where it does not move
 * @param explanations of the derivatives from the first on
 */
record ExplainedResults(Expression expression, List<Tensor> x, List<Tensor> xDot, List<Explanation> explanations) {

    /** A derivative on both sides of the point. */
    private record Sides(double left, double right) {}

    void print(PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        double value = number(explanations.get(0).result().primal());
        rows.add(List.of("value", Decimals.of(value), ""));
        List<String> sentences = new ArrayList<>();
        boolean isSmooth = true;
        int jump = 0; // the order of the first derivative whose sides differ
        for (int k = 1; k <= explanations.size(); k++) {
            Optional<Sides> sides = sides(k).filter(s -> Double.isFinite(value));
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
            if (jump == 0 && sides.filter(s -> !isNear(s.left(), s.right())).isPresent()) {
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

    /** What the derivative of some order is worth. */
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
     * Refuses numbers that are not finite for no other reason than the format.
     *
     * @throws NotFiniteException if a number left the range of the format
     */
    void requireInRange() {
        Optional<Explanation.Step> step =
                firstNotFinite().filter(s -> !s.singular() && !Double.isNaN(number(s.primal())));
        if (step.isPresent()) {
            DType dtype = x.get(0).dtype();
            boolean single = dtype == DType.FLOAT32;
            throw new NotFiniteException("The result is not finite in " + dtype + ", which ends at "
                    + (single ? "3.4e38" : "1.8e308") + ", though it is in exact arithmetic: "
                    + step.get().name() + " = " + step.get().operation() + " leaves that range; "
                    + (single ? "choose --dtype float64." : "take a point that is nearer to 1."));
        }
    }

    /** The sides of the derivative of some order where the expression is not smooth, or forward mode gives neither. */
    private Optional<Sides> sides(int k) {
        if (explanations.get(0).steps().stream().noneMatch(ExplainedResults::isBorder)) {
            return Optional.empty();
        }
        Sides sides = new Sides(side(k, OneSided.Side.LEFT), side(k, OneSided.Side.RIGHT));
        return isNear(sides.left(), sides.right()) && isNear(sides.left(), derivative(k))
                ? Optional.empty()
                : Optional.of(sides);
    }

    private double side(int k, OneSided.Side side) {
        return OneSided.derivative(expression::apply, x, xDot, k, side);
    }

    private static boolean isBorder(Explanation.Step step) {
        return step.convention().isPresent() || step.singular();
    }

    /** Equal but for rounding. */
    private boolean isNear(double a, double b) {
        return Double.compare(a, b) == 0
                || Math.abs(a - b) <= 64 * x.get(0).dtype().ulp() * Math.max(Math.abs(a), Math.abs(b));
    }

    private String sentence(int k, Sides sides) {
        List<Explanation.Step> borders = explanations.get(0).steps().stream()
                .filter(ExplainedResults::isBorder)
                .toList();
        Explanation.Step step = borders.stream()
                .filter(s -> s.convention().isPresent())
                .findFirst()
                .orElse(borders.get(0));
        String where = step.name() + " = " + step.operation();
        String both = isNear(sides.left(), sides.right())
                ? Decimals.of(sides.left()) + " on both sides"
                : Decimals.of(sides.left()) + " from the left and " + Decimals.of(sides.right()) + " from the right";
        return "The " + ordinal(k) + " derivative is " + both
                + step.convention()
                        .map(convention -> ": " + where + " has a kink here. Forward mode gives "
                                + Decimals.of(derivative(k)) + ", by the convention that " + convention + ".")
                        .orElse(": " + where + " stands where its values end.");
    }

    private List<String> centralDifference(boolean isSmooth) {
        double h = step();
        int order = explanations.size();
        double difference = (lower(h) - lower(-h)) / (2 * h);
        double error = Math.abs(difference - derivative(order));
        return List.of(
                "central difference",
                Decimals.of(difference),
                "of the " + (order == 1 ? "value" : "exact " + ordinal(order - 1) + " derivative") + ", h = "
                        + String.format(Locale.ROOT, "%.2e", h)
                        + (isSmooth && Double.isFinite(error)
                                ? String.format(Locale.ROOT, "; off by %.1e", error)
                                : ""));
    }

    /** The value, or the derivative of the order below the highest, at x + h xDot. */
    private double lower(double h) {
        List<Tensor> moved = new ArrayList<>(x);
        for (int k = 0; k < x.size(); k++) {
            if (xDot.get(k) != null) {
                moved.set(k, Ops.add(x.get(k), Ops.scale(xDot.get(k), h)));
            }
        }
        int order = explanations.size() - 1;
        return number(
                order == 0
                        ? expression.apply(moved)
                        : Explanation.of(expression::apply, expression.variables(), moved, xDot, order)
                                .result()
                                .tangent());
    }

    /** The step of the central difference, relative to the point. */
    private double step() {
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

    /** The first operation of the last table that gives an infinite number or none. */
    private Optional<Explanation.Step> firstNotFinite() {
        return explanations.get(explanations.size() - 1).steps().stream()
                .filter(step -> !Double.isFinite(number(step.primal())) || !Double.isFinite(tangent(step)))
                .findFirst();
    }

    private static String sentence(Explanation.Step step) {
        double primal = number(step.primal());
        boolean isValue = !Double.isFinite(primal);
        return step.name() + " = " + step.operation() + " is the first operation without a finite "
                + (isValue ? "value" : "derivative") + " here: "
                + (isValue ? "it is " + Decimals.of(primal) : "its tangent is " + Decimals.of(tangent(step))) + ".";
    }

    private double derivative(int k) {
        return number(explanations.get(k - 1).result().tangent());
    }

    private static double tangent(Explanation.Step step) {
        return step.tangent() == null ? 0 : number(step.tangent());
    }

    private static double number(Tensor x) {
        return x.value().toDouble();
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
