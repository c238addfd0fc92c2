package dualflow.cli;

import dualflow.closedform.ClosedFormException;
import dualflow.data.AtomicFile;
import dualflow.data.ChannelOrder;
import dualflow.data.Csv;
import dualflow.data.NotFiniteException;
import dualflow.device.Workload;
import dualflow.evaluation.BitsPerDimension;
import dualflow.evaluation.LogDensities;
import dualflow.evaluation.PointFlow;
import dualflow.flow.LogLikelihood;
import dualflow.flow.NotPositiveDefiniteException;
import dualflow.flow.OdeException;
import dualflow.flow.VelocityField;
import dualflow.path.UndefinedAtTimeException;
import dualflow.tensor.Arena;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import dualflow.train.Dequantisation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
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
                    + " training): a UNet, or what train gaussian1d, gaussian2d or toy wrote; networks have the source N(0, I). Points are the"
                    + " rows of a CSV file, or an npy array [n, d], for images [n, channels, rows, columns] in the units that the network was"
                    + " trained on. Or they are --images, whose brightnesses k ="
                    + " 0 .. 255 are made continuous, as (k + u)/256 for a network trained with --dequantise and else as (k + u - 1/2)/255: then bits per"
                    + " dimension are printed, -(log p - d log levels)/(d log 2) with 256 or 255 levels, and their mean and standard error.",
            "",
            "--out is a CSV file of a line for each point: logDensity, and standardError of the mean over --probes solves, which is empty for"
                    + " one solve and for the exact trace; for --images also their number and label, bitsPerDimension and bitsStandardError."
        })
final class LikelihoodCommand extends Subcommand {
    private static final int ROWS = 1000; // of numbers, solved together
    private static final int IMAGES = 4; // with the exact trace, for which each takes many products at once
    private static final int ESTIMATED_IMAGES = 20;

    @Option(
            names = "--flow",
            required = true,
            paramLabel = "FILE",
            description = "A mixture (.json), or a trained network.")
    private Path flow;

    @Option(names = "--points", paramLabel = "FILE", description = "The points, .csv or .npy.")
    private Path points;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The CSV file for the log-densities.")
    private Path out;

    @Mixin
    private HeldOutImages heldOut;

    @Mixin
    private LikelihoodOptions options;

    @Mixin
    private DeviceOptions deviceOptions;

    @Mixin
    private ImageNetworkOptions network;

    @Mixin
    private LabelOptions label;

    private LikelihoodCommand() {}

    @Override
    public Integer call() {
        requireOptions();
        AtomicFile.requireWritable(out);
        boolean ofNetwork = network.areGiven() || label.areGiven();
        Optional<PointFlowFile> ofPoints = isMixture() || !ofNetwork ? PointFlowFile.at(flow) : Optional.empty();
        if (ofPoints.isPresent() && ofNetwork) {
            throw usage("--model and its settings are those of a file of weights; the mixture " + flow + " has none.");
        }
        if (ofPoints.isPresent() && heldOut.areGiven()) {
            throw usage("--images are for a network of images; those of the flow " + flow + " are --points.");
        }
        DType usual = ofPoints.map(PointFlowFile::usualFormat).orElse(DType.FLOAT32);
        DType dtype = deviceOptions.dtype(usual);
        try (Device device = deviceOptions.open(usual, ofPoints.isPresent() ? Workload.SMALL : Workload.LARGE)) {
            if (ofPoints.isPresent()) {
                ofPoints(ofPoints.get(), device, dtype);
            } else if (heldOut.areGiven()) {
                ofImages(device, dtype);
            } else {
                ofNetwork(device, dtype);
            }
        } catch (OdeException e) {
            throw new NotFiniteException("The flow could not be solved for these points: " + e.getMessage() + ".");
        }
        out().flush();
        return ExitCode.OK;
    }

