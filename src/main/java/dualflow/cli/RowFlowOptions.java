package dualflow.cli;

import dualflow.closedform.ClosedFormException;
import dualflow.data.BadFileException;
import dualflow.data.LabelledImages;
import dualflow.data.NotFiniteException;
import dualflow.device.Workload;
import dualflow.evaluation.PointFlow;
import dualflow.flow.MixtureVelocity;
import dualflow.flow.NotPositiveDefiniteException;
import dualflow.flow.OdeException;
import dualflow.flow.OdeSolver;
import dualflow.flow.VelocityField;
import dualflow.images.GaussianImageFlow;
import dualflow.images.ImageStatistics;
import dualflow.images.LearnedImageFlow;
import dualflow.images.MixtureImageFlow;
import dualflow.jacobian.RowFlow;
import dualflow.path.UndefinedAtTimeException;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose a flow of points or of images, in equal steps of a solver, as a mixin. */
final class RowFlowOptions {
    private static final int MOST_PIXELS = 4096;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--flow",
            required = true,
            paramLabel = "KIND|FILE",
            description =
                    "A mixture of Gaussians (.json), or a trained network of points or images: a safetensors file or the"
                            + " folder of its training. Or gaussian: one Gaussian for all --images; mixture: one for each label.")
    private String flow;

    @Option(
            names = "--images",
            paramLabel = "FILE",
            description = "Of --flow gaussian and mixture, the images, an IDX file, plain or .gz.")
    private Path images;

    @Mixin
    private ImageChoice choice;

    @Mixin
    private ImageNetworkOptions network;

    @Mixin
    private LabelOptions label;

    @Option(
            names = "--solver",
            paramLabel = "NAME",
            defaultValue = "midpoint",
            description = "euler, midpoint, heun, bosh3, rk4, tsit5, dopri5 or dop853, each in equal steps"
                    + " (default: ${DEFAULT-VALUE}).")
    private SolverName solver;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "25",
            description = "How many equal steps from t = 0 to t = 1 (default: ${DEFAULT-VALUE}).")
    private int steps;

    /** Puts a flow on a device. */
    private interface Opener {
        RowFlow on(Device device, DType dtype, PrintWriter err);
    }

    /**
     * A flow that was found.
     *
     * @param format its usual format
     * @param workload how much there is to compute
     * @param chunk how many samples run at once
     * @param image the shape of an image, of images
     * @param description one line
     * @param files what it was read from
     */
    record Chosen(
            DType format,
            Workload workload,
            int chunk,
            Optional<Shape> image,
            String description,
            List<Path> files,
            Optional<PointFlowFile> points,
            Opener opener) {
        /** The flow; its parameters live in the arena that is open now. */
        RowFlow on(Device device, DType dtype, PrintWriter err) {
            return opener.on(device, dtype, err);
        }

        /** Computes, and says in the user's terms what is wrong with the flow. */
        <T> T guarded(Supplier<T> computation) {
            try {
                return computation.get();
            } catch (OdeException e) {
                throw new NotFiniteException("The flow could not be solved: " + e.getMessage() + ".");
            } catch (UndefinedAtTimeException e) {
                throw points.<RuntimeException>map(file -> file.refused(e)).orElse(e);
            } catch (ClosedFormException | NotPositiveDefiniteException e) {
                throw points.map(file -> file.refused(e)).orElse(e);
            }
        }
    }

    /** The steps and their method, in words. */
    String map() {
        return steps + " steps of the method " + solver.tableau() + " from t = 0 to t = 1";
    }

    /**
     * The flow.
     *
     * @throws ParameterException if the options do not fit
     * @throws BadFileException if a file cannot be read
     */
    Chosen choose(Subcommand asking) {
        asking.requireSteps(steps);
        FlowKind fitted = FlowKind.named(flow);
        if (fitted != FlowKind.LEARNED) {
            return fitted(fitted == FlowKind.MIXTURE);
        }
        Path file = Values.path(flow);
        if (!Files.exists(file)) {
            throw usage("For '--flow' there is no '" + flow
                    + "'; there are gaussian, mixture and files of mixtures and of trained networks.");
        }
        if (images != null || choice.isGiven()) {
            throw usage("--images, --labels, --digit and --size are of --flow gaussian and mixture.");
        }
        boolean ofNetwork = network.areGiven() || label.areGiven();
        Optional<PointFlowFile> points = flow.toLowerCase(Locale.ROOT).endsWith(".json") || !ofNetwork
                ? PointFlowFile.at(file)
                : Optional.empty();
        if (points.isPresent() && ofNetwork) {
            throw usage("--model and its settings are those of a file of weights; the mixture " + flow + " has none.");
        }
        return points.map(this::ofPoints).orElseGet(() -> learned(file));
    }

    private Chosen ofPoints(PointFlowFile file) {
        return new Chosen(
                file.usualFormat(),
                Workload.SMALL,
                1000,
                Optional.empty(),
                file.description(),
                List.of(file.file()),
                Optional.of(file),
                (device, dtype, err) -> {
                    PointFlow of = file.on(device, dtype, err);
                    Optional<VelocityField> responsibilities = of.velocity() instanceof MixtureVelocity mixture
                            ? Optional.of(mixture::responsibilities)
                            : Optional.empty();
                    return rows(of.dimension(), of, responsibilities);
                });
    }

    private RowFlow rows(int dimension, PointFlow of, Optional<VelocityField> responsibilities) {
        return new RowFlow(
                dimension, of.velocity(), of.source(), responsibilities, OdeSolver.fixed(solver.tableau()), steps);
    }

    private RowFlow rows(int dimension, VelocityField velocity, Optional<VelocityField> responsibilities) {
        return new RowFlow(dimension, velocity, z -> z, responsibilities, OdeSolver.fixed(solver.tableau()), steps);
    }

    private Chosen learned(Path path) {
        TrainedModel model = network.at(path);
        int size = model.usualSize();
        Shape image = Shape.of(size, size, model.architecture().channels());
        return new Chosen(
                DType.FLOAT32,
                Workload.LARGE,
                20,
                Optional.of(image),
                "learned: " + model.architecture() + label.detail(),
                List.of(model.file()),
                Optional.empty(),
                (device, dtype, err) -> {
                    LearnedImageFlow of = model.flow(label.velocity(model), label.detail(), device, dtype, image, err);
                    return rows(image.size(), of.rows(device, dtype), Optional.empty());
                });
    }

    private Chosen fitted(boolean isMixture) {
        if (network.areGiven() || label.areGiven()) {
            throw usage("--model and its settings are those of a file of weights; --flow " + flow + " has none.");
        }
        if (images == null) {
            throw usage("Missing required option: '--images=FILE'; the flow is fitted to images.");
        }
        ChosenImages chosen = choice.readLabelled(images)
                .orElseThrow(() -> usage("Missing required option: '--labels=FILE'; the flow is fitted to images"
                        + " chosen by their labels."));
        Shape image = chosen.images().shape();
        if (image.size() > MOST_PIXELS) {
            throw new BadFileException("The images of " + images + " have " + image.size()
                    + " pixels, and the flow's covariance is computed for at most " + MOST_PIXELS
                    + ": take smaller images.");
        }
        LabelledImages labelled = chosen.labelled().orElseThrow();
        if (chosen.images().count() < 2) {
            throw new BadFileException("Only one image of " + images + " is chosen: a covariance needs two or more.");
        }
        if (!isMixture) {
            GaussianImageFlow of = new GaussianImageFlow(new ImageStatistics(labelled.images()));
            return ofImages(
                    image,
                    of.description(),
                    chosen,
                    (device, dtype, err) -> rows(image.size(), of.velocity(device, dtype), Optional.empty()));
        }
        labelled.countByLabel().forEach((digit, count) -> {
            if (count < 2 || labelled.withLabels(digit).images().areEqual()) {
                throw new BadFileException("The images of " + images + " labelled " + digit
                        + " do not differ: a component of the mixture needs two different images.");
            }
        });
        MixtureImageFlow of = new MixtureImageFlow(labelled);
        return ofImages(image, of.description(), chosen, (device, dtype, err) -> {
            var field = of.velocity(device, dtype);
            return rows(image.size(), field, Optional.of(field::responsibilities));
        });
    }

    private static Chosen ofImages(Shape image, String description, ChosenImages chosen, Opener opener) {
        return new Chosen(
                DType.FLOAT64,
                Workload.LARGE,
                100,
                Optional.of(image),
                description,
                chosen.files(),
                Optional.empty(),
                opener);
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }
}
