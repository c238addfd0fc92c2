package dualflow.tensor;

import java.util.List;

/** The bottom interpreter: has the arguments' device run the op now. */
public final class Eval extends Trace {
    /** The one bottom interpreter. */
    public static final Eval INSTANCE = new Eval();

    private Eval() {
        super(0);
    }

    @Override
    protected String about() {
        return "an evaluation";
    }

    @Override
    protected Tensor apply(Op op, List<Tensor> arguments) {
        List<DeviceTensor> numbers = List.of(arguments.toArray(DeviceTensor[]::new));
        return numbers.get(0).device().execute(op, numbers);
    }
}
