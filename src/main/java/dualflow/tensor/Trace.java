package dualflow.tensor;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An interpreter of primitives. Each has a level, higher than that of every interpreter made before it; of an op's
 * arguments, the one with the highest level decides who interprets the op. So transformations nest to any depth with no
 * global state, and their perturbations cannot be confused.
 */
public abstract class Trace {
    /** The level right above {@link Eval}. */
    protected static final long LOWEST = 1;

    private static final AtomicLong NEXT_LEVEL = new AtomicLong(LOWEST + 1);

    private final long level;
    private boolean finished;

    /** Makes an interpreter above all existing ones. */
    protected Trace() {
        this(NEXT_LEVEL.getAndIncrement());
    }

    /**
     * Makes an interpreter at a given level.
     *
     * @param level its level
     */
    protected Trace(long level) {
        this.level = level;
    }

    /** {@return the level of this interpreter: 0 for {@link Eval}, more for later ones} */
    public final long level() {
        return level;
    }

    /**
     * {@return which transformation this is, and what its values carry besides their elements, to follow "inside": such as "jvp,
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

    /** Ends this interpreter: from now on, a value of it that leaked out of the transformation is refused. */
    public final void finish() {
        finished = true;
    }

    final boolean isFinished() {
        return finished;
    }

    final Tensor applyChecked(Op op, List<Tensor> arguments) {
        if (finished) {
            throw new StaleTensorException("an argument of " + op.name()
                    + " belongs to a transformation that has ended; return it from the function instead of keeping it");
        }
        return apply(op, arguments);
    }
}
