package dualflow.expression;

import dualflow.op.Ops;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Map;

/** A part of an expression: it computes its tensor from the variables' tensors. */
interface Term {
    /**
     * Applies the ops of this part.
     *
     * @param variables all variables of the expression, at least one
     * @return the part's value
     */
    Tensor on(Map<String, Tensor> variables);

    /**
     * A number. Where an op takes it as a constant it never becomes a tensor.
     *
     * @param value the number
     */
    record Constant(double value) implements Term {
        @Override
        public Tensor on(Map<String, Tensor> variables) {
            Tensor any = variables.values().iterator().next();
            return any.device().fill(any.dtype(), Shape.SCALAR, value);
        }
    }

    static Term add(Term a, Term b) {
        if (b instanceof Constant c) {
            return v -> Ops.shift(a.on(v), c.value());
        }
        if (a instanceof Constant c) {
            return v -> Ops.shift(b.on(v), c.value());
        }
        return v -> Ops.add(a.on(v), b.on(v));
    }

    static Term subtract(Term a, Term b) {
        if (b instanceof Constant c) {
            return v -> Ops.shift(a.on(v), -c.value());
        }
        return v -> Ops.subtract(a.on(v), b.on(v));
    }

    static Term multiply(Term a, Term b) {
        if (a instanceof Constant c) {
            return v -> Ops.scale(b.on(v), c.value());
        }
        if (b instanceof Constant c) {
            return v -> Ops.scale(a.on(v), c.value());
        }
        return v -> Ops.multiply(a.on(v), b.on(v));
    }

    static Term divide(Term a, Term b) {
        return v -> Ops.divide(a.on(v), b.on(v));
    }

    static Term power(Term a, Term b) {
        return v -> Ops.pow(a.on(v), b.on(v));
    }

    static Term negate(Term a) {
        return a instanceof Constant c ? new Constant(-c.value()) : v -> Ops.negate(a.on(v));
    }
}
