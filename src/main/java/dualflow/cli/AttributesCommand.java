package dualflow.cli;

import dualflow.autodiff.FiniteDifference;
import dualflow.data.RunRecord;
import dualflow.data.Sha256;
import dualflow.data.ShortestDecimal;
import dualflow.dependency.DependenceSums;
import dualflow.dependency.Derivative;
import dualflow.dependency.Directions;
import dualflow.dependency.JvpEstimator;
import dualflow.dependency.UnreachableValueException;
import dualflow.device.Workload;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.images.AttributeFlow;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Correlations of attributes from JVPs through a flow and a classifier (paper, sections 5.3 and 6.4). */
@Command(
        name = "attributes",
        mixinStandardHelpOptions = true,
        description = {
            "Correlations of attributes of generated images, out of Jacobian-vector products through a flow and a classifier.",
            "",
            "For random points x0 and directions z the products J z of classifier after flow are taken, and the correlations of"
                    + " their components estimated, with intervals: of all, given that one attribute hardly changes (--condition), or"
                    + " along directions that change some attributes by given values (--do). Matrices as CSV and PNG, entries.csv with"
                    + " all intervals and run.json are written. A run that was broken off goes on when the same command is given again."
        })
final class AttributesCommand extends Subcommand {
    /** The published step. */
    private static final double EPSILON = 1e-2;

    @Mixin
    private DeviceOptions deviceOptions;

    @Mixin
    private FlowSource flow;

    @Option(
            names = "--classifier",
            required = true,
            paramLabel = "FILE",
            description = "A safetensors file of a classifier or regressor, or the folder of its training.")
    private Path classifier;

    @Mixin
    private AttributeOptions options;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many points x0 (default: ${DEFAULT-VALUE}; as published 20480).")
    private long samples;

    @Option(
            names = "--directions",
            paramLabel = "K",
            defaultValue = "1",
            description = "How many directions at each point (default: ${DEFAULT-VALUE}, as published).")
    private int directions;

