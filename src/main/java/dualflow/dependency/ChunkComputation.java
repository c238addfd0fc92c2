package dualflow.dependency;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.autodiff.FiniteDifference;
import dualflow.op.Ops;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.DeviceTensor;
import dualflow.tensor.Shape;
import dualflow.tensor.ShapeException;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Computes consecutive samples of an estimator at once. */
final class ChunkComputation {
    private final UnaryOperator<Tensor> map;
    private final int inputs;
    private final Draws draws;
    private final Directions directions;
    private final int perSample;
    private final Derivative derivative;
    private final RowGradients gradients;
    private final double differenceStep;

    ChunkComputation(JvpEstimator estimator) {
        map = estimator.map();
        inputs = estimator.inputs();
        draws = estimator.draws();
        directions = estimator.directions();
        perSample = estimator.perSample();
        derivative = estimator.derivative();
        gradients = estimator.gradients();
        differenceStep = estimator.differenceStep();
    }

    JvpSamples samples(Device device, DType dtype, long first, int samples) {
        double[] x0 = draws.normals(JvpEstimator.POINTS, first * inputs, Math.multiplyExact(samples, inputs));
        double[] z = directions.draw(draws, JvpEstimator.DIRECTIONS, first, samples, perSample, inputs);
        Shape shape = Shape.of(samples, inputs);
        Arena arena = device.arena();
        try {
            DeviceTensor x = device.tensor(dtype, shape, x0);
            Map<Integer, double[]> rows = gradients.at(x);
            z = gradients.constrain(z, rows, first, x);
            Dual dual = derivative.along(map, x, device.tensor(dtype, shape.withFirst(perSample), z));
            Shape result = requireRows(dual.primal().shape(), samples);
            double[] tangents = dual.tangent().value().toDoubles();
            return new JvpSamples(
                    first,
                    samples,
                    perSample,
                    result.dim(-1),
                    dual.primal().value().toDoubles(),
                    tangents,
                    differenceStep == 0 ? new double[0] : differences(x, dual, z, tangents),
                    gradients.norms(rows, inputs));
        } finally {
            arena.close();
        }
    }

    /** f(x + epsilon z / |z|) - f(x); where that is what the products were computed from, they are multiplied by epsilon instead. */
    private double[] differences(DeviceTensor x, Dual dual, double[] z, double[] tangents) {
        if (directions == Directions.UNIT
                && gradients.held().isEmpty()
                && derivative.equals(new Derivative.Difference(FiniteDifference.FORWARD, differenceStep))) {
            return Arrays.stream(tangents).map(t -> t * differenceStep).toArray();
        }
        double[] units = z.clone();
        for (int row = 0; row < z.length / inputs; row++) {
            double norm = GramSchmidt.norm(z, row, inputs);
            GramSchmidt.scale(units, row, inputs, norm == 0 ? 0 : 1 / norm);
        }
        Tensor all = x.device().tensor(x.dtype(), x.shape().withFirst(perSample), units);
        Tensor start = dual.primal();
        return Autodiff.vmap(u -> Ops.subtract(map.apply(Ops.add(x, Ops.scale(u, differenceStep))), start), all)
                .value()
                .toDoubles();
    }

    private static Shape requireRows(Shape result, int samples) {
        if (result.rank() != 2 || result.dim(-2) != samples) {
            throw new ShapeException(
                    "the map must give [" + samples + ", m] for " + samples + " samples, it gave " + result);
        }
        return result;
    }
}
