package dualflow.experiment;

import dualflow.closedform.MixtureAtTime;
import dualflow.closedform.MixtureFlow;
import dualflow.closedform.PublishedMixture;
import dualflow.dependency.SampleMoments;
import dualflow.evaluation.MixtureTensors;
import dualflow.flow.ButcherTableau;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.VelocityField;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * The paper's Fig. 2 for one mixture, that of Table 4, at all times: densities, velocities, and particles of N(0, I) transported along the
 * velocity (3), which at each time are samples of the density at that time. In addition, the same particles along the published code's
 * drift, which lacks the term -(1-t) Sigma0 and does not transport them to the mixture. (The published figure draws a new mixture for each
 * panel.)
 *
 * @param flow the flow from N(0, I) to the mixture
 * @param panels one for each of {@link #TIMES}
 */
public record Figure2(MixtureFlow flow, List<Panel> panels) {
    /** The times of the paper's panels, and the final time. */
    public static final List<Double> TIMES = List.of(0.0, 0.25, 0.5, 0.75, 0.99, 1.0);

    /** The maximum number of particles kept in each panel; its moments are those of all particles. */
    public static final int KEPT = 1000;

    private static final int STEPS_PER_UNIT_TIME = 40;
    private static final int CHUNK = 1 << 14;

    /**
     * One panel.
     *
     * @param t the time
     * @param mean the exact mean of x_t
     * @param covariance the exact covariance of x_t
     * @param exact the moments of the particles along the velocity (3)
     * @param published the moments of the same particles along the published drift
     * @param exactParticles the first particles along the velocity (3), [{@link #KEPT} or fewer][2]
     * @param publishedParticles the same particles along the published drift
     */
    public record Panel(
            double t,
            double[] mean,
            double[][] covariance,
            SampleMoments exact,
            SampleMoments published,
            double[][] exactParticles,
            double[][] publishedParticles) {
        /** With two particles, the standard error of a covariance is zero up to rounding. */
        private static final double ROUNDING = 1e-9;

        /**
         * The five entries of the mean and the covariance of some particles, next to the exact ones.
         *
         * @param moments the moments of the particles
         * @return the entries 0 and 1 of the mean and 00, 01 and 11 of the covariance
         */
        public List<MomentEntry> entries(SampleMoments moments) {
            return List.of(
                    entry(moments, 0),
                    entry(moments, 1),
                    entry(moments, 0, 0),
                    entry(moments, 0, 1),
                    entry(moments, 1, 1));
        }

        private MomentEntry entry(SampleMoments moments, int i) {
            return new MomentEntry("mean", i, 0, mean[i], moments.mean()[i], moments.meanError()[i]);
        }

        private MomentEntry entry(SampleMoments moments, int i, int j) {
            return new MomentEntry(
                    "covariance", i, j, covariance[i][j], moments.covariance()[i][j], moments.covarianceError()[i][j]);
        }

        /**
         * The largest deviation of the five entries from the exact ones.
         *
         * @param moments the moments of the particles
         * @return the deviation, in standard errors; empty if there are too few particles to tell
         */
        public OptionalDouble largestDeviation(SampleMoments moments) {
            return entries(moments).stream()
                    .filter(entry -> entry.standardError() > ROUNDING * Math.abs(entry.sampled()))
                    .mapToDouble(entry -> Math.abs(entry.sampled() - entry.exact()) / entry.standardError())
                    .max();
        }
    }

    /**
     * An entry of a mean or a covariance.
     *
     * @param quantity mean or covariance
     * @param row its row
     * @param column its column, 0 for a mean
     * @param exact the exact number
     * @param sampled the value from the particles
     * @param standardError its standard error
     */
    public record MomentEntry(
            String quantity, int row, int column, double exact, double sampled, double standardError) {}

    /**
     * An arrow of a vector field.
     *
     * @param x its starting point, [2]
     * @param velocity the velocity (3) there, [2]
     * @param published the published drift there, [2]
     */
    public record Arrow(double[] x, double[] velocity, double[] published) {}

    /**
     * Transports the particles by classical Runge-Kutta steps of 1/40.
     *
     * @param device the device to compute on
     * @param dtype the format
     * @param particles the number of particles, at least 2
     * @param seed the seed of the particles
     * @param progress is told the number of completed paths, out of twice the number of particles
     * @return the figure
     */
    public static Figure2 compute(Device device, DType dtype, int particles, long seed, LongConsumer progress) {
        MixtureFlow flow = Table4Data.read().flow();
        MixtureVelocity field = MixtureTensors.velocity(flow, device, dtype);
        double[][] exact = carry(field, device, dtype, particles, seed, progress);
        double[][] published =
                carry(field.asPublished(), device, dtype, particles, seed, done -> progress.accept(particles + done));
        List<Panel> panels = new ArrayList<>();
        for (int i = 0; i < TIMES.size(); i++) {
            MixtureAtTime at = flow.at(TIMES.get(i));
            panels.add(new Panel(
                    TIMES.get(i),
                    at.mean(),
                    at.covariance(),
                    SampleMoments.of(exact[i], 2),
                    SampleMoments.of(published[i], 2),
                    first(exact[i]),
                    first(published[i])));
        }
        return new Figure2(flow, List.copyOf(panels));
    }

    /**
     * The fields on the figure's grid of 20 x 20 points from -5 to 5.
     *
     * @param t the time
     * @return the arrows
     */
    public List<Arrow> arrows(double t) {
        MixtureAtTime at = flow.at(t);
        PublishedMixture published = new PublishedMixture(at);
        List<Arrow> arrows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 20; j++) {
                double[] x = {-5 + 10.0 * i / 19, -5 + 10.0 * j / 19};
                arrows.add(new Arrow(x, at.velocity(x), published.drift(x)));
            }
        }
        return arrows;
    }

    /** The particles at each of the times, [time][2 n]. */
    private static double[][] carry(
            VelocityField field, Device device, DType dtype, int particles, long seed, LongConsumer progress) {
        double[][] states = new double[TIMES.size()][2 * particles];
        Draws draws = new Draws(seed);
        OdeSolver solver = OdeSolver.fixed(ButcherTableau.RUNGE_KUTTA_4);
        for (int first = 0; first < particles; first += CHUNK) {
            int count = Math.min(CHUNK, particles - first);
            Arena arena = device.arena();
            try {
                Tensor x = device.tensor(dtype, Shape.of(count, 2), draws.normals(0, 2L * first, 2 * count));
                for (int i = 0; i < TIMES.size(); i++) {
                    if (i > 0) {
                        x = solver.solve(field, x, grid(TIMES.get(i - 1), TIMES.get(i)));
                    }
                    System.arraycopy(x.value().toDoubles(), 0, states[i], 2 * first, 2 * count);
                }
            } finally {
                arena.close();
            }
            progress.accept(first + count);
        }
        return states;
    }

    private static TimeGrid grid(double from, double to) {
        return TimeGrid.uniform(from, to, (int) Math.ceil((to - from) * STEPS_PER_UNIT_TIME));
    }

    private static double[][] first(double[] states) {
        return IntStream.range(0, Math.min(KEPT, states.length / 2))
                .mapToObj(i -> Arrays.copyOfRange(states, 2 * i, 2 * i + 2))
                .toArray(double[][]::new);
    }
}
