package dualflow.autodiff;

import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A forward-mode pass over a program, step by step. It is the same pass as {@link Autodiff#jvp(TensorFunction, List,
 * List)}, with one more interpreter above that records the steps.
 *
 * @param steps the primitives, in the order in which the program applied them
 * @param result f(x) and Df(x) xDot
 */
public record Explanation(List<Step> steps, Dual result) {

    /**
     * One primitive.
     *
     * @param name the result's name in later steps
     * @param arguments the names of its arguments, those that are constants left out
     * @param operation the primitive on the names of its arguments
     * @param primal the result
     * @param tangent its derivative along the direction, null where it is identically zero
     * @param rule the op's derivative rule, written by running the rule itself on names; nameDot is the tangent of name
     * @param convention the derivative's convention where the primitive has a kink; nothing where it has none
     * @param singular whether a scalar primitive has a pole here, or its domain ends
     */
    public record Step(
            String name,
            List<String> arguments,
            Written operation,
            Tensor primal,
            Tensor tangent,
            Written rule,
            Optional<String> convention,
            boolean singular) {}

    /**
     * Explains the program that computes a derivative: the function itself for order 1, the forward-mode pass over it for
     * order 2, and so on. Its result's tangent is the derivative of that order along the direction.
     *
     * @param f the program
     * @param names the names of its arguments
     * @param x the point
     * @param xDot along which direction, one tangent for each argument and of its shape; null where it does not move
     * @param order the order of the derivative, 1 or more
     * @return the steps and the result
     * @throws ShapeException if number or shapes of names and tangents do not match
     */
    public static Explanation of(TensorFunction f, List<String> names, List<Tensor> x, List<Tensor> xDot, int order) {
        Autodiff.requireTangents(x, xDot);
        if (names.size() != x.size()) {
            throw new ShapeException(x.size() + " arguments need as many names, got " + names);
        }
        List<String> allNames = new ArrayList<>(names);
        List<Tensor> all = new ArrayList<>(x);
        if (order > 1) { // the direction is an argument of that program, and is held fixed
            for (int k = 0; k < x.size(); k++) {
                if (xDot.get(k) != null) {
                    allNames.add(names.get(k) + "Dot");
                    all.add(xDot.get(k));
                }
            }
        }
        List<Tensor> tangents = new ArrayList<>(xDot);
        tangents.addAll(Collections.nCopies(all.size() - x.size(), null));
        return of(derivative(f, xDot, order - 1), allNames, all, tangents);
    }

    /** The program of a higher derivative; it takes f's arguments, then the tangents that are not null. */
    private static TensorFunction derivative(TensorFunction f, List<Tensor> xDot, int order) {
        if (order == 0) {
            return arguments -> f.apply(arguments.subList(0, xDot.size()));
        }
        TensorFunction lower = derivative(f, xDot, order - 1);
        return arguments -> {
            List<Tensor> tangents = new ArrayList<>(Collections.nCopies(arguments.size(), null));
            int next = xDot.size();
            for (int k = 0; k < xDot.size(); k++) {
                if (xDot.get(k) != null) {
                    tangents.set(k, arguments.get(next++));
                }
            }
            return Autodiff.jvp(lower, arguments, tangents).tangent();
        };
    }

    private static Explanation of(TensorFunction f, List<String> names, List<Tensor> x, List<Tensor> xDot) {
        JvpTrace jvp = new JvpTrace();
        ExplainTrace explain = new ExplainTrace(jvp, prefix(names)); // made after jvp, so that it interprets first
        List<Tensor> arguments = new ArrayList<>();
        for (int k = 0; k < x.size(); k++) {
            arguments.add(explain.named(jvp.dual(x.get(k), xDot.get(k)), names.get(k)));
        }
        Tensor y = explain.below(f.apply(arguments));
        explain.finish();
        jvp.finish();
        return new Explanation(explain.steps(), jvp.result(y));
    }

    /** A prefix of the steps' names such that none is a given name. */
    static String prefix(List<String> names) {
        return prefix("v", names);
    }

    /** The same, of some letter. */
    static String prefix(String letter, List<String> names) {
        String prefix = letter;
        while (hasStep(names, prefix)) {
            prefix += letter;
        }
        return prefix;
    }

    private static boolean hasStep(List<String> names, String prefix) {
        return names.stream().anyMatch(name -> name.matches(prefix + "[0-9]+"));
    }
}
