package dualflow.cli;

import dualflow.autodiff.FiniteDifference;
import dualflow.data.LabelledImages;
import dualflow.data.RunRecord;
import dualflow.dependency.Derivative;
import dualflow.device.Workload;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.images.GaussianImageFlow;
import dualflow.images.ImageFlow;
import dualflow.images.ImageStatistics;
import dualflow.images.MixtureImageFlow;
import dualflow.images.PixelCorrelations;
import dualflow.images.PixelPair;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Correlations of pixels from JVPs through a flow fitted to images (paper, sections 5.3 and 6.3). */
@Command(
        name = "correlate",
        mixinStandardHelpOptions = true,
        description = {
            "Correlations of pixels, out of Jacobian-vector products through a flow to images.",
            "",
            "The flow runs from N(0, I) to a Gaussian fitted to the images, or to a mixture of one Gaussian for each label, or it"
                    + " was learned by a network, whose weights are given. For random points x0 and directions z the products J z are taken through the ODE solver; the"
                    + " correlation of their components is printed beside that of the pixels in the images. With --out,"
                    + " pairs.csv, derivative.png and run.json are written, of a region also the matrices as estimated.csv,"
                    + " empirical.csv, generated.csv and region.png."
        })
final class CorrelateCommand extends Subcommand {
    enum Method {
        JVP,
        FD
    }

    @Mixin
    private DeviceOptions deviceOptions;

    @Mixin
    private ImageOptions images;

    @Option(
            names = "--flow",
            required = true,
            paramLabel = "KIND|FILE",
            description =
                    "gaussian: one Gaussian for all images, a linear flow. mixture: one for each label. Or a safetensors file"
                            + " of a trained network, or the folder of its training.")
    private String flow;

    @Mixin
    private ImageNetworkOptions network;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "How many points x0 (default: 2000; for a Gaussian 20000).")
    private Long samples;

    @Option(
            names = "--directions",
            paramLabel = "K",
            defaultValue = "1",
            description = "How many Gaussian directions at each point (default: ${DEFAULT-VALUE}).")
    private int directions;

    @Option(
            names = "--solver",
            paramLabel = "NAME",
            description =
                    "euler, midpoint, heun, bosh3, rk4, tsit5, dopri5 or dop853, each in equal steps (default: midpoint, which"
                            + " never evaluates t = 1, where the velocity of a singular Gaussian has no limit; for a learned flow euler, as"
                            + " in the paper).")
    private SolverName solver;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "How many equal steps (default: 25, for the fives of MNIST the midpoint method's error"
                    + " in the correlation is then 0.0001, the standard error of 20000 samples 0.0016; for a learned flow"
                    + " 99, as in the paper).")
    private Integer steps;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "JVP",
            description = "jvp: exact products. fd: central differences (default: jvp).")
    private Method method;

    @Option(
            names = "--epsilon",
            paramLabel = "E",
            description = "The step of --method fd (default: 1e-5; in float32 1e-2).")
    private Double epsilon;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The seed of all random draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private PictureFolder folder; // for pairs.csv, derivative.png and run.json

    @Override
    public Integer call() {
        FlowKind kind = kind();
        useDefaults(kind);
        requireOptions(kind);
        folder.requireWritable();
        RunRecord runRecord = new RunRecord(words());
        Optional<TrainedModel> trained =
                kind == FlowKind.LEARNED ? Optional.of(network.at(Values.path(flow))) : Optional.empty();
        ChosenImages chosen = trained.map(images::readFor).orElseGet(() -> images.readLabelled(kind));
        int[] indices = images.indices(chosen.images());
        DType dtype = deviceOptions.dtype(kind.format());
        try (Device device = deviceOptions.open(kind.format(), Workload.LARGE)) {
            PixelCorrelations correlations = new PixelCorrelations(
                    trained.<ImageFlow>map(
                                    t -> t.flow(device, dtype, chosen.images().shape(), err()))
                            .orElseGet(() -> fit(kind, chosen)),
                    chosen.images(),
                    OdeSolver.fixed(solver.tableau()),
                    TimeGrid.uniform(0, 1, steps),
                    method == Method.JVP
                            ? new Derivative.Jvp()
                            : new Derivative.Difference(FiniteDifference.CENTRAL, epsilon),
                    samples,
                    directions,
                    seed);
            long start = System.nanoTime();
            List<PixelPair> pairs;
            try (RunProgress progress = new RunProgress(err(), "samples", samples)) {
                pairs = Finite.require(correlations.pairs(device, dtype, progress::at, indices), dtype);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            CorrelateReport report = new CorrelateReport(
                    kind,
                    chosen,
                    correlations,
                    solver.tableau(),
                    pairs.stream()
                            .map(pair -> new PixelPairReport(images.pixel(pair.a()), images.pixel(pair.b()), pair))
                            .toList(),
                    images.region(),
                    correlations.nonlinearity(device, dtype, indices),
                    device,
                    dtype,
                    seconds);
            report.print(out());
            if (folder.isGiven()) {
                trained.ifPresent(t -> runRecord.input(t.file()));
                report.write(folder, runRecord, correlations.picture(device, dtype), err());
            }
        }
        return ExitCode.OK;
    }

    private FlowKind kind() {
        FlowKind kind = FlowKind.named(flow);
        if (kind == FlowKind.LEARNED && !Files.exists(Values.path(flow))) {
            throw usage("For '--flow' there is no '" + flow
                    + "'; there are gaussian, mixture and files of trained networks.");
        }
        return kind;
    }

    private void useDefaults(FlowKind kind) {
        if (samples == null) {
            samples = kind.samples();
        }
        if (solver == null) {
            solver = kind.solver();
        }
        if (steps == null) {
            steps = kind.steps();
        }
        if (epsilon == null) {
            epsilon = deviceOptions.dtype(kind.format()) == DType.FLOAT64 ? 1e-5 : 1e-2;
        }
    }

    private void requireOptions(FlowKind kind) {
        if (kind != FlowKind.LEARNED && network.areGiven()) {
            throw usage("--model and its settings are those of a file of weights; --flow " + flow + " has none.");
        }
        requireSamples(samples);
        requireDirections(directions);
        requireSteps(steps);
        requireEpsilon(epsilon);
        images.requirePixels();
    }

    private static ImageFlow fit(FlowKind kind, ChosenImages chosen) {
        LabelledImages labelled = chosen.labelled().orElseThrow();
        return kind == FlowKind.GAUSSIAN
                ? new GaussianImageFlow(new ImageStatistics(labelled.images()))
                : new MixtureImageFlow(labelled);
    }
}
