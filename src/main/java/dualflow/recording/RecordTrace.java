package dualflow.recording;

import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Op;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.tensor.TensorText;
import dualflow.tensor.Trace;
import dualflow.tensor.TracedValueException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The interpreter that records a program. It is directly above the bottom, so that all transformations have already been interpreted: only
 * primitives arrive here.
 */
final class RecordTrace extends Trace {

    /** A value that is recorded, not computed. */
    record Recorded(RecordTrace trace, int id, Shape shape, DType dtype, Device device) implements Tensor {
        @Override
        public DeviceTensor bottom() {
            throw new TracedValueException("a recorded value of shape " + shape
                    + " has no numbers; a program that looks at its numbers cannot be recorded");
        }

        @Override
        public String toString() {
            return TensorText.withoutNumbers(this, "a recorded value");
        }
    }

    private final Program program;
    private final Arena home;
    private final IdentityHashMap<DeviceTensor, Integer> constants = new IdentityHashMap<>();

    /**
     * An interpreter of a new program.
     *
     * @param program the program to append to
     * @param home the arena in which constants live from now on
     */
    RecordTrace(Program program, Arena home) {
        super(LOWEST);
        this.program = program;
        this.home = home;
    }

    @Override
    protected String about() {
        return "a recorded program, where it has none: a program that looks at its numbers cannot be recorded";
    }

    Recorded input(Tensor like) {
        return input(like.shape(), like.dtype(), like.device());
    }

    Recorded input(Shape shape, DType dtype, Device device) {
        return new Recorded(this, program.input(shape, dtype), shape, dtype, device);
    }

    private Recorded recorded(int id, Tensor like) {
        return new Recorded(this, id, program.shape(id), like.dtype(), like.device());
    }

    /** The index of a value in the program; a tensor that is not a value of it becomes a constant. */
    int id(Tensor x) {
        if (x instanceof Recorded recorded && recorded.trace() == this) {
            return recorded.id();
        }
        if (x instanceof DeviceTensor numbers) {
            return constants.computeIfAbsent(numbers, constant -> {
                home.adopt(constant);
                return program.constant(constant);
            });
        }
        throw new IllegalArgumentException("a recorded program met a value of shape " + x.shape() + " of another one");
    }

    @Override
    protected Tensor apply(Op op, List<Tensor> arguments) {
        List<Integer> ids = new ArrayList<>();
        arguments.forEach(argument -> ids.add(id(argument)));
        Tensor first = arguments.get(0);
        return recorded(program.apply(op, ids, first.dtype()), first);
    }
}
