package dualflow.evaluation;

import dualflow.flow.OdeSolver;
import dualflow.flow.Progress;
import dualflow.flow.TimeGrid;
import dualflow.random.Draws;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What a picture of a flow in the plane shows.
 *
 * @param data data, [n, 2]
 * @param samples as many of the flow's samples
 * @param box the square that is shown: left, bottom, and its side
 * @param cells the rows and columns of the density's grid
 * @param density the flow's density at the centres of the cells, row by row from the top
 * @param trajectories a few samples at equally spaced times from 0 to 1, [samples, 2] each
 */
@SuppressWarnings("ArrayRecordComponent") // tables of numbers
public record PlaneView(
        double[] data, double[] samples, double[] box, int cells, double[] density, List<double[]> trajectories) {
    private static final int CELLS = 75;
    private static final int TRAJECTORIES = 60;
    private static final int TIMES = 24;
    private static final double MARGIN = 0.12;

    /**
     * Looks at a flow.
     *
     * @param flow a flow in the plane
     * @param solver solves it
     * @param data data that it should give, [n, 2]
     * @param seed the seed of the samples
     * @param device where to compute
     * @param dtype the format
     * @return the view
     * @throws dualflow.flow.OdeException if a solve fails
     */
    public static PlaneView of(PointFlow flow, OdeSolver solver, double[] data, long seed, Device device, DType dtype) {
        TimeGrid grid = TimeGrid.of(0, 1);
        double[] samples = FlowSamples.of(
                flow,
                (x0, first) -> solver.solve(flow.velocity(), x0, grid),
                data.length / 2,
                seed,
                device,
                dtype,
                done -> {});
        double[] box = box(data);
        double[] centres = new double[2 * CELLS * CELLS];
        for (int i = 0; i < CELLS * CELLS; i++) {
            centres[2 * i] = box[0] + box[2] * (i % CELLS + 0.5) / CELLS;
            centres[2 * i + 1] = box[1] + box[2] * (CELLS - i / CELLS - 0.5) / CELLS;
        }
        double[] density = new LogDensities(solver, grid, LogDensities.Trace.EXACT, 1, 1, FlowSamples.chunk(2), seed)
                .of(flow.velocity(), flow.sourceLogDensity(), centres, 2, device, dtype, done -> {})
                .logDensities();
        for (int i = 0; i < density.length; i++) {
            density[i] = StrictMath.exp(density[i]);
        }
        return new PlaneView(data, samples, box, CELLS, density, trajectories(flow, solver, seed, device, dtype));
    }

    private static List<double[]> trajectories(
            PointFlow flow, OdeSolver solver, long seed, Device device, DType dtype) {
        Arena arena = device.arena();
        try {
            double[] normals = new Draws(seed).normals(Draws.stream("samples"), 0, 2 * TRAJECTORIES);
            Tensor x0 = flow.source().apply(device.tensor(dtype, flow.points(TRAJECTORIES), normals));
            TimeGrid grid = TimeGrid.uniform(0, 1, TIMES);
            List<double[]> states = new ArrayList<>();
            for (Tensor state : solver.trajectory(flow.velocity(), x0, grid, Progress.NONE)) {
                states.add(state.value().toDoubles());
            }
            return states;
        } finally {
            arena.close();
        }
    }

    /** The least square around all points, and a margin. */
    private static double[] box(double[] points) {
        double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] greatest = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int i = 0; i < points.length; i++) {
            least[i % 2] = Math.min(least[i % 2], points[i]);
            greatest[i % 2] = Math.max(greatest[i % 2], points[i]);
        }
        double side = (1 + 2 * MARGIN) * Math.max(greatest[0] - least[0], greatest[1] - least[1]);
        return new double[] {(least[0] + greatest[0] - side) / 2, (least[1] + greatest[1] - side) / 2, side};
    }
}
