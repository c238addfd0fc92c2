package dualflow.autodiff;

import dualflow.autodiff.LinearTrace.Equation;
import dualflow.autodiff.LinearTrace.Staged;
import dualflow.op.Ops;
import dualflow.tensor.BilinearOp;
import dualflow.tensor.IndexedOp;
import dualflow.tensor.LinearOp;
import dualflow.tensor.QuotientOp;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The derivative of a program at a point, as a linear program: {@link #apply} pushes tangents forward, {@link
 * #applyTranspose} pulls a cotangent back. Both can be applied repeatedly, and are programs themselves. It needs the
 * residuals, so it must be used while the arena is open in which {@link Autodiff#linearize} was called.
 */
public final class LinearMap {
    private final LinearTrace trace;
    private final List<Staged> inputs;
    private final Tensor primal;
    private final Staged output;

    /** A null output means that the result does not depend on the inputs. */
    LinearMap(LinearTrace trace, List<Staged> inputs, Tensor primal, Tensor output) {
        this.trace = trace;
        this.inputs = List.copyOf(inputs);
        this.primal = primal;
        this.output = (Staged) output;
    }

    LinearTrace trace() {
        return trace;
    }

    List<Staged> inputs() {
        return inputs;
    }

    /** The recorded result, null where it does not depend on the inputs. */
    Staged output() {
        return output;
    }

    /**
     * The length of the recorded program.
     *
     * @return the number of ops that are linear in the tangent
     */
    public int size() {
        return trace.equations().size();
    }

    /**
     * Applies the map.
     *
     * @param tangents one for each input, of the input's shape
     * @return Df(x) v
     * @throws ShapeException if number or shapes do not match
     */
    public Tensor apply(List<Tensor> tangents) {
        requireShapes("tangents", tangents, inputs.stream().map(Staged::shape).toList());
        if (output == null) {
            return Ops.zerosLike(primal);
        }
        Map<Integer, Tensor> values = new HashMap<>();
        for (int k = 0; k < tangents.size(); k++) {
            values.put(inputs.get(k).id(), tangents.get(k));
        }
        for (Equation equation : trace.equations()) {
            List<Tensor> arguments = equation.arguments().stream()
                    .map(a -> trace.isStaged(a) ? values.get(((Staged) a).id()) : a)
                    .toList();
            values.put(equation.out().id(), equation.op().on(arguments));
        }
        return values.get(output.id());
    }

    /**
     * Applies the transpose: the recorded program backwards, each op replaced by its transpose.
     *
     * @param cotangent of the result's shape
     * @return Df(x)^T w, one for each input, of the input's shape
     * @throws ShapeException if the shape does not match
     */
    public List<Tensor> applyTranspose(Tensor cotangent) {
        requireShapes("cotangent", List.of(cotangent), List.of(primal.shape()));
        Map<Integer, Tensor> cotangents = new HashMap<>();
        if (output != null) {
            cotangents.put(output.id(), cotangent);
        }
        for (int i = trace.equations().size() - 1; i >= 0; i--) {
            Equation equation = trace.equations().get(i);
            Tensor yBar = cotangents.remove(equation.out().id());
            if (yBar != null) {
                List<Tensor> x = equation.arguments();
                List<Tensor> xBar = pullBack(trace, equation, x, yBar);
                for (int k = 0; k < x.size(); k++) {
                    if (xBar.get(k) != null) {
                        accumulate(cotangents, x.get(k), xBar.get(k));
                    }
                }
            }
        }
        List<Tensor> result = new ArrayList<>();
        for (Staged input : inputs) {
            Tensor xBar = cotangents.get(input.id());
            result.add(xBar != null ? xBar : input.device().fill(input.dtype(), input.shape(), 0));
        }
        return result;
    }

    /**
     * The cotangents of an equation's arguments, null for residuals.
     *
     * @param equation says what is transposed, and which of its arguments are tangents
     * @param x its arguments, or others of the same shapes in their place
     * @param yBar the cotangent of its result
     */
    static List<Tensor> pullBack(LinearTrace trace, Equation equation, List<Tensor> x, Tensor yBar) {
        if (equation.op() instanceof LinearOp op) {
            return op.transpose(yBar, x.stream().map(Tensor::shape).toList());
        }
        Tensor left = x.get(0);
        Tensor right = x.get(1);
        if (equation.op() instanceof QuotientOp op) {
            return Arrays.asList(op.transposeLeft(yBar, right, left.shape()), null);
        }
        if (equation.op() instanceof IndexedOp op) {
            return Arrays.asList(op.transpose(yBar, right, left.shape()), null);
        }
        BilinearOp op = (BilinearOp) equation.op();
        return trace.isStaged(equation.arguments().get(0))
                ? Arrays.asList(op.transposeLeft(yBar, right, left.shape()), null)
                : Arrays.asList(null, op.transposeRight(yBar, left, right.shape()));
    }

    private static void accumulate(Map<Integer, Tensor> cotangents, Tensor x, Tensor xBar) {
        cotangents.merge(((Staged) x).id(), xBar, Ops::add);
    }

    private static void requireShapes(String what, List<Tensor> given, List<Shape> wanted) {
        List<Shape> shapes = given.stream().map(Tensor::shape).toList();
        if (!shapes.equals(wanted)) {
            throw new ShapeException("the " + what + " have shapes " + shapes + ", the map needs " + wanted);
        }
    }
}