    private boolean isMixture() {
        return flow.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    private void requireOptions() {
        options.require();
        requirePositive("--probes", options.probes());
        requirePositive("--sketch", options.sketch());
        if (options.steps() != null) {
            requireSteps(options.steps());
        }
        if (heldOut.areGiven() == (points != null)) {
            throw usage("Name the points by --points, or the images by --images; one of the two.");
        }
        heldOut.require();
    }

    private void ofPoints(PointFlowFile file, Device device, DType dtype) {
        int d = file.dimension();
        double[] rows = PointsFile.read(points, List.of(d), dtype);
        Arena weights = device.arena();
        try {
            PointFlow of = file.on(device, dtype, err());
            compute(options.densities(dtype, ROWS), of.velocity(), of.sourceLogDensity(), rows, d, device, dtype);
        } catch (UndefinedAtTimeException e) {
            throw file.refused(e);
        } catch (ClosedFormException | NotPositiveDefiniteException e) {
            throw file.refused(e);
        } finally {
            weights.close();
        }
    }

    private void ofNetwork(Device device, DType dtype) {
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
            VelocityField field = rows(model, Shape.of(height, width, channels), device, dtype);
            UnaryOperator<Tensor> source = LogLikelihood::standardNormal;
            compute(options.densities(dtype, imagesTogether()), field, source, rows, d, device, dtype);
        } finally {
            weights.close();
        }
    }

    private int imagesTogether() {
        return options.isExact() ? IMAGES : ESTIMATED_IMAGES;
    }

    private VelocityField rows(TrainedModel model, Shape image, Device device, DType dtype) {
        return model.flow(label.velocity(model), label.detail(), device, dtype, image, err())
                .rows(device, dtype);
    }

    private void compute(
            LogDensities densities,
            VelocityField field,
            UnaryOperator<Tensor> source,
            double[] rows,
            int d,
            Device device,
            DType dtype) {
        int n = rows.length / d;
        LogDensities.Result result;
        try (RunProgress progress = new RunProgress(err(), "solves", (long) n * densities.probes())) {
            result = densities.of(field, source, rows, d, device, dtype, progress::at);
        }
        List<List<Object>> lines = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double logDensity = result.logDensities()[i];
            sum += logDensity;
            lines.add(Arrays.asList(logDensity, cell(result.standardErrors(), i)));
        }
        Csv.write(out, List.of("logDensity", "standardError"), lines);
        out().println(n + (n == 1 ? " point" : " points") + ", mean log-density " + Decimals.of(sum / n)
                + ", written to " + out);
    }

    private void ofImages(Device device, DType dtype) {
        TrainedModel model = network.at(flow);
        Dequantisation dequantisation = HeldOutImages.dequantisation(model);
        ChosenImages chosen = heldOut.readFor(model);
        int count = heldOut.count(chosen);
        BitsPerDimension.Result result;
        Arena weights = device.arena();
        try {
            LogDensities densities = options.densities(dtype, imagesTogether());
            VelocityField field = rows(model, chosen.images().shape(), device, dtype);
            try (RunProgress progress = new RunProgress(err(), "solves", (long) count * densities.probes())) {
                result = new BitsPerDimension(densities, dequantisation)
                        .of(field, chosen.images(), count, device, dtype, progress::at);
            }
        } finally {
            weights.close();
        }
        List<List<Object>> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int image = i;
            lines.add(Arrays.asList(
                    i,
                    chosen.labelled().map(all -> all.labels().label(image)).orElse(null),
                    result.logDensities().logDensities()[i],
                    cell(result.logDensities().standardErrors(), i),
                    result.bits()[i],
                    cell(result.probeErrors(), i)));
        }
        Csv.write(
                out,
                List.of("image", "label", "logDensity", "standardError", "bitsPerDimension", "bitsStandardError"),
                lines);
        out().println(count + (count == 1 ? " image" : " images") + " as " + dequantisation + ", k from 0 to 255 and u"
                + " uniform: " + bits(result.mean()) + " bits per dimension"
                + error(result.standardError(), ", standard error ", "")
                + error(result.probeError(), ", of which ", " from the random signs"));
        out().println("Written: " + out);
    }

    private static Double cell(Optional<double[]> column, int row) {
        return column.map(numbers -> numbers[row]).orElse(null);
    }

    private static String error(OptionalDouble error, String before, String after) {
        return error.isPresent() ? before + bits(error.getAsDouble()) + after : "";
    }

    private static String bits(double bits) {
        return String.format(Locale.ROOT, "%.5f", bits);
    }
}
