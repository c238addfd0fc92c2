package dualflow.rounding;

import dualflow.op.Ops;
import dualflow.tensor.Op;
import dualflow.tensor.Tensor;
import dualflow.tensor.TensorText;
import dualflow.tensor.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The interpreter that carries (value, magnitude) through every primitive. A tensor that it does not own is a constant. A constant that it was told of
 * is one too, but operations between such constants are seen.
 */
final class MagnitudeTrace extends Trace {

    /**
     * A value; its magnitude, where it is not its absolute value, else null; and whether nothing but moves, choices and signs of constants made it.
     */
    private record WithMagnitude(MagnitudeTrace trace, Tensor below, Tensor magnitude, boolean isExact)
            implements Tensor {
        @Override
        public Tensor stopGradient() {
            Tensor constant = magnitude == null ? null : magnitude.stopGradient();
            return new WithMagnitude(trace, below.stopGradient(), constant, isExact);
        }

        @Override
        public List<Tensor> flatten() {
            return magnitude == null ? List.of(below) : List.of(below, magnitude);
        }

        @Override
        public Optional<Tensor> unflatten(Trace trace, List<Tensor> values) {
            Tensor other = magnitude == null ? null : values.get(1);
            return Optional.of(new WithMagnitude((MagnitudeTrace) trace, values.get(0), other, isExact));
        }

        @Override
        public String toString() {
            String other = magnitude == null ? "that of the value" : magnitude.toString();
            return TensorText.wrapper(this, "measured", List.of("value", "magnitude"), List.of(below, other));
        }
    }

    @Override
    protected String about() {
        return "a magnitude, where it would be lost";
    }

    /** Whether values are computed alone for now. */
    private boolean paused;

    void pause(boolean now) {
        paused = now;
    }

    boolean isPaused() {
        return paused;
    }

    Tensor input(Tensor x) {
        return new WithMagnitude(this, x, Ops.abs(x), false);
    }

    Tensor constant(Tensor x) {
        return new WithMagnitude(this, x, null, true);
    }

    Measured result(Tensor y) {
        return isOwn(y) ? new Measured(below(y), magnitude(y)) : new Measured(y, Ops.abs(y));
    }

    private boolean isOwn(Tensor x) {
        return x instanceof WithMagnitude && x.trace() == this;
    }

    private Tensor below(Tensor x) {
        return isOwn(x) ? ((WithMagnitude) x).below() : x;
    }

    private boolean isExact(Tensor x) {
        return !isOwn(x) || ((WithMagnitude) x).isExact();
    }

    /** The magnitude in this trace, or null of a constant that it does not own. */
    private Tensor magnitude(Tensor x) {
        if (!isOwn(x)) {
            return null;
        }
        Tensor known = ((WithMagnitude) x).magnitude();
        return known == null ? Ops.abs(below(x)) : known;
    }

    @Override
    protected Tensor apply(Op op, List<Tensor> arguments) {
        List<Tensor> x = new ArrayList<>(arguments.size());
        arguments.forEach(argument -> x.add(below(argument)));
        Tensor y = op.on(x);
        if (paused) {
            return new WithMagnitude(this, y, null, false);
        }
        boolean ofConstants = arguments.stream().allMatch(this::isExact);
        if (ofConstants && ExactOps.contain(op)) {
            return constant(y);
        }
        List<Tensor> magnitudes = new ArrayList<>();
        arguments.forEach(argument -> magnitudes.add(isExact(argument) && !ofConstants ? null : magnitude(argument)));
        return new WithMagnitude(this, y, MagnitudeRules.magnitude(new Application(op, y, x, magnitudes)), false);
    }
}
