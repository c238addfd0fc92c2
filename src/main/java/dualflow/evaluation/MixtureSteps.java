package dualflow.evaluation;

import dualflow.autodiff.Autodiff;
import dualflow.autodiff.Dual;
import dualflow.closedform.Gaussian;
import dualflow.closedform.MixtureAtTime;
import dualflow.closedform.MixtureFlow;
import dualflow.flow.MixtureVelocity;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A mixture's velocity and its Jacobian at one point, step by step by the closed form in float64, and beside it by the program and its
 * Jacobian-vector products.
 *
 * @param components what there is for each component
 * @param logDensity log p_t(x)
 * @param dataMean E[x1 | x_t = x], [d]
 * @param velocity v(t, x) of equation (3), [d]
 * @param blend the first sum of equation (4), sum_k gamma_k A_k, [d, d]
 * @param coupling its second sum, with its factors in the correct order, sum_k b_k (grad gamma_k)^T, [d, d]
 * @param jacobian the sum of both, [d, d]
 * @param programVelocity v(t, x) by the program, [d]
 * @param products the program's Jacobian-vector products along the axes: row j is J e_j, [d, d]
 */
@SuppressWarnings("ArrayRecordComponent") // vectors and matrices of the closed form
public record MixtureSteps(
        List<Component> components,
        double logDensity,
        double[] dataMean,
        double[] velocity,
        double[][] blend,
        double[][] coupling,
        double[][] jacobian,
        double[] programVelocity,
        double[][] products) {

    /**
     * A component at a time and a point.
     *
     * @param weight pi_k
     * @param mean m_k, the mean of x_t, [d]
     * @param covariance S_k, its covariance, [d, d]
     * @param logDensity log N(x | m_k, S_k)
     * @param responsibility gamma_k, equation (2): the posterior weight
     * @param drift b_k = E[x1 - x0 | x_t = x, k], [d]
     * @param dataMean E[x1 | x_t = x, k] = x + (1 - t) b_k, [d]
     * @param sourceMean E[x0 | x_t = x, k] = x - t b_k, [d]
     * @param driftMatrix A_k, the derivative of b_k, [d, d]
     * @param gradient grad gamma_k, [d]
     */
    @SuppressWarnings("ArrayRecordComponent") // vectors and matrices of the closed form
    public record Component(
            double weight,
            double[] mean,
            double[][] covariance,
            double logDensity,
            double responsibility,
            double[] drift,
            double[] dataMean,
            double[] sourceMean,
            double[][] driftMatrix,
            double[] gradient) {}

    /**
     * Computes the steps.
     *
     * @param flow the flow
     * @param t the time, in [0, 1]
     * @param x the point, [d]
     * @param device the device of the program
     * @param dtype the format of the program
     * @return the steps
     * @throws dualflow.closedform.ClosedFormException if the closed form does not exist at this point
     * @throws dualflow.flow.NotPositiveDefiniteException if a covariance is singular in this format
     */
    public static MixtureSteps of(MixtureFlow flow, double t, double[] x, Device device, DType dtype) {
        MixtureAtTime at = flow.at(t);
        double[] weights = flow.target().weights();
        double[] responsibilities = at.responsibilities(x);
        double[][] gradients = at.responsibilityGradients(x);
        List<Component> components = new ArrayList<>();
        for (int k = 0; k < weights.length; k++) {
            Gaussian marginal = at.componentMarginal(k);
            double[] drift = at.componentDrift(k, x);
            components.add(new Component(
                    weights[k],
                    marginal.mean(),
                    marginal.covariance(),
                    at.componentLogDensity(k, x),
                    responsibilities[k],
                    drift,
                    moved(x, 1 - t, drift),
                    moved(x, -t, drift),
                    at.driftMatrix(k),
                    gradients[k]));
        }
        MixtureVelocity program = MixtureTensors.velocity(flow, device, dtype);
        Tensor time = device.scalar(dtype, t);
        Tensor point = device.tensor(dtype, Shape.of(1, x.length), x);
        double[][] products = new double[x.length][];
        for (int j = 0; j < x.length; j++) {
            double[] axis = new double[x.length];
            axis[j] = 1;
            Dual dual = Autodiff.jvp(
                    y -> program.velocity(time, y), point, device.tensor(dtype, Shape.of(1, x.length), axis));
            products[j] = dual.tangent().value().toDoubles();
        }
        return new MixtureSteps(
                List.copyOf(components),
                at.logDensity(x),
                at.conditionalMean(x),
                at.velocity(x),
                at.responsibilityBlend(x),
                at.responsibilityCoupling(x),
                at.jacobian(x),
                program.velocity(time, point).value().toDoubles(),
                products);
    }

    private static double[] moved(double[] x, double by, double[] direction) {
        double[] moved = x.clone();
        for (int i = 0; i < x.length; i++) {
            moved[i] += by * direction[i];
        }
        return moved;
    }

    /**
     * How far the program's velocity is from the closed form.
     *
     * @return the largest absolute difference of a number
     */
    public double velocityDifference() {
        double largest = 0;
        for (int i = 0; i < velocity.length; i++) {
            largest = Math.max(largest, Math.abs(programVelocity[i] - velocity[i]));
        }
        return largest;
    }

    /**
     * How far the products are from the columns of the closed form.
     *
     * @return the largest absolute difference of a number
     */
    public double jacobianDifference() {
        double largest = 0;
        for (int i = 0; i < velocity.length; i++) {
            for (int j = 0; j < velocity.length; j++) {
                largest = Math.max(largest, Math.abs(products[j][i] - jacobian[i][j]));
            }
        }
        return largest;
    }
}
