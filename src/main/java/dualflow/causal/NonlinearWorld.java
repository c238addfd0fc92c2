package dualflow.causal;

import dualflow.autodiff.Autodiff;
import dualflow.device.host.HostDevice;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Nonlinear structures with additive noise; the flow is the model's own triangular map from latents to variables. Truth and limits are integrals over the
 * latents, by the trapezoidal rule in float64.
 */
public final class NonlinearWorld extends KnownWorld {
    /** The values of Z over which a conditional law is averaged: equal steps over 16 standard deviations, where the trapezoidal rule errs least. */
    private static final int STEPS = 160;

    private static final double REACH = 8;

    /** Nodes that are evaluated at once. */
    private static final int BLOCK = 1 << 15;

    @Override
    public String id() {
        return "nonlinear";
    }

    @Override
    public String description() {
        return "additive noise, each variable the sum of tanh(2 parent) and 0.5 U, roots N(0, 1); the flow is the triangular map from latents to"
                + " variables; truth and limits by quadrature";
    }

    @Override
    UnaryOperator<Tensor> flow(Structure structure, TestSettings settings) {
        return model(structure)::evaluate;
    }

    @Override
    StructuralModel model(Structure structure) {
        return structure.nonlinear();
    }

    @Override
    JacobianLaw law(Structure structure) {
        LatentNodes nodes = LatentNodes.forDerivatives(structure.graph());
        int d = structure.graph().nodes().size();
        double[][][] grams = new double[nodes.count()][][];
        for (int first = 0; first < nodes.count(); first += BLOCK) {
            int count = Math.min(BLOCK, nodes.count() - first);
            double[] basis = new double[d * count * d];
            for (int j = 0; j < d; j++) {
                for (int n = 0; n < count; n++) {
                    basis[(j * count + n) * d + j] = 1;
                }
            }
            double[] columns = onHost(
                    block(nodes.points(), first, count, d),
                    d,
                    (device, u) -> Autodiff.jvps(
                                    model(structure)::evaluate,
                                    u,
                                    device.tensor(DType.FLOAT64, Shape.of(d, count, d), basis))
                            .tangent());
            for (int n = 0; n < count; n++) {
                double[][] jacobian = new double[d][d];
                for (int j = 0; j < d; j++) {
                    for (int i = 0; i < d; i++) {
                        jacobian[i][j] = columns[(j * count + n) * d + i];
                    }
                }
                grams[first + n] = LinearLaw.gram(jacobian);
            }
        }
        return new JacobianLaw(nodes.weights(), grams);
    }

    @Override
    OptionalDouble observed(Structure structure) {
        LatentNodes nodes = LatentNodes.forValues(structure.graph());
        double[] x = values(model(structure), nodes.points());
        return new EndMoments(structure).add(x, nodes.weights()).correlation();
    }

    @Override
    OptionalDouble intervened(Structure structure) {
        LatentNodes nodes = LatentNodes.without(structure.graph(), Structure.MIDDLE);
        double[] x = values(model(structure).intervene(Structure.MIDDLE, 0), nodes.points());
        return new EndMoments(structure).add(x, nodes.weights()).correlation();
    }

    /**
     * The covariance of the ends given Z = z, averaged over z, as a correlation. With additive noise the law given Z = z is that under do(Z = z) with each
     * point weighed by the density of Z given its parents: the two are one where Z has no parents.
     */
    @Override
    OptionalDouble given(Structure structure) {
        StructuralModel model = model(structure);
        int d = model.size();
        int k = structure.column(Structure.MIDDLE);
        LatentNodes nodes = LatentNodes.without(structure.graph(), Structure.MIDDLE);
        double[] means = values(model, nodes.points()); // with U_Z = 0, so Z is its mean given its parents
        double[] unit = new double[d];
        unit[k] = 1;
        double deviation = values(model, unit)[k] - values(model, new double[d])[k];
        EndMoments sum = new EndMoments(structure);
        for (int step = 0; step <= STEPS; step++) {
            double z = REACH * (2.0 * step / STEPS - 1);
            double[] density = new double[nodes.count()];
            for (int n = 0; n < density.length; n++) {
                double distance = (z - means[n * d + k]) / deviation;
                density[n] = nodes.weights()[n] * StrictMath.exp(-distance * distance / 2);
            }
            double[] x = values(model.intervene(Structure.MIDDLE, z), nodes.points());
            sum.addCentred(new EndMoments(structure).add(x, density));
        }
        return sum.correlation();
    }

    private static double[] values(StructuralModel model, double[] latents) {
        int d = model.size();
        double[] values = new double[latents.length];
        for (int first = 0; first < latents.length / d; first += BLOCK) {
            int count = Math.min(BLOCK, latents.length / d - first);
            double[] part = onHost(block(latents, first, count, d), d, (device, u) -> model.evaluate(u));
            System.arraycopy(part, 0, values, first * d, part.length);
        }
        return values;
    }

    private static double[] block(double[] rows, int first, int count, int d) {
        return Arrays.copyOfRange(rows, first * d, (first + count) * d);
    }

    /** In float64 whatever the format of the test. */
    private static double[] onHost(double[] rows, int d, BiFunction<Device, Tensor, Tensor> program) {
        try (Device device = new HostDevice()) {
            Tensor u = device.tensor(DType.FLOAT64, Shape.of(rows.length / d, d), rows);
            return program.apply(device, u).value().toDoubles();
        }
    }
}
