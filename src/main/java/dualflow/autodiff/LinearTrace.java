package dualflow.autodiff;

import dualflow.tensor.Arena;
import dualflow.tensor.BilinearOp;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.IndexedOp;
import dualflow.tensor.LinearOp;
import dualflow.tensor.Op;
import dualflow.tensor.QuotientOp;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.tensor.TensorText;
import dualflow.tensor.Trace;
import dualflow.tensor.TracedValueException;
import java.util.ArrayList;
import java.util.List;

/**
 * The interpreter that records the program of the tangents. Everything it meets must be linear in the tangent; it checks,
 * and names the op whose JVP rule is wrong.
 */
final class LinearTrace extends Trace {

    /** A tangent that is recorded, not computed. */
    record Staged(LinearTrace trace, int id, Shape shape, DType dtype, Device device) implements Tensor {
        @Override
        public DeviceTensor bottom() {
            throw new TracedValueException("a recorded tangent of shape " + shape
                    + " has no numbers; the program's control flow must not depend on tangents");
        }

        @Override
        public String toString() {
            return TensorText.withoutNumbers(this, "a recorded tangent");
        }
    }

    /** out = op(arguments), each argument either a recorded tangent or a known value, called a residual. */
    record Equation(Op op, List<Tensor> arguments, Staged out) {}

    private final List<Equation> equations = new ArrayList<>();
    private final Arena home;
    private int next;

    LinearTrace(Arena home) {
        this.home = home;
    }

    @Override
    protected String about() {
        return "linearize, where a tangent has none";
    }

    List<Equation> equations() {
        return equations;
    }

    Staged input(Shape shape, DType dtype, Device device) {
        return new Staged(this, next++, shape, dtype, device);
    }

    boolean isStaged(Tensor x) {
        return x instanceof Staged staged && staged.trace() == this;
    }

    @Override
    protected Tensor apply(Op op, List<Tensor> arguments) {
        long staged = arguments.stream().filter(this::isStaged).count();
        boolean linear = (op instanceof LinearOp && staged == arguments.size())
                || (op instanceof BilinearOp && staged == 1)
                || ((op instanceof QuotientOp || op instanceof IndexedOp) && staged == 1 && isStaged(arguments.get(0)));
        if (!linear) {
            throw new IllegalStateException(op.name() + " is not linear in the tangent (" + staged + " of its "
                    + arguments.size() + " arguments are tangents); a jvp rule is wrong");
        }
        for (Tensor argument : arguments) {
            if (!isStaged(argument)) {
                home.adopt(argument);
            }
        }
        Tensor first = arguments.get(0);
        Staged out = input(op.shape(arguments.stream().map(Tensor::shape).toList()), first.dtype(), first.device());
        equations.add(new Equation(op, arguments, out));
        return out;
    }
}
