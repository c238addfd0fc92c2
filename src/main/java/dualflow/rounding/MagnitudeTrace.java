package dualflow.rounding;

import dualflow.op.Ops;
import dualflow.tensor.Op;
import dualflow.tensor.Tensor;
import dualflow.tensor.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The interpreter that carries (value, magnitude) through every primitive. A tensor that it does not own is a constant. */
final class MagnitudeTrace extends Trace {

    private record WithMagnitude(MagnitudeTrace trace, Tensor below, Tensor magnitude) implements Tensor {
        @Override
        public Tensor stopGradient() {
            return new WithMagnitude(trace, below.stopGradient(), magnitude.stopGradient());
        }

        @Override
        public List<Tensor> flatten() {
            return List.of(below, magnitude);
        }

        @Override
        public Optional<Tensor> unflatten(Trace trace, List<Tensor> values) {
            return Optional.of(new WithMagnitude((MagnitudeTrace) trace, values.get(0), values.get(1)));
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
        return new WithMagnitude(this, x, Ops.abs(x));
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

    /** The magnitude in this trace, or null of a constant. */
    private Tensor magnitude(Tensor x) {
        return isOwn(x) ? ((WithMagnitude) x).magnitude() : null;
    }

    @Override
    protected Tensor apply(Op op, List<Tensor> arguments) {
        List<Tensor> x = new ArrayList<>(arguments.size());
        arguments.forEach(argument -> x.add(below(argument)));
        Tensor y = op.on(x);
        if (paused) {
            return y;
        }
        List<Tensor> magnitudes = new ArrayList<>();
        arguments.forEach(argument -> magnitudes.add(magnitude(argument)));
        return new WithMagnitude(this, y, MagnitudeRules.magnitude(new Application(op, y, x, magnitudes)));
    }
}
