package dualflow.cli;

import dualflow.data.AtomicFile;
import dualflow.data.BadFileException;
import dualflow.data.NotFiniteException;
import dualflow.device.Workload;
import dualflow.evaluation.FlowFrames;
import dualflow.evaluation.PathLaw;
import dualflow.evaluation.ToyData;
import dualflow.evaluation.ToyLaw;
import dualflow.evaluation.ToyPosterior;
import dualflow.flow.ButcherTableau;
import dualflow.flow.OdeException;
import dualflow.flow.OdeSolver;
import dualflow.flow.Tolerances;
import dualflow.flow.VelocityField;
import dualflow.picture.FlowPage;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code flow-picture}: a flow over time as a page with a slider. */
@Command(
        name = "flow-picture",
        mixinStandardHelpOptions = true,
        description = {
            "A flow of one or two dimensions over time, as one page of HTML with a slider: particles, density, and the lines from x0 to"
                    + " x1 that pass through a chosen particle, whose mean velocity is the marginal velocity.",
            "",
            "The flow is that of a mixture (JSON, as the command mixture takes it), exactly that to toy data (--data), or what train toy"
                    + " wrote, whose network then carries the particles. Paths are linear, with independent ends."
        },
        footer = {
            "",
            "For example:",
            "",
            "  dualflow flow-picture mixture.json --out mixture.html",
            "  dualflow flow-picture --data two-moons --out moons.html",
            "  dualflow flow-picture moons --out learned.html"
        })
final class FlowPictureCommand extends Subcommand {
    private static final double TOLERANCE = 1e-5;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "A mixture .json, or the file or folder of a training of toy data.")
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "NAME",
            description = "The exact flow to eight-gaussians, two-moons, circles or spirals.")
    private ToyData data;

    @Option(names = "--out", required = true, paramLabel = "FILE.html", description = "The page to write.")
    private Path out;

    @Option(
            names = "--particles",
            paramLabel = "N",
            defaultValue = "400",
            description = "How many particles (default: ${DEFAULT-VALUE}); lines are drawn through the first 16.")
    private int particles;

    @Option(
            names = "--frames",
            paramLabel = "N",
            defaultValue = "31",
            description = "How many times from 0 to 1 (default: ${DEFAULT-VALUE}).")
    private int frames;

    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "40",
            description = "How many lines pass through a particle (default: ${DEFAULT-VALUE}).")
    private int draws;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "The seed of all draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private DeviceOptions deviceOptions;

    private FlowPictureCommand() {}

    @Override
    public Integer call() {
        if ((file == null) == (data == null)) {
            throw usage(
                    file == null
                            ? "Name a flow: FILE, or --data=NAME"
                            : "FILE and --data both name a flow: leave one of them out.");
        }
        if (!out.toString().toLowerCase(Locale.ROOT).endsWith(".html")) {
            throw usage("--out is " + out + "; it is a page .html.");
        }
        FlowFrames.Settings settings;
        try {
            settings = new FlowFrames.Settings(particles, frames, draws, seed);
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
        Optional<PointFlowFile> named = Optional.ofNullable(file).map(FlowPictureCommand::open);
        PathLaw law = named.map(PointFlowFile::law).orElseGet(() -> exact(data));
        if (law.dimension() > 2) {
            throw usage(
                    "The picture has one or two dimensions; the mixture in " + file + " has " + law.dimension() + ".");
        }
        AtomicFile.requireWritable(out);
        DType usual = named.map(PointFlowFile::usualFormat).orElse(DType.FLOAT64);
        DType dtype = deviceOptions.dtype(usual);
        boolean isLearned = named.map(PointFlowFile::isLearned).orElse(false);
        FlowFrames shown;
        try (Device device = deviceOptions.open(usual, Workload.SMALL)) {
            Optional<VelocityField> field =
                    isLearned ? named.map(flow -> flow.on(device, dtype, err()).velocity()) : Optional.empty();
            OdeSolver solver = OdeSolver.adaptive(
                    ButcherTableau.DORMAND_PRINCE_5,
                    Tolerances.of(dtype == DType.FLOAT64 ? TOLERANCE : 10 * TOLERANCE));
            shown = FlowFrames.of(law, field, solver, settings, device, dtype);
        } catch (OdeException e) {
            throw new NotFiniteException("The flow could not be solved: " + e.getMessage() + ".");
        }
        String title = "The flow to " + named.map(PointFlowFile::target).orElseGet(() -> Values.written(data));
        byte[] page =
                FlowPage.of(title, isLearned, Finite.require(shown, dtype)).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(out, stream -> stream.write(page));
        out().println(title + ": " + particles + " particles at " + frames + " times, written to " + out + ".");
        out().flush();
        return ExitCode.OK;
    }

    private static PointFlowFile open(Path path) {
        return PointFlowFile.at(path)
                .orElseThrow(() -> new BadFileException("The network of " + path
                        + " is none of points: name a mixture .json, or what train toy wrote."));
    }

    private PathLaw exact(ToyData toy) {
        if (!ToyPosterior.isOf(toy)) {
            throw usage("--data is " + Values.written(toy)
                    + ", whose flow has no closed form here; take eight-gaussians, two-moons, circles or spirals.");
        }
        return new ToyLaw(ToyPosterior.of(toy));
    }
}
