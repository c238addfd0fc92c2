package dualflow.autodiff;

import dualflow.device.host.HostDevice;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import dualflow.tensor.TracedValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Transformations of programs. Each takes a function and returns its derivative or its mapped form; they nest to any depth
 * and in any order.
 */
public final class Autodiff {
    private static final int JACOBIAN_CHUNK = 64;

    private Autodiff() {}

    /**
     * Forward mode: the value and the Jacobian-vector product, from one pass over the program.
     *
     * @param f the program
     * @param x the point
     * @param xDot the direction, one tangent for each argument and of its shape; null where it is held fixed
     * @return f(x) and Df(x) xDot
     * @throws ShapeException if number or shapes of the tangents do not match
     */
    public static Dual jvp(TensorFunction f, List<Tensor> x, List<Tensor> xDot) {
        requireTangents(x, xDot);
        JvpTrace trace = new JvpTrace();
        Tensor y = f.apply(duals(trace, x, xDot));
        trace.finish();
        return trace.result(y);
    }

    /**
     * {@link #jvp(TensorFunction, List, List)} for one argument.
     *
     * @param f the program
     * @param x the point
     * @param xDot the direction
     * @return f(x) and Df(x) xDot
     */
    public static Dual jvp(UnaryOperator<Tensor> f, Tensor x, Tensor xDot) {
        return jvp(unary(f), List.of(x), List.of(xDot));
    }

    /**
     * K Jacobian-vector products at one point; the primal runs once, since it does not depend on the direction.
     *
     * @param f the program
     * @param x the point
     * @param directions K directions, [K, ...] before x's shape
     * @return f(x), and the K products as [K, ...] before its shape
     * @throws ShapeException if the directions' shape does not match
     */
    public static Dual jvps(UnaryOperator<Tensor> f, Tensor x, Tensor directions) {
        Tensor[] primal = new Tensor[1];
        Tensor tangents = vmap(
                direction -> {
                    Dual dual = jvp(f, x, direction);
                    primal[0] = dual.primal();
                    return dual.tangent();
                },
                directions);
        return new Dual(primal[0], tangents);
    }

    /**
     * Maps a program over the first axis of its arguments, in one pass.
     *
     * @param f the program for one element
     * @param x the arguments, each with the mapped axis in front
     * @param mapped for each argument whether it is mapped; one that is not is passed whole to every element
     * @return the results, the mapped axis in front
     * @throws ShapeException if no argument is mapped or the mapped axes differ in length
     */
    public static Tensor vmap(TensorFunction f, List<Tensor> x, List<Boolean> mapped) {
        return vmapAll(inputs -> List.of(f.apply(inputs)), x, mapped).get(0);
    }

    /**
     * {@link #vmap(TensorFunction, List, List)} for a program of several results.
     *
     * @param f the program for one element
     * @param x the arguments, each with the mapped axis in front
     * @param mapped for each argument whether it is mapped
     * @return the results, the mapped axis in front of each
     */
    public static List<Tensor> vmapAll(UnaryOperator<List<Tensor>> f, List<Tensor> x, List<Boolean> mapped) {
        int length = mappedLength(x, mapped);
        BatchTrace trace = new BatchTrace();
        List<Tensor> inputs = new ArrayList<>();
        for (int k = 0; k < x.size(); k++) {
            inputs.add(mapped.get(k) ? trace.mapped(x.get(k)) : x.get(k));
        }
        List<Tensor> results = f.apply(inputs);
        trace.finish();
        return results.stream()
                .map(y -> {
                    Tensor all = trace.unwrap(y);
                    return all != null ? all : Ops.broadcast(y, y.shape().withFirst(length));
                })
                .toList();
    }

    /**
     * {@link #vmap(TensorFunction, List, List)} for one argument.
     *
     * @param f the program for one element
     * @param x the argument, with the mapped axis in front
     * @return the results, the mapped axis in front
     */
    public static Tensor vmap(UnaryOperator<Tensor> f, Tensor x) {
        return vmap(unary(f), List.of(x), List.of(true));
    }

    /**
     * The value and the derivative as a linear program: a jvp whose tangents are recorded, not computed.
     *
     * @param f the program
     * @param x the point
     * @return f(x) and Df(x), to be used while the innermost open arena is open
     */
    public static Linearized linearize(TensorFunction f, List<Tensor> x) {
        requireArguments(x);
        LinearTrace recorder = new LinearTrace(x.get(0).device().currentArena());
        JvpTrace trace = new JvpTrace("linearize"); // made after the recorder, so that it interprets first
        List<LinearTrace.Staged> xDot = x.stream()
                .map(argument -> recorder.input(argument.shape(), argument.dtype(), argument.device()))
                .toList();
        Tensor y = f.apply(duals(trace, x, xDot));
        trace.finish();
        recorder.finish();
        Tensor primal = trace.primal(y);
        return new Linearized(primal, new LinearMap(recorder, xDot, primal, trace.tangent(y)));
    }

