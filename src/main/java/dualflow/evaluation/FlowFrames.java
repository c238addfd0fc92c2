package dualflow.evaluation;

import dualflow.flow.OdeSolver;
import dualflow.flow.Progress;
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
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A flow in one or two dimensions, frame by frame: particles, the density, and for some of the particles the straight lines from x0 to x1
 * that pass through them, whose mean velocity is the marginal velocity.
 *
 * @param dimension d, 1 or 2
 * @param times the times of the frames, from 0 to 1
 * @param low the lower ends of what is shown, [d]
 * @param high the upper ends, [d]
 * @param particles the particles at each time, [n, d]; the first ones are followed
 * @param cells how many cells are along each axis
 * @param density the density at each time at the centres of the cells, [cells, cells] row by row from the top, or [cells] from below
 * @param followed the followed particles at each time between the ends, time by time; as many at each
 */
public record FlowFrames(
        int dimension,
        double[] times,
        double[] low,
        double[] high,
        List<double[]> particles,
        int cells,
        List<double[]> density,
        List<List<Passing>> followed) {
    private static final int FOLLOWED = 16;
    private static final int CELLS_OF_PLANE = 48;
    private static final int CELLS_OF_LINE = 120;
    private static final double ROOM = 0.08;

    /**
     * What passes through a particle.
     *
     * @param x the particle, [d]
     * @param x0 where the lines start, [m, d]
     * @param x1 where they end, [m, d]
     * @param mean the mean of x1 - x0 over them, [d]
     * @param standardError its standard error, [d]
     * @param exact the marginal velocity v(t, x), [d]
     * @param field the velocity of the field that carried the particle, [d]
     */
    public record Passing(
            double[] x,
            double[] x0,
            double[] x1,
            double[] mean,
            double[] standardError,
            double[] exact,
            double[] field) {}

    /**
     * What is asked for.
     *
     * @param particles how many particles
     * @param frames how many times, with both ends
     * @param draws how many lines pass through each followed particle
     * @param seed the seed of all draws
     */
    public record Settings(int particles, int frames, int draws, long seed) {
        /**
         * Checks the numbers.
         *
         * @param particles how many particles
         * @param frames how many times, with both ends
         * @param draws how many lines pass through each followed particle
         * @param seed the seed of all draws
         * @throws IllegalArgumentException if there are fewer than 1 particle, 3 frames or 2 draws, or too many to be shown
         */
        public Settings {
            require("--particles", particles, 1, 5000);
            require("--frames", frames, 3, 201);
            require("--draws", draws, 2, 1000);
        }

        private static void require(String name, int number, int least, int most) {
            if (number < least || number > most) {
                throw new IllegalArgumentException(
                        name + " is " + number + "; it is from " + least + " to " + most + ".");
            }
        }
    }

    /**
     * Computes the frames.
     *
     * @param law the path's law, of one or two dimensions
     * @param field the field that carries the particles; without one, the marginal velocity
     * @param solver solves it
     * @param settings what is asked for
     * @param device where to compute
     * @param dtype the format
     * @return the frames
     * @throws dualflow.flow.OdeException if the solve fails
     */
    public static FlowFrames of(
            PathLaw law,
            Optional<VelocityField> field,
            OdeSolver solver,
            Settings settings,
            Device device,
            DType dtype) {
        int d = law.dimension();
        double[] times = IntStream.range(0, settings.frames())
                .mapToDouble(i -> (double) i / (settings.frames() - 1))
                .toArray();
        VelocityField velocity = field.orElseGet(() -> (t, x) -> marginal(law, t, x));
        List<double[]> particles = particles(law, velocity, solver, settings, device, dtype);
        double[][] box = box(particles, d);
        int cells = d == 1 ? CELLS_OF_LINE : CELLS_OF_PLANE;
        List<double[]> density = new ArrayList<>();
        List<List<Passing>> followed = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            density.add(density(law, times[i], box, cells));
            if (i > 0 && i < times.length - 1) {
                followed.add(followed(law, velocity, times[i], i, particles.get(i), settings, device, dtype));
            }
        }
        return new FlowFrames(d, times, box[0], box[1], particles, cells, density, followed);
    }

    /** The marginal velocity of rows [n, d] at one time. */
    private static Tensor marginal(PathLaw law, Tensor t, Tensor x) {
        double time = t.value().toDouble();
        double[] states = x.value().toDoubles();
        int d = law.dimension();
        double[] v = new double[states.length];
        IntStream.range(0, states.length / d)
                .parallel()
                .forEach(i -> System.arraycopy(law.velocity(time, row(states, i, d)), 0, v, i * d, d));
        return x.device().tensor(x.dtype(), x.shape(), v);
    }

    private static List<double[]> particles(
            PathLaw law, VelocityField field, OdeSolver solver, Settings settings, Device device, DType dtype) {
        int d = law.dimension();
        int n = settings.particles();
        double[] normals = new Draws(settings.seed()).normals(Draws.stream("source"), 0, n * d);
        double[] starts = new double[n * d];
        for (int i = 0; i < n; i++) {
            System.arraycopy(law.source(row(normals, i, d)), 0, starts, i * d, d);
        }
        Arena arena = device.arena();
        try {
            Tensor x = device.tensor(dtype, Shape.of(n, d), starts);
            return solver.trajectory(field, x, TimeGrid.linspace(settings.frames()), Progress.NONE).stream()
                    .map(state -> state.value().toDoubles())
                    .toList();
        } finally {
            arena.close();
        }
    }

    /** Lower and upper ends with some room, of equal sides in the plane. */
    private static double[][] box(List<double[]> particles, int d) {
        double[] low = new double[d];
        double[] high = new double[d];
        double side = 1e-3;
        for (int axis = 0; axis < d; axis++) {
            int a = axis;
            double[] numbers = particles.stream()
                    .flatMapToDouble(all -> IntStream.range(0, all.length / d).mapToDouble(i -> all[i * d + a]))
                    .sorted()
                    .toArray();
            low[a] = numbers[0];
            high[a] = numbers[numbers.length - 1];
            side = Math.max(side, high[a] - low[a]);
        }
        for (int a = 0; a < d; a++) {
            double middle = (low[a] + high[a]) / 2;
            low[a] = middle - (0.5 + ROOM) * side;
            high[a] = middle + (0.5 + ROOM) * side;
        }
        return new double[][] {low, high};
    }

    private static double[] density(PathLaw law, double t, double[][] box, int cells) {
        int d = law.dimension();
        return IntStream.range(0, d == 1 ? cells : cells * cells)
                .parallel()
                .mapToDouble(i -> {
                    double[] x = new double[d];
                    x[0] = box[0][0] + (box[1][0] - box[0][0]) * (i % cells + 0.5) / cells;
                    if (d == 2) {
                        int row = i / cells;
                        x[1] = box[1][1] - (box[1][1] - box[0][1]) * (row + 0.5) / cells;
                    }
                    return StrictMath.exp(law.logDensity(t, x));
                })
                .toArray();
    }

    private static List<Passing> followed(
            PathLaw law,
            VelocityField field,
            double t,
            int frame,
            double[] particles,
            Settings settings,
            Device device,
            DType dtype) {
        int d = law.dimension();
        int count = Math.min(FOLLOWED, settings.particles());
        int m = settings.draws();
        Draws draws = new Draws(settings.seed());
        double[] velocities;
        Arena arena = device.arena();
        try {
            Tensor x = device.tensor(dtype, Shape.of(count, d), Arrays.copyOf(particles, count * d));
            velocities = field.velocity(device.scalar(dtype, t), x).value().toDoubles();
        } finally {
            arena.close();
        }
        List<Passing> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long first = ((long) frame * count + i) * m;
            double[] uniforms = draws.uniforms(Draws.stream("passing component"), first, m);
            double[] normals = draws.normals(Draws.stream("passing ends"), 2L * d * first, 2 * d * m);
            all.add(passing(law, t, row(particles, i, d), uniforms, normals, row(velocities, i, d)));
        }
        return all;
    }

    private static Passing passing(
            PathLaw law, double t, double[] x, double[] uniforms, double[] normals, double[] field) {
        int d = x.length;
        int m = uniforms.length;
        PathLaw.Ends ends = law.given(t, x);
        double[] x0 = new double[m * d];
        double[] x1 = new double[m * d];
        RunningMean[] means =
                IntStream.range(0, d).mapToObj(a -> new RunningMean()).toArray(RunningMean[]::new);
        for (int j = 0; j < m; j++) {
            double[] pair = ends.draw(uniforms[j], row(normals, j, 2 * d));
            for (int a = 0; a < d; a++) {
                x0[j * d + a] = pair[a];
                x1[j * d + a] = pair[d + a];
                means[a].add(pair[d + a] - pair[a]);
            }
        }
        return new Passing(
                x,
                x0,
                x1,
                IntStream.range(0, d).mapToDouble(a -> means[a].value()).toArray(),
                IntStream.range(0, d).mapToDouble(a -> means[a].error()).toArray(),
                law.velocity(t, x),
                field);
    }

    private static double[] row(double[] all, int i, int width) {
        return Arrays.copyOfRange(all, i * width, (i + 1) * width);
    }
}
