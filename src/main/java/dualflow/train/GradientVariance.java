package dualflow.train;

import dualflow.nn.Parameters;
import dualflow.nn.Pass;
import dualflow.tensor.Arena;
import dualflow.tensor.Device;
import java.util.Collection;
import java.util.List;

/**
 * How much the gradient of a loss differs from batch to batch: the trace of the covariance of the gradient of one batch, and the squared norm of the mean gradient.
 *
 * @param variance sum over parameters of the variance over batches, unbiased
 * @param squaredNorm the squared norm of the mean over the batches
 */
public record GradientVariance(double variance, double squaredNorm) {
    /**
     * Measures.
     *
     * @param device where to compute
     * @param plan the model and the loss
     * @param parameters the parameters at which the gradient is taken
     * @param firstStep the number of the first batch
     * @param batches how many batches, at least 2
     * @return the variance
     * @throws IllegalArgumentException if there are fewer batches
     */
    public static GradientVariance of(
            Device device, TrainingPlan plan, Parameters parameters, long firstStep, int batches) {
        if (batches < 2) {
            throw new IllegalArgumentException("a variance is that of 2 batches or more, got " + batches);
        }
        Collection<String> trained = plan.specification().trainedNames();
        double[] mean = new double[0];
        double[] squares = new double[0];
        for (int k = 0; k < batches; k++) {
            double[] gradient = gradient(device, plan, parameters, trained, firstStep + k);
            if (k == 0) {
                mean = new double[gradient.length];
                squares = new double[gradient.length];
            }
            for (int i = 0; i < gradient.length; i++) {
                // Welford's updates of mean and sum of squares
                double difference = gradient[i] - mean[i];
                mean[i] += difference / (k + 1);
                squares[i] += difference * (gradient[i] - mean[i]);
            }
        }
        double variance = 0;
        double squaredNorm = 0;
        for (int i = 0; i < mean.length; i++) {
            variance += squares[i] / (batches - 1);
            squaredNorm += mean[i] * mean[i];
        }
        return new GradientVariance(variance, squaredNorm);
    }

    private static double[] gradient(
            Device device, TrainingPlan plan, Parameters parameters, Collection<String> trained, long step) {
        Arena arena = device.arena();
        try {
            TrainingSettings settings = plan.settings();
            LossGradient result = LossGradient.of(
                    parameters,
                    trained,
                    p -> Pass.training(p, settings.seed(), step),
                    plan.objective().at(device, settings.dtype(), step));
            List<double[]> parts = result.gradient().tensors().stream()
                    .map(tensor -> tensor.value().toDoubles())
                    .toList();
            double[] all =
                    new double[parts.stream().mapToInt(part -> part.length).sum()];
            int at = 0;
            for (double[] part : parts) {
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            return all;
        } finally {
            arena.close();
        }
    }
}
