package dualflow.op;

import dualflow.tensor.ElementwiseOp;
import dualflow.tensor.NonlinearOp;
import dualflow.tensor.Tensor;
import java.util.List;

/**
 * The remainder y = a - b floor(a / b), with broadcasting, as in Python: the exact remainder of the division, and b more where its sign is
 * not that of b, which rounds once; a zero has the sign of b. NaN where b is zero or a infinite. Its differential is da - floor(a / b) db,
 * also where it jumps, and it has no other derivatives.
 */
public record Remainder() implements NonlinearOp, ElementwiseOp.Binary {
    @Override
    public double f(double a, double b) {
        double rest = a % b;
        return rest == 0 ? Math.copySign(rest, b) : rest < 0 == b < 0 ? rest : rest + b;
    }

    @Override
    public float f(float a, float b) {
        float rest = a % b;
        return rest == 0 ? Math.copySign(rest, b) : rest < 0 == b < 0 ? rest : rest + b;
    }

    @Override
    public Tensor jvp(Tensor y, List<Tensor> x, List<Tensor> xDot) {
        if (xDot.get(1) == null) {
            return xDot.get(0);
        }
        // The quotient is an integer but for rounding, and a constant.
        Tensor floor = Ops.round(Ops.divide(Ops.subtract(x.get(0), y), x.get(1)));
        Tensor moved = Ops.negate(Ops.multiply(floor, xDot.get(1)));
        return xDot.get(0) == null ? moved : Ops.add(xDot.get(0), moved);
    }
}