    @Option(
            names = "--solver",
            paramLabel = "NAME",
            description =
                    "euler, midpoint, heun, bosh3, rk4, tsit5, dopri5 or dop853, each in equal steps (default: as of"
                            + " the command correlate).")
    private SolverName solver;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "How many equal steps (default: 25; for a trained flow 99; as published 1499).")
    private Integer steps;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "JVP",
            description =
                    "jvp: exact products along Gaussian directions. fd: forward differences along unit vectors, as"
                            + " published (default: jvp).")
    private CorrelateCommand.Method method;

    @Option(
            names = "--epsilon",
            paramLabel = "E",
            description = "The step of forward differences (default: 1e-2, as published).")
    private double epsilon = EPSILON;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The seed of all random draws (default: ${DEFAULT-VALUE}, as published).")
    private long seed;

    @Mixin
    private PictureOptions pictures;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "A folder for the results; made where it is missing.")
    private Path out;

    private AttributesCommand() {}

    @Override
    public Integer call() {
        FlowKind kind = flow.kind();
        useDefaults(kind);
        requireOptions();
        PictureFolder folder = new PictureFolder(out, pictures);
        folder.requireWritable();
        RunRecord runRecord = new RunRecord(words());
        TrainedClassifier trained = TrainedClassifier.at(classifier);
        List<String> names = options.names(trained);
        OptionalInt conditioned = options.conditioned(names, trained);
        Map<Integer, Double> held = options.held(names, trained);
        List<Integer> pair = options.pair(names, trained);
        DType dtype = deviceOptions.dtype(kind.format());
        ResumableSums run = new ResumableSums(folder.file("sums.safetensors"), identity(trained, dtype));
        try (Device device = deviceOptions.open(kind.format(), Workload.LARGE)) {
            FlowSource.Made made = flow.make(device, dtype, err());
            AttributeFlow attributes = trained.after(made.flow(), made.image(), device, dtype, err());
            DependenceSums sums = new DependenceSums(
                    names.size(),
                    held.keySet(),
                    conditioned.isPresent() ? conditioned.getAsInt() : null,
                    options.thresholds(),
                    options.replicates(),
                    seed);
            long start = System.nanoTime();
            if (!run(run, estimator(attributes, device, dtype, conditioned, held), device, dtype, sums, names)) {
                out().println("Interrupted after " + sums.samples() + " of " + samples
                        + " samples; the same command goes on from there.");
                out().flush();
                return ExitCode.OK;
            }
            AttributesReport report = new AttributesReport(
                    names, sums, held, pair, options.first(), dtype, describe(made, trained, device, dtype, start));
            report.print(out());
            trained.architecture().settings().forEach((key, value) -> runRecord.put("classifier " + key, value));
            flow.write(runRecord);
            runRecord.input(trained.file()).seed(seed).device(device + ", " + dtype);
            identity(trained, dtype).forEach((key, value) -> {
                if (!key.equals("seed")) {
                    runRecord.put(key, value);
                }
            });
            report.write(folder, runRecord, err());
            run.delete();
            out().flush();
        }
        return ExitCode.OK;
    }

    private void useDefaults(FlowKind kind) {
        if (solver == null) {
            solver = kind.solver();
        }
        if (steps == null) {
            steps = kind.steps();
        }
    }

    private void requireOptions() {
        requireSamples(samples);
        requireDirections(directions);
        requireSteps(steps);
        requireEpsilon(epsilon);
        options.require();
    }

    private JvpEstimator estimator(
            AttributeFlow attributes, Device device, DType dtype, OptionalInt conditioned, Map<Integer, Double> held) {
        JvpEstimator estimator = attributes
                .estimator(device, dtype, OdeSolver.fixed(solver.tableau()), TimeGrid.uniform(0, 1, steps), seed)
                .withHeld(held);
        estimator = method == CorrelateCommand.Method.JVP
                ? estimator.withDirections(Directions.GAUSSIAN, directions)
                : estimator
                        .withDirections(Directions.UNIT, directions)
                        .withDerivative(new Derivative.Difference(FiniteDifference.FORWARD, epsilon));
        return conditioned.isEmpty()
                ? estimator
                : estimator.withDifferences(epsilon).withRowNorms(conditioned.getAsInt());
    }

    private boolean run(
            ResumableSums run,
            JvpEstimator estimator,
            Device device,
            DType dtype,
            DependenceSums sums,
            List<String> names) {
        try (Interruption interruption = new Interruption(err(), "Interrupted: the run ends after these samples.");
                RunProgress progress = new RunProgress(err(), "samples", samples)) {
            return run.run(estimator, device, dtype, sums, samples, progress::at, interruption::isWanted);
        } catch (UnreachableValueException e) {
            throw e.named(names.get(e.output()));
        }
    }

    /** What determines the results, as text by name; not the device, since the bits are the same on all. */
    private Map<String, String> identity(TrainedClassifier trained, DType dtype) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("flow", flow.identity());
        all.put("classifier", Sha256.of(trained.file()));
        all.put("samples", Long.toString(samples));
        all.put("directions", Integer.toString(directions));
        all.put("solver", solver.tableau().toString());
        all.put("steps", Integer.toString(steps));
        all.put("method", method == CorrelateCommand.Method.JVP ? "jvp" : "forward difference");
        all.put("epsilon", ShortestDecimal.of(epsilon));
        all.put("seed", Long.toString(seed));
        all.put("dtype", dtype.toString());
        all.putAll(options.identity());
        return all;
    }

    private List<String> describe(
            FlowSource.Made made, TrainedClassifier trained, Device device, DType dtype, long start) {
        return List.of(
                "flow        " + made.flow().description(),
                "classifier  " + trained.architecture() + ", " + trained.file(),
                "map         " + steps + " steps of the method " + solver.tableau() + ", "
                        + (method == CorrelateCommand.Method.JVP
                                ? "exact JVPs through solver and classifier"
                                : "forward differences along unit vectors, epsilon " + ShortestDecimal.of(epsilon)),
                String.format(
                        Locale.ROOT,
                        "samples     %d, %d %s direction%s each, seed %d, %s on %s: %.1f s",
                        samples,
                        directions,
                        method == CorrelateCommand.Method.JVP ? "Gaussian" : "unit",
                        directions == 1 ? "" : "s",
                        seed,
                        dtype,
                        device.id(),
                        (System.nanoTime() - start) / 1e9));
    }
}
