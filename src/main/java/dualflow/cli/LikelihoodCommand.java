package dualflow.cli;

import dualflow.closedform.ClosedFormException;
import dualflow.data.AtomicFile;
import dualflow.data.ChannelOrder;
import dualflow.data.Csv;
import dualflow.data.NotFiniteException;
import dualflow.data.ShortestDecimal;
import dualflow.device.Workload;
import dualflow.evaluation.LogDensities;
import dualflow.evaluation.PointFlow;
import dualflow.flow.LogLikelihood;
import dualflow.flow.NotPositiveDefiniteException;
import dualflow.flow.OdeException;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.flow.Tolerances;
import dualflow.flow.VelocityField;
import dualflow.path.UndefinedAtTimeException;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code likelihood}: log-densities of points under a flow. */
@Command(
        name = "likelihood",
        mixinStandardHelpOptions = true,
        description = {
            "Log-densities of points under a flow, by the instantaneous change of variables: each point is carried back to the source, and the"
                    + " divergence of the velocity, the trace of its Jacobian, is integrated on the way.",
            "",
            "The flow is a mixture of Gaussians (JSON, as the command mixture takes it), or a trained network (safetensors, or the folder of its"
                    + " training): a UNet, or what train gaussian1d, gaussian2d or toy wrote. Points are the rows of a CSV file, or an npy array [n, d], for images"
                    + " [n, channels, rows, columns] in the units that the network was trained on.",
            "",
            "--out is a CSV file of a line for each point: logDensity, and standardError of the mean over --probes solves, which is empty for"
                    + " one solve and for the exact trace."
        })
final class LikelihoodCommand extends Subcommand {
    private static final int ROWS = 1000; // of numbers, solved together
    private static final int IMAGES = 4;
    private static final int SKETCH = 3;

    @Option(
            names = "--flow",
            required = true,
            paramLabel = "FILE",
            description = "A mixture (.json), or a trained network.")
    private Path flow;

    @Option(names = "--points", required = true, paramLabel = "FILE", description = "The points, .csv or .npy.")
    private Path points;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The CSV file for the log-densities.")
    private Path out;

    @Option(
            names = "--trace",
            paramLabel = "NAME",
            defaultValue = "exact",
            description =
                    "exact: by as many Jacobian-vector products as a point has numbers; hutchinson: unbiased, by one product along random"
                            + " signs; or hutch++: unbiased, exact for Jacobians of a rank up to --sketch, by 2 sketch + 1 products"
                            + " (default: ${DEFAULT-VALUE}). Near t = 0 a flow's Jacobian is near -I, where hutch++ is the worse one.")
    private String trace;

    @Option(
            names = "--probes",
            paramLabel = "M",
            description = "How many solves with random signs of their own, for hutchinson and hutch++ (default: 1).")
    private Integer probes;

    @Option(
            names = "--sketch",
            paramLabel = "K",
            description = "How many random directions hutch++ multiplies the Jacobian by (default: 3).")
    private Integer sketch;

    @Option(
            names = "--solver",
            paramLabel = "NAME",
            defaultValue = "dop853",
            description =
                    "bosh3, tsit5, dopri5 or dop853; with --steps also euler, midpoint, heun and rk4 (default: ${DEFAULT-VALUE}).")
    private SolverName solver;

    @Option(
            names = "--rtol",
            paramLabel = "R",
            description =
                    "The error allowed in a step, in parts of the state and absolutely (default: 1e-6, in float32 1e-4).")
    private Double tolerance;

