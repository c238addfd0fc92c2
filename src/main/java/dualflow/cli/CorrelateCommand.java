package dualflow.cli;

import dualflow.autodiff.FiniteDifference;
import dualflow.data.BadFileException;
import dualflow.data.Csv;
import dualflow.data.Idx;
import dualflow.data.IdxImages;
import dualflow.data.ImageFolder;
import dualflow.data.Images;
import dualflow.data.LabelledImages;
import dualflow.data.RunRecord;
import dualflow.data.ShortestDecimal;
import dualflow.dependency.Derivative;
import dualflow.dependency.JvpSamples;
import dualflow.dependency.Nonlinearity;
import dualflow.device.Workload;
import dualflow.experiment.GaussianImageFlow;
import dualflow.experiment.ImageFlow;
import dualflow.experiment.ImageStatistics;
import dualflow.experiment.MixtureImageFlow;
import dualflow.experiment.Table5;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
                    + " pairs.csv, derivative.png and run.json are written."
        })
final class CorrelateCommand extends Subcommand {
    /** The covariance of d pixels has d^2 numbers, its eigenvectors cost d^3 operations. */
    private static final int MOST_PIXELS = 4096;

    /** Directions at one point are taken all at once, so that the memory bounds them; more points cost no memory. */
    private static final int MOST_DIRECTIONS = 10_000;

    /** With more, rounding outgrows the error of any of the methods. */
    private static final int MOST_STEPS = 1_000_000;

    private enum FlowKind {
        GAUSSIAN,
        MIXTURE,
        LEARNED
    }

    enum Method {
        JVP,
        FD
    }

    enum Solver {
        EULER,
        MIDPOINT,
        HEUN,
        RK4;

        ButcherTableau tableau() {
            return switch (this) {
                case EULER -> ButcherTableau.EULER;
                case MIDPOINT -> ButcherTableau.MIDPOINT;
                case HEUN -> ButcherTableau.HEUN;
                case RK4 -> ButcherTableau.RUNGE_KUTTA_4;
            };
        }
    }

