package dualflow.cli;

import dualflow.data.BadFileException;
import dualflow.data.ShortestDecimal;
import dualflow.device.Workload;
import dualflow.images.ImageMemorisation;
import dualflow.path.Memorisation;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code memorisation}: how far a trained network is from the marginal field of images. */
@Command(
        name = "memorisation",
        mixinStandardHelpOptions = true,
        description = {
            "How far a trained network is from the exact field of its training images.",
            "",
            "At each time, on draws of x_t from the images and noise, it prints the gap E|v - u|^2 between the network v and the field u"
                    + " that a network would have if it fitted these images perfectly; the floor E|u - (x1 - x0)|^2, below"
                    + " which no field's loss goes; and E|u|^2. All are sums over the numbers of an image. The loss is gap plus"
                    + " floor. A network of gap 0 has memorised: it makes these images and no others."
        })
final class MemorisationCommand extends Subcommand {
    private static final int MOST = 10_000;

    @Mixin
    private DeviceOptions deviceOptions;

    @Parameters(
            paramLabel = "FILE",
            description = "A safetensors file of a trained UNet, or the folder of its training.")
    private Path file;

    @Mixin
    private ImageNetworkOptions network;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "PATH",
            description = "The images: an IDX file, plain or .gz, or a folder of PNG, JPEG or BMP files.")
    private Path images;

    @Mixin
    private ImageChoice choice;

    @Option(
            names = "--times",
            split = ",",
            paramLabel = "T",
            defaultValue = "0.1,0.3,0.5,0.7,0.9,0.99",
            description = "The times, from 0 (noise) to below 1 (images) (default: ${DEFAULT-VALUE}).")
    private List<Double> times;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many draws at each time (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The seed of the draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    private MemorisationCommand() {}

    @Override
    public Integer call() {
        requireOptions();
        TrainedModel model = network.at(file);
        ChosenImages chosen = choice.readFor(model, images);
        if (chosen.images().count() == 0) {
            throw new BadFileException("No image of " + images + " is chosen: choose labels that it has.");
        }
        DType dtype = deviceOptions.dtype(DType.FLOAT32);
        List<Memorisation> measured;
        try (Device device = deviceOptions.open(DType.FLOAT32, Workload.LARGE)) {
            measured = ImageMemorisation.of(
                    model.flow(device, dtype, chosen.images().shape(), err()),
                    chosen.images(),
                    device,
                    dtype,
                    times,
                    samples,
                    seed);
        }
        Finite.require(measured, dtype);
        chosen.print(out());
        print(measured);
        return ExitCode.OK;
    }

    private void requireOptions() {
        if (samples < 2 || samples > MOST) {
            throw usage("--samples is " + samples + "; a gap and its error take 2 to " + MOST + " draws.");
        }
        for (double t : times) {
            if (!(t >= 0 && t < 1)) {
                throw usage("--times has " + ShortestDecimal.of(t) + "; the field exists from 0 to below 1.");
            }
        }
        choice.require();
    }

    private void print(List<Memorisation> measured) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("t", "gap", "standard error", "floor", "E|u|^2", "gap/E|u|^2"));
        for (Memorisation at : measured) {
            rows.add(List.of(
                    ShortestDecimal.of(at.t()),
                    number(at.gap()),
                    number(at.gapStandardError()),
                    number(at.floor()),
                    number(at.fieldSquare()),
                    number(at.gap() / at.fieldSquare())));
        }
        Table.print(out(), rows);
        out().flush();
    }

    private static String number(double x) {
        return String.format(Locale.ROOT, "%.4g", x);
    }
}
