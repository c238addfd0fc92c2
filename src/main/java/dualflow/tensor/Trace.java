package dualflow.tensor;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An interpreter of primitives. Each has a level, higher than that of every interpreter made before it; of an op's
 * arguments, the one with the highest level decides who interprets the op. So transformations nest to any depth with no
 * global state, and the perturbations of two of them cannot be confused.
 */
public abstract class Trace {
    /** The level right above {@link Eval}. */
    protected static final long LOWEST = 1;

    private static final AtomicLong NEXT_LEVEL = new AtomicLong(LOWEST + 1);

    private final long level;
    private boolean finished;

    /** Makes an interpreter above all that exist. */
    protected Trace() {
        this(NEXT_LEVEL.getAndIncrement());
    }

    /**
     * Makes an interpreter at a level of its own.
     *
     * @param level its height
     */
    protected Trace(long level) {
        this.level = level;
    }

    /** {@return the height of this interpreter: 0 for {@link Eval}, more for later ones} */
    public final long level() {
        return level;
    }

    /**
     * {@return which transformation this is, and what its values carry that their numbers alone do not, to follow "inside": such as "jvp,
     * where its derivative would be lost"}
     */
    protected abstract String about();

    /**
     * Interprets one primitive.
     *
     * @param op the primitive
     * @param arguments its arguments, at least one of them owned by this interpreter
     * @return the result
     */
    protected abstract Tensor apply(Op op, List<Tensor> arguments);

    /** Ends this interpreter: a value of its that leaked out of the transformation is refused from now on. */
    public final void finish() {
        finished = true;
    }

    final Tensor applyChecked(Op op, List<Tensor> arguments) {
        if (finished) {
            throw new StaleTensorException("an argument of " + op.name()
                    + " belongs to a transformation that has ended; return it from the function instead of keeping it");
        }
        return apply(op, arguments);
    }
}