    @Mixin
    private DeviceOptions deviceOptions;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "PATH",
            description =
                    "Images: an IDX file, plain or .gz; for a learned flow also a folder of PNG, JPEG or BMP files.")
    private Path images;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Their labels, an IDX file; not needed for a learned flow.")
    private Path labels;

    @Option(
            names = "--digit",
            split = ",",
            paramLabel = "LABEL",
            description = "The labels whose images are taken (default: all).")
    private List<Integer> digits;

    @Option(
            names = "--size",
            paramLabel = "S",
            description =
                    "Resize the images of a folder to S pixels and cut the square in the middle out, as the paper does"
                            + " (default: all are of one size already).")
    private Integer size;

    @Option(
            names = "--pixels",
            required = true,
            split = ",",
            paramLabel = "ROW:COLUMN",
            converter = Pixel.Converter.class,
            description =
                    "Two or more pixels, counted from 0 at the top left; each pair is correlated. In colour images"
                            + " ROW:COLUMN:CHANNEL.")
    private List<Pixel> pixels;

    @Option(
            names = "--flow",
            required = true,
            paramLabel = "KIND|FILE",
            description =
                    "gaussian: one Gaussian for all images, a linear flow. mixture: one for each label. Or a safetensors file"
                            + " of a trained network, or the folder of its training.")
    private String flow;

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
                    "euler, midpoint, heun or rk4 (default: midpoint, which never evaluates t = 1, where the velocity"
                            + " of a singular Gaussian has no limit; for a learned flow euler, as in the paper).")
    private Solver solver;

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
    private OutputFolder folder; // for pairs.csv, derivative.png and run.json

    @Override
    public Integer call() {
        FlowKind kind = kind();
        useDefaults(kind);
        requireOptions();
        folder.requireWritable();
        RunRecord runRecord = new RunRecord(words());
        Optional<TrainedModel> trained =
                kind == FlowKind.LEARNED ? Optional.of(TrainedModel.at(Values.path(flow))) : Optional.empty();
        ChosenImages chosen = trained.map(this::readFor).orElseGet(() -> readLabelled(kind));
        requireInside(chosen.images());
        DType dtype = deviceOptions.dtype(usualFormat(kind));
        try (Device device = deviceOptions.open(usualFormat(kind), Workload.LARGE)) {
            CorrelateRun run = new CorrelateRun(
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
            List<PixelPair> pairs = Finite.require(run.pairs(device, dtype, pixels, err()), dtype);
            double seconds = (System.nanoTime() - start) / 1e9;
            Nonlinearity nonlinearity = run.nonlinearity(device, dtype, pixels);
            print(kind, chosen, run.flow(), dtype, device, seconds, pairs, nonlinearity);
            if (folder.isGiven()) {
                trained.ifPresent(t -> runRecord.input(t.file()));
                write(runRecord.put("nonlinearity", nonlinearity.relative()), device, dtype, run, chosen, pairs);
            }
        }
        return ExitCode.OK;
    }

    private FlowKind kind() {
        return switch (flow.toLowerCase(Locale.ROOT)) {
            case "gaussian" -> FlowKind.GAUSSIAN;
            case "mixture" -> FlowKind.MIXTURE;
            default -> {
                if (!Files.exists(Values.path(flow))) {
                    throw usage("For '--flow' there is no '" + flow
                            + "'; there are gaussian, mixture and files of trained networks.");
                }
                yield FlowKind.LEARNED;
            }
        };
    }

    private static DType usualFormat(FlowKind kind) {
        return kind == FlowKind.LEARNED ? DType.FLOAT32 : DType.FLOAT64;
    }

    private void useDefaults(FlowKind kind) {
        if (samples == null) {
            samples = kind == FlowKind.GAUSSIAN ? 20_000L : 2_000L;
        }
        if (solver == null) {
            solver = kind == FlowKind.LEARNED ? Solver.EULER : Solver.MIDPOINT;
        }
        if (steps == null) {
            steps = kind == FlowKind.LEARNED ? Table5.GRID.steps() : 25;
        }
        if (epsilon == null) {
            epsilon = deviceOptions.dtype(usualFormat(kind)) == DType.FLOAT64 ? 1e-5 : 1e-2;
        }
    }

    private void requireOptions() {
        if (samples < 2) {
            throw usage("A correlation needs --samples of 2 or more, not " + samples + ".");
        }
        if (directions < 1 || directions > MOST_DIRECTIONS) {
            throw usage("--directions is " + directions + "; 1 to " + MOST_DIRECTIONS
                    + " directions can be taken at each point.");
        }
        if (steps < 1 || steps > MOST_STEPS) {
            throw usage("--steps is " + steps + "; the solver takes 1 to " + MOST_STEPS + " steps.");
        }
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw usage("A difference needs a positive --epsilon, not " + ShortestDecimal.of(epsilon) + ".");
        }
        if (new LinkedHashSet<>(pixels).size() != pixels.size() || pixels.size() < 2) {
            throw usage("A correlation needs two or more different --pixels, such as 8:14,8:15.");
        }
    }

    /** The images with which a learned flow is compared. */
    private ChosenImages readFor(TrainedModel trained) {
        if (digits != null && labels == null) {
            throw usage("--digit chooses by labels: name their file by --labels.");
        }
        ChosenImages chosen;
        if (Files.isDirectory(images)) {
            int channels = trained.channels();
            chosen = ChosenImages.of(
                    size == null ? ImageFolder.open(images, channels) : ImageFolder.open(images, channels, size),
                    images);
        } else if (labels == null) {
            chosen = ChosenImages.of(Idx.readImages(images), images);
        } else {
            chosen = ChosenImages.of(images, labels, digits);
        }
        trained.requireChannels(chosen.images(), images);
        requireTwo(chosen);
        return chosen;
    }

    /** The images to which a model is fitted. */
    private ChosenImages readLabelled(FlowKind kind) {
        if (labels == null) {
            throw usage("Missing required option: '--labels=FILE'; only a learned flow needs none.");
        }
        ChosenImages chosen = ChosenImages.of(images, labels, digits);
        int d = chosen.images().shape().size();
        if (d > MOST_PIXELS) {
            throw new BadFileException(
                    "The images of " + images + " have " + d + " pixels, and the flow's covariance is"
                            + " computed for at most " + MOST_PIXELS + ": take smaller images.");
        }
        requireTwo(chosen);
        if (kind == FlowKind.MIXTURE) {
            LabelledImages labelled = chosen.labelled().orElseThrow();
            labelled.countByLabel().forEach((label, count) -> {
                if (count < 2 || isConstant(labelled.withLabels(label).images())) {
                    throw new BadFileException("The images of " + images + " labelled " + label
                            + " do not differ: a component of the mixture needs two different images.");
                }
            });
        }
        return chosen;
    }

    private void requireTwo(ChosenImages chosen) {
        if (chosen.images().count() < 2) {
            throw new BadFileException("Only one image of " + images + " is chosen: a covariance needs two or more.");
        }
    }

    private static ImageFlow fit(FlowKind kind, ChosenImages chosen) {
        LabelledImages labelled = chosen.labelled().orElseThrow();
        return kind == FlowKind.GAUSSIAN
                ? new GaussianImageFlow(new ImageStatistics(labelled.images()))
                : new MixtureImageFlow(labelled);
    }

    private static boolean isConstant(IdxImages all) {
        int d = all.height() * all.width();
        for (int i = d; i < all.pixels().length; i++) {
            if (all.pixels()[i] != all.pixels()[i % d]) {
                return false;
            }
        }
        return true;
    }

    private void requireInside(Images all) {
        for (Pixel pixel : pixels) {
            if (!pixel.isIn(all)) {
                throw usage("There is no pixel " + pixel + ": rows go from 0 to " + (all.height() - 1)
                        + " and columns to " + (all.width() - 1)
                        + (all.channels() == 1
                                ? "."
                                : ", and a third number says which channel, 0 to " + (all.channels() - 1) + "."));
            }
        }
    }

    private void print(
            FlowKind kind,
            ChosenImages chosen,
            ImageFlow flow,
            DType dtype,
            Device device,
            double seconds,
            List<PixelPair> pairs,
            Nonlinearity nonlinearity) {
        PrintWriter text = out();
        chosen.print(text);
        text.printf(Locale.ROOT, "flow     %s%n", flow.description());
        text.printf(
                Locale.ROOT,
                "map      %d steps of the method %s, %s%n",
                steps,
                solver.tableau(),
                method == Method.JVP
                        ? "exact JVPs through the solver"
                        : "central differences, epsilon " + ShortestDecimal.of(epsilon));
        text.printf(
                Locale.ROOT,
                "samples  %d, %d Gaussian direction%s each, seed %d, %s on %s: %s s%n",
                samples,
                directions,
                directions == 1 ? "" : "s",
                seed,
                dtype,
                device.id(),
                String.format(Locale.ROOT, "%.1f", seconds));
        pairs.forEach(pair -> pair.print(text, kind == FlowKind.GAUSSIAN));
        text.println();
        text.println(
                nonlinearity.isLinear()
                        ? "The flow is linear: the second moment of its derivatives is the covariance, so the estimate should"
                                + " agree with the " + whatIsMade(kind) + "."
                        : "The flow is not linear: the second moment of its derivatives bounds the covariance from above"
                                + " (Gaussian Poincare inequality) and need not equal it, so the correlations need not agree."
                                + " The second moments are those of the map as the solver computes it.");
        text.printf(
                Locale.ROOT,
                "That is measured: between %d points its derivatives along one direction differ by %s of their size.%n",
                nonlinearity.points(),
                Decimals.brief(nonlinearity.relative()));
        text.flush();
    }

    /** Whose covariance that of a linear flow's derivatives is; a mixture's is shrunk. */
    private static String whatIsMade(FlowKind kind) {
        return switch (kind) {
            case GAUSSIAN -> "images";
            case MIXTURE -> "mixture";
            case LEARNED -> "samples";
        };
    }

    private void write(
            RunRecord runRecord,
            Device device,
            DType dtype,
            CorrelateRun run,
            ChosenImages chosen,
            List<PixelPair> pairs) {
        List<Map<String, Object>> rows = pairs.stream().map(PixelPair::row).toList();
        JvpSamples picture = run.picture(device, dtype);
        Csv.write(
                folder.file("pairs.csv"),
                List.copyOf(rows.get(0).keySet()),
                rows.stream().map(row -> new ArrayList<>(row.values())).toList());
        Figure.write(
                folder.file("derivative.png"),
                () -> DerivativeImage.draw(
                        picture.values(), picture.tangents(), chosen.images().shape()),
                err());
        chosen.write(runRecord);
        runRecord
                .seed(seed)
                .device(device + ", " + dtype)
                .put("flow", run.flow().description())
                .put("solver", solver.tableau().toString())
                .put("steps", steps)
                .put("samples", samples)
                .put("directions", directions)
                .put(
                        "method",
                        method == Method.JVP ? "jvp" : "central difference, epsilon " + ShortestDecimal.of(epsilon))
                .put("pairs", rows)
                .write(folder.file("run.json"));
    }
}
