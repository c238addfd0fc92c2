package dualflow.cli;

import dualflow.data.ChannelOrder;
import dualflow.data.Npy;
import dualflow.data.NumericArray;
import dualflow.data.RunRecord;
import dualflow.device.Workload;
import dualflow.flow.OdeSolver;
import dualflow.flow.TimeGrid;
import dualflow.images.GeneratedImages;
import dualflow.images.LearnedImageFlow;
import dualflow.nn.VelocityModel;
import dualflow.picture.SampleSheet;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code sample}: samples of a flow, images or points. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        description = {
            "Samples of a flow: images that a trained network makes, or points of R^d.",
            "",
            "Points: the flow is a mixture of Gaussians (JSON, as the command mixture takes it; a single Gaussian is a mixture of one), or what"
                    + " train gaussian1d, gaussian2d or toy wrote. --out is a CSV file of a line for each sample, or an npy array [n, d]."
                    + " Sample i depends on the seed and on i alone, not on how many there are.",
            "",
            "Images: the flow is a trained UNet, solved by Euler's method. In the folder that --out names, samples.png shows them on one sheet, samples.npy has their numbers in PyTorch's order, [image,"
                    + " channel, row, column], and run.json is the record of the run. Image i begins at the same point as sample i"
                    + " of the commands correlate and reproduce table5 with the same seed."
        })
final class SampleCommand extends Subcommand {
    private static final int MOST = 10_000;
    private static final int LARGEST = 4096;
    private static final int USUAL_COUNT = 64;
    private static final int USUAL_STEPS = 99;

    @Mixin
    private DeviceOptions deviceOptions;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The flow: a safetensors file, the folder of a training, or a mixture (.json).")
    private Path file;

    @Option(names = "--flow", paramLabel = "FILE", description = "The same.")
    private Path flow;

    @Mixin
    private PointSampling points;

    @Mixin
    private ImageNetworkOptions network;

    @Mixin
    private LabelOptions label;

    @Mixin
    private PictureOptions pictures;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder for images, made where it is missing; of points the file, .csv or .npy.")
    private Path out;

    @Option(
            names = {"--n", "--count"},
            paramLabel = "N",
            description = "How many (default: 64 images, 1000 points).")
    private Integer count;

    @Option(
            names = "--size",
            paramLabel = "S",
            description = "Height and width of the images (default: as in the paper, 28 for grey and 64 for colours).")
    private Integer size;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "How many equal steps (default: 99 for images; for points there is step control).")
    private Integer steps;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The seed of the points at which samples begin (default: ${DEFAULT-VALUE}).")
    private long seed;

    private SampleCommand() {}

    @Override
    public Integer call() {
        if ((file == null) == (flow == null)) {
            throw usage(
                    file == null
                            ? "Name a flow: FILE, or --flow=FILE"
                            : "FILE and --flow both name a flow: leave one of them out.");
        }
        Path from = file == null ? flow : file;
        Optional<PointFlowFile> ofPoints = network.areGiven() ? Optional.empty() : PointFlowFile.at(from);
        if (ofPoints.isPresent()) {
            if (size != null || pictures.isGiven()) {
                throw usage(
                        (size != null ? "--size" : "--format") + " is of images; samples of " + from + " are points.");
            }
            return points.sample(
                    this, ofPoints.get(), new PointSampling.Request(out, count, steps, seed, deviceOptions));
        }
        if (points.areGiven()) {
            throw usage("--solver and --rtol are of points; images are solved by Euler's method.");
        }
        return images(from, count == null ? USUAL_COUNT : count, steps == null ? USUAL_STEPS : steps);
    }

    private Integer images(Path from, int count, int steps) {
        requireOptions(count, steps);
        PictureFolder folder = new PictureFolder(out, pictures);
        folder.requireWritable();
        RunRecord record = new RunRecord(words());
        TrainedModel model = network.at(from);
        int side = size == null ? model.usualSize() : size;
        Shape image = Shape.of(side, side, model.architecture().channels());
        DType dtype = deviceOptions.dtype(DType.FLOAT32);
        VelocityModel velocity = label.velocity(model);
        double[] made;
        try (Device device = deviceOptions.open(DType.FLOAT32, Workload.LARGE)) {
            LearnedImageFlow flow = model.flow(velocity, label.detail(), device, dtype, image, err());
            try (RunProgress progress = new RunProgress(err(), "images", count)) {
                made = GeneratedImages.of(
                        flow,
                        device,
                        dtype,
                        OdeSolver.euler(),
                        TimeGrid.uniform(0, 1, steps),
                        count,
                        seed,
                        progress::at);
            }
            record.input(model.file()).seed(seed).device(device + ", " + dtype);
            record.put("flow", flow.description());
        }
        Finite.require("image", made, image.withFirst(count), dtype);
        write(folder, made, image, dtype, record.put("images", count).put("steps", steps));
        return ExitCode.OK;
    }

    private void requireOptions(int count, int steps) {
        if (count < 1 || count > MOST) {
            throw usage("--count is " + count + "; 1 to " + MOST + " images can be made at once.");
        }
        requireSteps(steps);
        if (size != null && (size < 1 || size > LARGEST)) {
            throw usage("--size is " + size + "; images have 1 to " + LARGEST + " rows.");
        }
    }

    private void write(PictureFolder folder, double[] made, Shape image, DType dtype, RunRecord record) {
        List<String> written = new ArrayList<>(folder.draw("samples", () -> SampleSheet.draw(made, image), err()));
        int channels = image.dim(-1);
        double[] numbers = ChannelOrder.channelsFirst(made, image.size() / channels, channels);
        int[] shape = {made.length / image.size(), channels, image.dim(-3), image.dim(-2)};
        Npy.write(folder.file("samples.npy"), NumericArray.of(dtype, numbers, shape));
        record.write(folder.file("run.json"));
        written.add(folder.file("samples.npy").toString());
        written.add(folder.file("run.json").toString());
        out().println("Written: " + String.join(", ", written) + ".");
        out().flush();
    }
}