    @Option(names = "--steps", paramLabel = "N", description = "Take so many equal steps in place of step control.")
    private Integer steps;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The seed of the random signs (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private DeviceOptions deviceOptions;

    @Mixin
    private ImageNetworkOptions network;

    private LikelihoodCommand() {}

    @Override
    public Integer call() {
        LogDensities.Trace kind = kind();
        requireOptions(kind);
        AtomicFile.requireWritable(out);
        Optional<PointFlowFile> ofPoints =
                isMixture() || !network.areGiven() ? PointFlowFile.at(flow) : Optional.empty();
        if (ofPoints.isPresent() && network.areGiven()) {
            throw usage("--model and its settings are those of a file of weights; the mixture " + flow + " has none.");
        }
        DType usual = ofPoints.map(PointFlowFile::usualFormat).orElse(DType.FLOAT32);
        DType dtype = deviceOptions.dtype(usual);
        try (Device device = deviceOptions.open(usual, ofPoints.isPresent() ? Workload.SMALL : Workload.LARGE)) {
            return ofPoints.isPresent()
                    ? ofPoints(ofPoints.get(), kind, device, dtype)
                    : ofNetwork(kind, device, dtype);
        }
    }

    private boolean isMixture() {
        return flow.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    private LogDensities.Trace kind() {
        return switch (trace.toLowerCase(Locale.ROOT)) {
            case "exact" -> LogDensities.Trace.EXACT;
            case "hutchinson" -> LogDensities.Trace.HUTCHINSON;
            case "hutch++" -> LogDensities.Trace.HUTCH_PLUS_PLUS;
            default ->
                throw usage("For '--trace' there is no '" + trace + "'; there are exact, hutchinson and hutch++.");
        };
    }

    private void requireOptions(LogDensities.Trace kind) {
        if (kind == LogDensities.Trace.EXACT && probes != null) {
            throw usage("--probes are the solves of an estimate; the exact trace has no random signs.");
        }
        if (kind != LogDensities.Trace.HUTCH_PLUS_PLUS && sketch != null) {
            throw usage("--sketch is of --trace hutch++.");
        }
        if (probes != null) {
            requirePositive("--probes", probes);
        }
        if (sketch != null) {
            requirePositive("--sketch", sketch);
        }
        if (steps != null) {
            requireSteps(steps);
            if (tolerance != null) {
                throw usage("--rtol is of step control, which --steps replaces: leave one of them out.");
            }
        } else if (!solver.tableau().isEmbedded()) {
            throw usage("The method " + solver.tableau()
                    + " does not estimate its error: name --steps, or another --solver.");
        }
        if (tolerance != null && !(tolerance > 0 && tolerance < 1)) {
            throw usage("--rtol is " + ShortestDecimal.of(tolerance) + "; it is above 0 and below 1.");
        }
    }

    private Integer ofPoints(PointFlowFile file, LogDensities.Trace kind, Device device, DType dtype) {
        int d = file.dimension();
        double[] rows = PointsFile.read(points, List.of(d), dtype);
        Arena weights = device.arena();
        try {
            PointFlow of = file.on(device, dtype, err());
            return compute(kind, of.velocity(), of.sourceLogDensity(), rows, d, ROWS, device, dtype);
        } catch (UndefinedAtTimeException e) {
            throw file.refused(e);
        } catch (ClosedFormException | NotPositiveDefiniteException e) {
            throw file.refused(e);
        } finally {
            weights.close();
        }
    }

    private Integer ofNetwork(LogDensities.Trace kind, Device device, DType dtype) {
        TrainedModel model = network.at(flow);
        ArrayFile array = ArrayFile.read(points, dtype);
        int channels = model.architecture().channels();
        if (array.shape().size() != 4 || array.shape().get(1) != channels) {
            throw array.refused("has the shape " + array.shape() + "; images of this network are [n, " + channels
                    + ", rows, columns].");
        }
        int height = Math.toIntExact(array.shape().get(2));
        int width = Math.toIntExact(array.shape().get(3));
        double[] rows = ChannelOrder.channelsLast(array.values(), height * width, channels);
        int d = height * width * channels;
        Arena weights = device.arena();
        try {
            VelocityField field = model.flow(device, dtype, Shape.of(height, width, channels), err())
                    .rows(device, dtype);
            return compute(kind, field, LogLikelihood::standardNormal, rows, d, IMAGES, device, dtype);
        } finally {
            weights.close();
        }
    }

    private Integer compute(
            LogDensities.Trace kind,
            VelocityField field,
            UnaryOperator<Tensor> source,
            double[] rows,
            int d,
            int chunk,
            Device device,
            DType dtype) {
        int solves = probes == null ? 1 : probes;
        LogDensities densities = new LogDensities(
                solver(dtype),
                TimeGrid.uniform(0, 1, steps == null ? 1 : steps),
                kind,
                solves,
                sketch == null ? SKETCH : sketch,
                chunk,
                seed);
        int n = rows.length / d;
        LogDensities.Result result;
        try (RunProgress progress = new RunProgress(err(), "solves", (long) n * solves)) {
            result = densities.of(field, source, rows, d, device, dtype, progress::at);
        } catch (OdeException e) {
            throw new NotFiniteException("The flow could not be solved for these points: " + e.getMessage() + ".");
        }
        List<List<Object>> lines = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double logDensity = result.logDensities()[i];
            sum += logDensity;
            int number = i;
            lines.add(Arrays.asList(
                    logDensity,
                    result.standardErrors().map(errors -> errors[number]).orElse(null)));
        }
        Csv.write(out, List.of("logDensity", "standardError"), lines);
        out().println(n + (n == 1 ? " point" : " points") + ", mean log-density " + Decimals.of(sum / n)
                + ", written to " + out);
        out().flush();
        return ExitCode.OK;
    }

    private OdeSolver solver(DType dtype) {
        if (steps != null) {
            return OdeSolver.fixed(solver.tableau());
        }
        double usual = dtype == DType.FLOAT64 ? 1e-6 : 1e-4;
        return OdeSolver.adaptive(solver.tableau(), Tolerances.of(tolerance == null ? usual : tolerance));
    }
}