    /**
     * {@link #linearize(TensorFunction, List)} for one argument.
     *
     * @param f the program
     * @param x the point
     * @return f(x) and Df(x)
     */
    public static Linearized linearize(UnaryOperator<Tensor> f, Tensor x) {
        return linearize(unary(f), List.of(x));
    }

    /**
     * Reverse mode: the vector-Jacobian product, which is the linearized program transposed.
     *
     * @param f the program
     * @param x the point
     * @param yBar cotangent of the result
     * @return yBar^T Df(x), one cotangent for each argument
     */
    public static List<Tensor> vjp(TensorFunction f, List<Tensor> x, Tensor yBar) {
        return linearize(f, x).map().applyTranspose(yBar);
    }

    /**
     * The gradient of a program whose result is a scalar.
     *
     * @param f the program
     * @param x the point
     * @return the gradient in each argument, of the argument's shape
     * @throws ShapeException if the result is not a scalar
     */
    public static List<Tensor> grad(TensorFunction f, List<Tensor> x) {
        Linearized linearized = linearize(f, x);
        Tensor y = linearized.primal();
        requireScalar(y.shape(), "sum it, or use vjp");
        return linearized.map().applyTranspose(y.device().fill(y.dtype(), Shape.SCALAR, 1));
    }

    /**
     * {@link #grad(TensorFunction, List)} for one argument.
     *
     * @param f the program
     * @param x the point
     * @return the gradient, of x's shape
     */
    public static Tensor grad(UnaryOperator<Tensor> f, Tensor x) {
        return grad(unary(f), List.of(x)).get(0);
    }

    /**
     * The Jacobian, by forward mode along the basis in chunks of at most 64 directions.
     *
     * @param f the program
     * @param x the point
     * @return [f(x)'s axes, x's axes]: row i, column j holds the derivative of output i in input j
     */
    public static Tensor jacobian(UnaryOperator<Tensor> f, Tensor x) {
        int columns = x.shape().size();
        Tensor transposed = null;
        Shape result = null;
        for (int first = 0; first < columns || result == null; first += JACOBIAN_CHUNK) {
            Dual chunk = jvps(f, x, basis(x, first, Math.min(JACOBIAN_CHUNK, columns - first)));
            result = chunk.primal().shape();
            Tensor rows = Ops.reshape(
                    chunk.tangent(), Shape.of(chunk.tangent().shape().dim(-1 - result.rank()), result.size()));
            transposed = transposed == null ? rows : Ops.concat(transposed, rows, -2);
        }
        return Ops.reshape(Ops.transpose(transposed), result.then(x.shape()));
    }

    /**
     * The derivative of a function of one number, on the host in float64: {@code derivative(Ops::sin, 0.0)} is 1.
     *
     * @param f the function; what else it uses must be on the device of its argument
     * @param x where
     * @return f'(x)
     * @throws ShapeException if f's result is not a scalar
     */
    public static double derivative(UnaryOperator<Tensor> f, double x) {
        try (Device host = new HostDevice()) {
            Tensor slope = derivative(f, host.scalar(DType.FLOAT64, x));
            requireScalar(slope.shape(), "jvp gives the derivative of each number of it");
            return slope.toDouble();
        }
    }

    /**
     * The derivative of a function of one number, such as the velocity of a curve. It is a program too: {@code derivative(a -> derivative(f, a), x)} is
     * the second derivative.
     *
     * @param f the function; its result may have any shape
     * @param x where, a scalar
     * @return f'(x), of the result's shape
     * @throws ShapeException if x is not a scalar
     */
    public static Tensor derivative(UnaryOperator<Tensor> f, Tensor x) {
        if (x.shape().rank() != 0) {
            throw new ShapeException("a derivative is that in one number, got an argument of shape " + x.shape()
                    + "; take grad, jvp or jacobian");
        }
        return jvp(f, x, x.device().scalar(x.dtype(), 1)).tangent();
    }

    /**
     * The Hessian, forward over reverse: the {@link #jacobian} of the gradient.
     *
     * @param f the program
     * @param x the point
     * @return the second derivatives, [x's axes, x's axes]
     * @throws ShapeException if f's result is not a scalar
     */
    public static Tensor hessian(UnaryOperator<Tensor> f, Tensor x) {
        return jacobian(at -> grad(f, at), x);
    }

    /**
     * The product of the Hessian with a vector, forward over reverse: the jvp of the gradient, without the Hessian itself.
     *
     * @param f the program
     * @param x the point
     * @param v the vector, of x's shape
     * @return D^2 f(x) v, of x's shape
     * @throws ShapeException if f's result is not a scalar, or the vector's shape does not match
     */
    public static Tensor hvp(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
        return jvp(at -> grad(f, at), x, v).tangent();
    }

