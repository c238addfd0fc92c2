package dualflow.cli;

import dualflow.closedform.ClosedFormException;
import dualflow.data.AtomicFile;
import dualflow.data.BadFileException;
import dualflow.data.Csv;
import dualflow.data.NotFiniteException;
import dualflow.data.Npy;
import dualflow.data.NumericArray;
import dualflow.data.ShortestDecimal;
import dualflow.device.Workload;
import dualflow.evaluation.FlowSamples;
import dualflow.evaluation.PointFlow;
import dualflow.flow.MarginalSde;
import dualflow.flow.NotPositiveDefiniteException;
import dualflow.flow.OdeException;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.path.UndefinedAtTimeException;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** The options for samples that are points, as a mixin, and what the command {@code sample} does with them. */
final class PointSampling {
    private static final int USUAL_COUNT = 1000;
    private static final int USUAL_SDE_STEPS = 200;
    private static final double LARGEST_NOISE = 1000;
    private static final int MOST = 100_000_000;

    @Option(
            names = "--solver",
            paramLabel = "NAME",
            description = "Of points: bosh3, tsit5, dopri5 or dop853; with --steps also euler, midpoint, heun and rk4"
                    + " (default: dopri5; of a network of average velocities, that with --steps).")
    private SolverName solver;

    @Option(
            names = "--rtol",
            paramLabel = "R",
            description =
                    "Of points: the error allowed in a step, in parts of the state and absolutely (default: 1e-6, in"
                            + " float32 1e-4).")
    private Double tolerance;

    @Option(
            names = "--sde",
            paramLabel = "G",
            description =
                    "Of points: solve dx = (v + g^2/2 score) dt + g dW with g = G in place of dx/dt = v, by the Euler-Maruyama method in"
                            + " --steps (default: 200); the law at each time is the same.")
    private Double sde;

    @Option(
            names = "--falling-noise",
            description =
                    "Of --sde: g(t) = G sigma(t), which falls to 0 at the data, as the noise of the flow's path does.")
    private boolean falling;

    /** Whether an option was given that images do not have. */
    boolean areGiven() {
        return solver != null || tolerance != null || sde != null || falling;
    }

    /** What the user asked for. */
    record Request(Path out, Integer count, Integer steps, long seed, DeviceOptions device) {}

    /** Draws the samples, and writes them. */
    Integer sample(Subcommand command, PointFlowFile flow, Request request) {
        int count = request.count() == null ? USUAL_COUNT : request.count();
        requireOptions(command, request, count, flow.dimension());
        AtomicFile.requireWritable(request.out());
        DType dtype = request.device().dtype(flow.usualFormat());
        double[] samples;
        try (Device device = request.device().open(flow.usualFormat(), Workload.SMALL)) {
            samples = samples(command, flow, request, count, device, dtype);
        }
        int d = flow.dimension();
        Finite.require("sample", samples, Shape.of(count, d), dtype);
        write(request.out(), samples, d, dtype);
        command.out()
                .println(count + (count == 1 ? " sample" : " samples") + " of " + flow.description() + ", written to "
                        + request.out() + ".");
        command.out().flush();
        return ExitCode.OK;
    }

    private void requireOptions(Subcommand command, Request request, int count, int dimension) {
        if (count < 1 || (long) count * dimension > MOST) {
            throw command.usage("--n is " + count + "; 1 to " + MOST / dimension + " samples of " + dimension
                    + (dimension == 1 ? " number" : " numbers") + " can be made at once.");
        }
        if (!isNpy(request.out())
                && !request.out().toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            throw command.usage("--out is " + request.out() + "; samples that are points go to a file .csv or .npy.");
        }
        if (request.steps() != null) {
            command.requireSteps(request.steps());
        }
        if (sde != null) {
            requireSde(command);
        } else if (falling) {
            throw command.usage("--falling-noise is of --sde.");
        } else {
            choice(request).require(command::usage);
        }
    }

    private void requireSde(Subcommand command) {
        if (solver != null || tolerance != null) {
            throw command.usage("--sde takes equal steps of the Euler-Maruyama method: leave --solver and --rtol out.");
        }
        if (!(sde >= 0 && sde <= LARGEST_NOISE)) {
            throw command.usage("--sde is " + ShortestDecimal.of(sde) + "; the noise is from 0 to 1000.");
        }
    }

    private SolverChoice choice(Request request) {
        return new SolverChoice(solver == null ? SolverName.DOPRI5 : solver, tolerance, request.steps());
    }

    private double[] samples(
            Subcommand command, PointFlowFile file, Request request, int count, Device device, DType dtype) {
        Arena weights = device.arena();
        try (RunProgress progress = new RunProgress(command.err(), "samples", count)) {
            PointFlow flow = file.on(device, dtype, command.err());
            if (sde != null && flow.score().isEmpty()) {
                throw new BadFileException("The flow of " + file.file() + " was trained by maximum likelihood or with"
                        + " transported pairs, so that its velocity does not tell the score, which --sde needs: leave"
                        + " --sde out.");
            }
            return FlowSamples.of(
                    flow, motion(flow, request, dtype), count, request.seed(), device, dtype, progress::at);
        } catch (OdeException e) {
            throw new NotFiniteException("The flow could not be solved: " + e.getMessage() + ".");
        } catch (UndefinedAtTimeException e) {
            throw file.refused(e);
        } catch (ClosedFormException | NotPositiveDefiniteException e) {
            throw file.refused(e);
        } finally {
            weights.close();
        }
    }

    private FlowSamples.Motion motion(PointFlow flow, Request request, DType dtype) {
        if (sde != null) {
            MarginalSde equation = falling
                    ? flow.fallingNoise(sde)
                    : new MarginalSde(flow.velocity(), flow.score().orElseThrow(), sde);
            TimeGrid grid = TimeGrid.uniform(0, 1, request.steps() == null ? USUAL_SDE_STEPS : request.steps());
            return (x0, first) -> equation.solve(x0, FlowSamples.noise(request.seed(), first, grid));
        }
        TimeGrid grid = choice(request).grid();
        if (request.steps() != null && solver == null && flow.map().isPresent()) {
            return (x0, first) -> flow.map().get().carry(x0, grid);
        }
        OdeSolver of = choice(request).solver(dtype);
        return (x0, first) -> of.solve(flow.velocity(), x0, grid);
    }

    private static boolean isNpy(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
    }

    private static void write(Path out, double[] samples, int d, DType dtype) {
        int count = samples.length / d;
        if (isNpy(out)) {
            Npy.write(out, NumericArray.of(dtype, samples, count, d));
            return;
        }
        List<String> names = IntStream.rangeClosed(1, d).mapToObj(j -> "x" + j).toList();
        Csv.write(out, names, new AbstractList<List<Double>>() {
            @Override
            public List<Double> get(int i) {
                List<Double> row = new ArrayList<>(d);
                for (int j = 0; j < d; j++) {
                    row.add(samples[i * d + j]);
                }
                return row;
            }

            @Override
            public int size() {
                return count;
            }
        });
    }
}
