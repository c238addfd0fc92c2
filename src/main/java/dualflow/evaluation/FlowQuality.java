package dualflow.evaluation;

import dualflow.evaluation.PointFlow.FlowMap;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.random.Draws;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * How well a flow of points gives data that it was not trained on: the log-likelihood of these, and how far the flow's samples are from them. Of the distance, that of
 * other data from the same says what it is for a perfect flow and so many samples.
 *
 * @param logLikelihood the mean log-density of the held-out data in nats, by the exact trace
 * @param standardError the standard error of that mean
 * @param distance the sliced Wasserstein-2 distance between as many samples and the held-out data
 * @param oneStepDistance the same of samples by one step: that of the flow's own map if it has one, else Euler's
 * @param dataDistance the same distance between other data and the held-out data
 * @param evaluations how often the velocity was evaluated to solve for a chunk of samples
 */
public record FlowQuality(
        double logLikelihood,
        double standardError,
        double distance,
        double oneStepDistance,
        double dataDistance,
        long evaluations) {
    private static final int DIRECTIONS = 256;

    /**
     * Judges a flow.
     *
     * @param flow the flow
     * @param solver solves for samples and log-densities
     * @param heldOut the data, [n, d], at least 2
     * @param other other data, [n, d]
     * @param seed the seed of samples and directions
     * @param device where to compute
     * @param dtype the format
     * @param progress is told how many of 2 n points are done
     * @return the judgement
     * @throws dualflow.flow.OdeException if a solve fails
     */
    public static FlowQuality of(
            PointFlow flow,
            OdeSolver solver,
            double[] heldOut,
            double[] other,
            long seed,
            Device device,
            DType dtype,
            LongConsumer progress) {
        int d = flow.dimension();
        int n = heldOut.length / d;
        TimeGrid grid = TimeGrid.of(0, 1);
        double[] densities = new LogDensities(solver, grid, LogDensities.Trace.EXACT, 1, 1, FlowSamples.chunk(d), seed)
                .of(flow.velocity(), flow.sourceLogDensity(), heldOut, d, device, dtype, progress)
                .logDensities();
        AtomicLong evaluations = new AtomicLong();
        VelocityField counted = (t, x) -> {
            evaluations.incrementAndGet();
            return flow.velocity().velocity(t, x);
        };
        double[] samples = FlowSamples.of(
                flow,
                (x0, first) -> solver.solve(counted, x0, grid),
                n,
                seed,
                device,
                dtype,
                done -> progress.accept(n + done));
        FlowMap oneStep = flow.map().orElse((x, times) -> OdeSolver.euler().solve(flow.velocity(), x, times));
        double[] quick =
                FlowSamples.of(flow, (x0, first) -> oneStep.carry(x0, grid), n, seed, device, dtype, done -> {});
        int chunks = (n + FlowSamples.chunk(d) - 1) / FlowSamples.chunk(d);
        SampleMean logLikelihood = SampleMean.of(densities);
        return new FlowQuality(
                logLikelihood.value(),
                logLikelihood.standardError(),
                distance(samples, heldOut, d, seed),
                distance(quick, heldOut, d, seed),
                distance(other, heldOut, d, seed),
                evaluations.get() / chunks);
    }

    /**
     * The sliced Wasserstein-2 distance along 256 directions.
     *
     * @param x samples [n, d]
     * @param y as many samples
     * @param d their dimension
     * @param seed the seed of the directions
     * @return the distance
     */
    public static double distance(double[] x, double[] y, int d, long seed) {
        return SampleDistances.slicedWasserstein(x, y, d, 2, DIRECTIONS, new Draws(seed));
    }
}
