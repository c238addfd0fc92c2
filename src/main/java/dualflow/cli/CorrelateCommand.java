package dualflow.cli;

import dualflow.autodiff.FiniteDifference;
import dualflow.data.BadFileException;
import dualflow.data.Csv;
import dualflow.data.IdxImages;
import dualflow.data.Images;
import dualflow.data.LabelledImages;
import dualflow.data.RunRecord;
import dualflow.data.ShortestDecimal;
import dualflow.dependency.Derivative;
import dualflow.dependency.JvpSamples;
import dualflow.experiment.GaussianImageFlow;
import dualflow.experiment.ImageFlow;
import dualflow.experiment.ImageStatistics;
import dualflow.experiment.MixtureImageFlow;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeException;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Correlations of pixels from JVPs through a flow fitted to images (paper, sections 5.3 and 6.3). */
@Command(
        name = "correlate",
        mixinStandardHelpOptions = true,
        description = {
            "Correlations of pixels, out of Jacobian-vector products through a flow fitted to images.",
            "",
            "The flow runs from N(0, I) to a Gaussian fitted to the images, or to a mixture of one Gaussian for each label."
                    + " For random points x0 and directions z the products J z are taken through the ODE solver; the"
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

    enum FlowKind {
        GAUSSIAN,
        MIXTURE
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
            paramLabel = "FILE",
            description = "Images, an IDX file, plain or .gz.")
    private Path images;

    @Option(names = "--labels", required = true, paramLabel = "FILE", description = "Their labels, an IDX file.")
    private Path labels;

    @Option(
            names = "--digit",
            split = ",",
            paramLabel = "LABEL",
            description = "The labels whose images are taken (default: all).")
    private List<Integer> digits;

    @Option(
            names = "--pixels",
            required = true,
            split = ",",
            paramLabel = "ROW:COLUMN",
            converter = Pixel.Converter.class,
            description = "Two or more pixels, counted from 0 at the top left; each pair is correlated.")
    private List<Pixel> pixels;

    @Option(
            names = "--flow",
            required = true,
            paramLabel = "KIND",
            description = "gaussian: one Gaussian for all images, a linear flow. mixture: one for each label.")
    private FlowKind flowKind;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "How many points x0 (default: 20000; for a mixture 2000).")
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
            defaultValue = "MIDPOINT",
            description =
                    "euler, midpoint, heun or rk4 (default: midpoint, which never evaluates t = 1, where the velocity"
                            + " of a singular Gaussian has no limit).")
    private Solver solver;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "25",
            description =
                    "How many equal steps (default: ${DEFAULT-VALUE}; for the fives of MNIST the midpoint method's error"
                            + " in the correlation is then 0.0001, the standard error of 20000 samples 0.0016).")
    private int steps;

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
        requireOptions();
        folder.requireWritable();
        RunRecord runRecord = new RunRecord(words());
        LabelledImages chosen = read();
        requireInside(chosen.images());
        CorrelateRun run = new CorrelateRun(
                flowKind == FlowKind.GAUSSIAN
                        ? new GaussianImageFlow(new ImageStatistics(chosen.images()))
                        : new MixtureImageFlow(chosen),
                chosen.images(),
                OdeSolver.fixed(solver.tableau()),
                TimeGrid.uniform(0, 1, steps),
                method == Method.JVP
                        ? new Derivative.Jvp()
                        : new Derivative.Difference(FiniteDifference.CENTRAL, epsilon),
                samples,
                directions,
                seed);
        DType dtype = deviceOptions.dtype(DType.FLOAT64);
        try (Device device = deviceOptions.open(DType.FLOAT64)) {
            long start = System.nanoTime();
            List<PixelPair> pairs = run.pairs(device, dtype, pixels, err());
            double seconds = (System.nanoTime() - start) / 1e9;
            print(chosen, run.flow(), dtype, device, seconds, pairs);
            if (folder.isGiven()) {
                write(runRecord, device, dtype, run, chosen, pairs);
            }
        } catch (OdeException | ArithmeticException e) {
            throw usage("The numbers did not stay finite: " + e.getMessage() + ".");
        }
        return ExitCode.OK;
    }

    private void requireOptions() {
        if (samples == null) {
            samples = flowKind == FlowKind.GAUSSIAN ? 20_000L : 2_000L;
        }
        if (epsilon == null) {
            epsilon = deviceOptions.dtype(DType.FLOAT64) == DType.FLOAT64 ? 1e-5 : 1e-2;
        }
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

    private LabelledImages read() {
        LabelledImages all = LabelledImages.read(images, labels);
        LabelledImages chosen = digits == null
                ? all
                : all.withLabels(digits.stream().distinct().mapToInt(d -> d).toArray());
        int d = all.images().height() * all.images().width();
        if (d > MOST_PIXELS) {
            throw new BadFileException(
                    "The images of " + images + " have " + d + " pixels, and the flow's covariance is"
                            + " computed for at most " + MOST_PIXELS + ": take smaller images.");
        }
        if (chosen.images().count() < 2) {
            throw new BadFileException("Only one image of " + images + " is chosen: a covariance needs two or more.");
        }
        if (flowKind == FlowKind.MIXTURE) {
            chosen.countByLabel().forEach((label, count) -> {
                if (count < 2 || isConstant(chosen.withLabels(label).images())) {
                    throw new BadFileException("The images of " + images + " labelled " + label
                            + " do not differ: a component of the mixture needs two different images.");
                }
            });
        }
        return chosen;
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
            LabelledImages chosen, ImageFlow flow, DType dtype, Device device, double seconds, List<PixelPair> pairs) {
        PrintWriter text = out();
        IdxImages all = chosen.images();
        text.printf(
                "images   %d of %d x %d pixels, labels %s%n",
                all.count(), all.height(), all.width(), chosen.countByLabel());
        text.printf("flow     %s%n", flow.description());
        text.printf(
                "map      %d steps of the method %s, %s%n",
                steps,
                solver.tableau(),
                method == Method.JVP
                        ? "exact JVPs through the solver"
                        : "central differences, epsilon " + ShortestDecimal.of(epsilon));
        text.printf(
                "samples  %d, %d Gaussian direction%s each, seed %d, %s on %s: %s s%n",
                samples,
                directions,
                directions == 1 ? "" : "s",
                seed,
                dtype,
                device.id(),
                String.format(Locale.ROOT, "%.1f", seconds));
        pairs.forEach(pair -> pair.print(text, flowKind == FlowKind.GAUSSIAN));
        text.println();
        text.println(
                flowKind == FlowKind.GAUSSIAN
                        ? "The flow is linear: the second moment of its derivatives is the covariance, so the estimate should"
                                + " agree with the images."
                        : "The flow is not linear: the second moment of its derivatives bounds the covariance from above"
                                + " (Gaussian Poincare inequality) and need not equal it, so the correlations need not agree."
                                + " The second moments are those of the map as the solver computes it.");
        text.flush();
    }

    private void write(
            RunRecord runRecord,
            Device device,
            DType dtype,
            CorrelateRun run,
            LabelledImages chosen,
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
        runRecord
                .seed(seed)
                .device(device + ", " + dtype)
                .input(images)
                .input(labels)
                .put("labels", chosen.countByLabel().keySet().stream().toList())
                .put("images", chosen.images().count())
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
