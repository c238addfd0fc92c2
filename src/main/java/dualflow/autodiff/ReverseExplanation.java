package dualflow.autodiff;

import dualflow.autodiff.LinearTrace.Equation;
import dualflow.autodiff.LinearTrace.Staged;
import dualflow.autodiff.Operation.Named;
import dualflow.op.Ops;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reverse mode, step by step: the program itself, with the values that its derivative needs; the linear program of the tangents that {@link
 * Autodiff#linearize} records; and that program transposed, line by line from its end.
 *
 * @param value f(x)
 * @param primal the operations of the program and of its derivative's coefficients
 * @param linear the operations on tangents; nameDot is the tangent of name
 * @param resultName the name of the result's cotangent; empty where the result does not move
 * @param yBar the cotangent of the result, all ones: the gradient is that of the sum of the result's numbers
 * @param transposed the operations on cotangents; nameBar is the cotangent of name
 * @param gradient the cotangent of each argument, of its shape
 * @param byForwardMode the same, by one forward-mode pass for each number of the arguments
 * @param conventions from the names of the operations that have a kink here to the conventions of their derivatives
 */
public record ReverseExplanation(
        Tensor value,
        List<Operation> primal,
        List<Line> linear,
        String resultName,
        Tensor yBar,
        List<Line> transposed,
        List<Tensor> gradient,
        List<Tensor> byForwardMode,
        Map<String, String> conventions) {

    /**
     * An operation on tangents or cotangents.
     *
     * @param name what it gives
     * @param adds whether it is added to what the name stands for already
     * @param formula the operation
     * @param value what the name stands for from then on
     */
    public record Line(String name, boolean adds, Written formula, Tensor value) {}

    /**
     * Linearizes and transposes a program.
     *
     * @param f the program
     * @param names the names of its arguments
     * @param x the point
     * @param xDot the direction for the tangents of the linear program; null where it does not move
     * @return the steps and the gradient
     * @throws ShapeException if number or shapes of names and tangents do not match
     */
    public static ReverseExplanation of(TensorFunction f, List<String> names, List<Tensor> x, List<Tensor> xDot) {
        Autodiff.requireTangents(x, xDot);
        List<Operation> primal = new ArrayList<>();
        Linearized[] linearized = new Linearized[1];
        ReverseListing listing = new ReverseListing(names, primal);
        Tensor value = listing.run(
                arguments -> {
                    linearized[0] = Autodiff.linearize(listing.marked(f), arguments);
                    return linearized[0].primal();
                },
                names,
                x);
        LinearMap map = linearized[0].map();
        Names tangents = new Names(map, names);
        List<Line> linear = linear(map, tangents, xDot);
        Tensor cotangent = value.device().fill(value.dtype(), value.shape(), 1);
        Map<Integer, Tensor> cotangents = new HashMap<>();
        List<Line> transposed = transposed(map, tangents, cotangent, cotangents);
        List<Tensor> gradient = map.inputs().stream()
                .map(input -> cotangents.containsKey(input.id())
                        ? cotangents.get(input.id())
                        : input.device().fill(input.dtype(), input.shape(), 0))
                .toList();
        String resultName = map.output() == null ? "" : tangents.of(map.output()) + "Bar";
        return new ReverseExplanation(
                value,
                primal,
                linear,
                resultName,
                cotangent,
                transposed,
                gradient,
                forward(f, x, cotangent),
                listing.conventions());
    }

    /** The gradient by forward mode: one pass for each number of the arguments. */
    private static List<Tensor> forward(TensorFunction f, List<Tensor> x, Tensor yBar) {
        List<Tensor> gradient = new ArrayList<>();
        for (int k = 0; k < x.size(); k++) {
            Tensor argument = x.get(k);
            double[] entries = new double[argument.shape().size()];
            for (int i = 0; i < entries.length; i++) {
                double[] basis = new double[entries.length];
                basis[i] = 1;
                List<Tensor> direction = new ArrayList<>(Collections.nCopies(x.size(), null));
                direction.set(k, argument.device().tensor(argument.dtype(), argument.shape(), basis));
                Tensor column = Autodiff.jvp(f, x, direction).tangent();
                entries[i] = Ops.sum(Ops.multiply(yBar, column)).value().toDouble();
            }
            gradient.add(argument.device().tensor(argument.dtype(), argument.shape(), entries));
        }
        return gradient;
    }

    /**
     * Whether the result is more than one number.
     *
     * @return true for a vector and a matrix
     */
    public boolean isOfSum() {
        return value.shape().rank() > 0;
    }

    /**
     * How far forward mode and reverse mode are apart.
     *
     * @param argument which argument, from 0
     * @return the largest absolute difference of a number of its gradient; NaN where one is not a number
     */
    public double difference(int argument) {
        double[] reverse = gradient.get(argument).value().toDoubles();
        double[] forward = byForwardMode.get(argument).value().toDoubles();
        double largest = 0;
        for (int i = 0; i < reverse.length; i++) {
            double difference = reverse[i] == forward[i] ? 0 : Math.abs(reverse[i] - forward[i]);
            largest = Math.max(largest, difference);
        }
        return largest;
    }

    /** The names of recorded tangents, without their ending Dot. */
    private record Names(LinearMap map, List<String> arguments) {
        String of(Staged tangent) {
            int inputs = arguments.size();
            return tangent.id() < inputs
                    ? arguments.get(tangent.id())
                    : Explanation.prefix("w", arguments) + (tangent.id() - inputs + 1);
        }
    }

    private static List<Line> linear(LinearMap map, Names names, List<Tensor> xDot) {
        Map<Integer, Tensor> values = new HashMap<>();
        for (int k = 0; k < xDot.size(); k++) {
            Staged input = map.inputs().get(k);
            Tensor given = xDot.get(k);
            values.put(input.id(), given != null ? given : input.device().fill(input.dtype(), input.shape(), 0));
        }
        List<Line> lines = new ArrayList<>();
        for (Equation equation : map.trace().equations()) {
            ExpressionTrace symbols = new ExpressionTrace();
            List<Tensor> written = new ArrayList<>();
            List<Tensor> known = new ArrayList<>();
            for (Tensor argument : equation.arguments()) {
                boolean isTangent = map.trace().isStaged(argument);
                written.add(
                        isTangent
                                ? symbols.symbol(names.of((Staged) argument) + "Dot", argument)
                                : symbol(symbols, argument));
                known.add(isTangent ? values.get(((Staged) argument).id()) : numbers(argument));
            }
            Tensor value = equation.op().on(known);
            values.put(equation.out().id(), value);
            Written formula = symbols.written(equation.op().on(written));
            symbols.finish();
            lines.add(new Line(names.of(equation.out()) + "Dot", false, formula, value));
        }
        return lines;
    }

    private static List<Line> transposed(LinearMap map, Names names, Tensor yBar, Map<Integer, Tensor> cotangents) {
        List<Line> lines = new ArrayList<>();
        if (map.output() == null) {
            return lines;
        }
        cotangents.put(map.output().id(), yBar);
        List<Equation> equations = map.trace().equations();
        for (int i = equations.size() - 1; i >= 0; i--) {
            Equation equation = equations.get(i);
            Tensor outBar = cotangents.get(equation.out().id());
            if (outBar == null) {
                continue;
            }
            ExpressionTrace symbols = new ExpressionTrace();
            List<Tensor> arguments = equation.arguments();
            List<Tensor> written = LinearMap.pullBack(
                    map.trace(),
                    equation,
                    arguments.stream().map(a -> symbol(symbols, a)).toList(),
                    symbols.symbol(names.of(equation.out()) + "Bar", outBar));
            List<Tensor> xBar = LinearMap.pullBack(
                    map.trace(),
                    equation,
                    arguments.stream().map(ReverseExplanation::numbers).toList(),
                    outBar);
            for (int k = 0; k < arguments.size(); k++) {
                if (xBar.get(k) != null) {
                    Staged tangent = (Staged) arguments.get(k);
                    boolean adds = cotangents.containsKey(tangent.id());
                    Tensor value = cotangents.merge(tangent.id(), xBar.get(k), Ops::add);
                    lines.add(new Line(names.of(tangent) + "Bar", adds, symbols.written(written.get(k)), value));
                }
            }
            symbols.finish();
        }
        return lines;
    }

    private static Tensor symbol(ExpressionTrace symbols, Tensor argument) {
        return argument instanceof Named named ? symbols.symbol(named.name(), argument) : argument;
    }

    private static Tensor numbers(Tensor argument) {
        return argument instanceof Named named ? named.below() : argument;
    }
}
