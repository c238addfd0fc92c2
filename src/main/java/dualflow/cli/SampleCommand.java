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
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code sample}: images that a trained network makes. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        description = {
            "Images that a trained network makes, by Euler's method.",
            "",
            "In the folder that --out names, samples.png shows them on one sheet, samples.npy has their numbers in PyTorch's order, [image,"
                    + " channel, row, column], and run.json is the record of the run. Image i begins at the same point as sample i"
                    + " of the commands correlate and reproduce table5 with the same seed."
        })
final class SampleCommand extends Subcommand {
    private static final int MOST = 10_000;
    private static final int LARGEST = 4096;

    @Mixin
    private DeviceOptions deviceOptions;

    @Parameters(
            paramLabel = "FILE",
            description = "A safetensors file of a trained UNet, or the folder of its training.")
    private Path file;

    @Mixin
    private ImageNetworkOptions network;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder for the images; made where it is missing.")
    private Path out;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many images (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--size",
            paramLabel = "S",
            description = "Height and width of the images (default: as in the paper, 28 for grey and 64 for colours).")
    private Integer size;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "99",
            description = "How many equal steps (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The seed of the points at which the images begin (default: ${DEFAULT-VALUE}).")
    private long seed;

    private SampleCommand() {}

    @Override
    public Integer call() {
        requireOptions();
        OutputFolder folder = new OutputFolder(out);
        folder.requireWritable();
        RunRecord record = new RunRecord(words());
        TrainedModel model = network.at(file);
        int side = size == null ? model.usualSize() : size;
        Shape image = Shape.of(side, side, model.architecture().channels());
        DType dtype = deviceOptions.dtype(DType.FLOAT32);
        double[] made;
        try (Device device = deviceOptions.open(DType.FLOAT32, Workload.LARGE)) {
            LearnedImageFlow flow = model.flow(device, dtype, image, err());
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

    private void requireOptions() {
        if (count < 1 || count > MOST) {
            throw usage("--count is " + count + "; 1 to " + MOST + " images can be made at once.");
        }
        requireSteps(steps);
        if (size != null && (size < 1 || size > LARGEST)) {
            throw usage("--size is " + size + "; images have 1 to " + LARGEST + " rows.");
        }
    }

    private void write(OutputFolder folder, double[] made, Shape image, DType dtype, RunRecord record) {
        boolean drawn = Figure.write(folder.file("samples.png"), () -> SampleSheet.draw(made, image), err());
        int channels = image.dim(-1);
        double[] numbers = ChannelOrder.channelsFirst(made, image.size() / channels, channels);
        int[] shape = {count, channels, image.dim(-3), image.dim(-2)};
        Npy.write(folder.file("samples.npy"), NumericArray.of(dtype, numbers, shape));
        record.write(folder.file("run.json"));
        out().println("Written: " + (drawn ? folder.file("samples.png") + ", " : "") + folder.file("samples.npy") + ", "
                + folder.file("run.json") + ".");
        out().flush();
    }
}