    /**
     * The divergence of a vector field, exactly: the sum of v . Df(x) v over the basis, in chunks of at most 64 directions. Over a batch it is
     * {@code vmap(at -> divergence(f, at), x)}.
     *
     * @param f the field
     * @param x the point
     * @return the trace of Df(x), a scalar
     * @throws ShapeException if f's result has not x's shape
     */
    public static Tensor divergence(UnaryOperator<Tensor> f, Tensor x) {
        int directions = x.shape().size();
        Tensor sum = null;
        for (int first = 0; first < directions || sum == null; first += JACOBIAN_CHUNK) {
            Tensor basis = basis(x, first, Math.min(JACOBIAN_CHUNK, directions - first));
            Dual chunk = jvps(f, x, basis);
            if (!chunk.primal().shape().equals(x.shape())) {
                throw new ShapeException("a field has the shape of its argument, " + x.shape() + ", got "
                        + chunk.primal().shape() + "; jacobian takes other functions");
            }
            Tensor part = Ops.sum(Ops.multiply(basis, chunk.tangent()));
            sum = sum == null ? part : Ops.add(sum, part);
        }
        return sum;
    }

    /**
     * The elements of a value for control flow: a loop that ends when a residual is small, a branch on a sign. A derivative is then that of
     * the path that was taken, and the elements themselves are constants.
     *
     * @param x any value
     * @return its elements, derivatives dropped
     * @throws TracedValueException if x is mapped by {@link #vmap}, as each element might take another path, or recorded, as there are no
     *     values yet
     */
    public static DeviceTensor primalValue(Tensor x) {
        DeviceTensor numbers = x.bottom();
        if (!numbers.shape().equals(x.shape())) {
            throw new TracedValueException(
                    "control flow inside vmap cannot go by the numbers of a mapped value of shape "
                            + x.shape()
                            + ", as each element has its own; take Ops.maximum, Ops.minimum or Ops.relu to choose"
                            + " number by number, or do not map the loop");
        }
        return numbers;
    }

    private static Tensor basis(Tensor x, int first, int count) {
        double[] ones = new double[count * x.shape().size()];
        for (int i = 0; i < count; i++) {
            ones[i * x.shape().size() + first + i] = 1;
        }
        return x.device().tensor(x.dtype(), x.shape().withFirst(count), ones);
    }

    private static TensorFunction unary(UnaryOperator<Tensor> f) {
        return x -> f.apply(x.get(0));
    }

    private static List<Tensor> duals(JvpTrace trace, List<? extends Tensor> x, List<? extends Tensor> xDot) {
        List<Tensor> duals = new ArrayList<>();
        for (int k = 0; k < x.size(); k++) {
            duals.add(trace.dual(x.get(k), xDot.get(k)));
        }
        return duals;
    }

    private static void requireScalar(Shape result, String instead) {
        if (result.rank() != 0) {
            throw new ShapeException("the function's result must be a scalar, got shape " + result + "; " + instead);
        }
    }

    private static void requireArguments(List<Tensor> x) {
        if (x.isEmpty()) {
            throw new ShapeException("a program to be differentiated needs at least one argument");
        }
    }

    static void requireTangents(List<Tensor> x, List<Tensor> xDot) {
        requireArguments(x);
        if (x.size() != xDot.size()) {
            throw new ShapeException(x.size() + " arguments need as many tangents, got " + xDot.size());
        }
        for (int k = 0; k < x.size(); k++) {
            Tensor v = xDot.get(k);
            if (v != null
                    && (!v.shape().equals(x.get(k).shape())
                            || v.dtype() != x.get(k).dtype())) {
                throw new ShapeException("tangent " + k + " is " + v.dtype() + v.shape() + ", its argument is "
                        + x.get(k).dtype() + x.get(k).shape() + "; they must be alike");
            }
            if (v != null && v.device() != x.get(k).device()) {
                throw new ShapeException("tangent " + k + " is on "
                        + v.device().idBeside(x.get(k).device()) + ", its argument on "
                        + x.get(k).device().idBeside(v.device()) + "; make both on one device");
            }
        }
    }

    private static int mappedLength(List<Tensor> x, List<Boolean> mapped) {
        if (x.size() != mapped.size()) {
            throw new ShapeException(x.size() + " arguments have " + mapped.size() + " marks of what is mapped");
        }
        int[] lengths = IntStream.range(0, x.size())
                .filter(mapped::get)
                .map(k -> x.get(k).shape().dim(-x.get(k).shape().rank()))
                .distinct()
                .toArray();
        if (lengths.length != 1) {
            throw new ShapeException(
                    "the first axes of all mapped arguments need one length, got " + Arrays.toString(lengths));
        }
        return lengths[0];
    }
}
