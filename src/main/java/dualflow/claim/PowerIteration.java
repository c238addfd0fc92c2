package dualflow.claim;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.LinearMap;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/** Power iteration with JVPs and VJPs finds the Jacobian's top singular pair. */
final class PowerIteration implements Claim {
    private static final int DIMENSION = 8;
    private static final int ITERATIONS = 200;

    @Override
    public String id() {
        return "power-iteration";
    }

    @Override
    public String statement() {
        return "JVPs and power iteration give the leading structure of a Jacobian without forming it.";
    }

    @Override
    public Source source() {
        return Source.paper("section 7.2");
    }

    @Override
    public Outcome check(Setting setting) {
        Draws draws = new Draws(59);
        Tensor weights = setting.tensor(draws.normals(0, 0, DIMENSION * DIMENSION), DIMENSION, DIMENSION);
        Tensor x = setting.tensor(draws.normals(1, 0, DIMENSION), 1, DIMENSION);
        UnaryOperator<Tensor> f = v -> Ops.add(v, Ops.tanh(Ops.matmul(v, weights)));
        LinearMap map = Autodiff.linearize(f, x).map();
        Tensor v = setting.tensor(draws.normals(2, 0, DIMENSION), 1, DIMENSION);
        for (int i = 0; i < ITERATIONS; i++) {
            try (Arena step = setting.device().arena()) {
                Tensor next = map.applyTranspose(map.apply(List.of(v))).get(0);
                Tensor norm = Ops.sqrt(Ops.sum(Ops.multiply(next, next)));
                v = step.keep(Ops.divide(next, norm));
            }
        }
        double[] image = map.apply(List.of(v)).value().toDoubles();
        double[] direction = v.value().toDoubles();
        SingularValueDecomposition svd = new SingularValueDecomposition(
                new Array2DRowRealMatrix(LinearAlgebra.rows(Autodiff.jacobian(f, x), DIMENSION)));
        double value = svd.getSingularValues()[0];
        double[] left = svd.getU().getColumn(0);
        double[] right = svd.getV().getColumn(0);
        double sign = Math.signum(direction[0] * right[0]);
        double error = 0;
        for (int i = 0; i < DIMENSION; i++) {
            error = Math.max(error, Math.abs(image[i] - sign * value * left[i]) / value);
            error = Math.max(error, Math.abs(direction[i] - sign * right[i]));
        }
        return Outcome.holds(error, setting.tolerance(1e-10, 1e-4));
    }
}
