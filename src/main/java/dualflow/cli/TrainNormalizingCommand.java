package dualflow.cli;

import dualflow.data.Csv;
import dualflow.evaluation.DensityFit;
import dualflow.evaluation.ToyData;
import dualflow.evaluation.ToySamples;
import dualflow.nn.Pass;
import dualflow.normalizing.FlowDesign;
import dualflow.normalizing.InvertibleResidual;
import dualflow.normalizing.NegativeLogLikelihood;
import dualflow.tensor.DType;
import dualflow.train.Adam;
import dualflow.train.LearningRate;
import dualflow.train.NormClipping;
import dualflow.train.TrainingSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code train normalizing}. */
@Command(
        name = "normalizing",
        mixinStandardHelpOptions = true,
        description = {
            "A normalizing flow of a distribution in the plane, by maximum likelihood.",
            "",
            "Adam, learning rate 5e-3 down to 0 along half a cosine, gradients of norm 5 at most, batches of 256 new samples, 1000 steps, seed 42.",
            "",
            "The run ends with the log-likelihood of held-out data under the flow and under the normal distribution with their mean and"
                    + " covariance, the sliced Wasserstein distance of the flow's samples to them, and samples.csv."
        })
final class TrainNormalizingCommand extends TrainingCommand {
    private static final String SAMPLES = "samples.csv";
    private static final int STANDARDISED_BY = 1000;

    @Option(
            names = "--flow",
            paramLabel = "KIND",
            defaultValue = "realnvp",
            description =
                    "realnvp: affine couplings; spline: couplings by rational-quadratic splines; maf: masked autoregressive maps; planar;"
                            + " or residual: invertible residual maps (default: ${DEFAULT-VALUE}).")
    private FlowDesign.Kind kind;

    @Option(
            names = "--data",
            paramLabel = "NAME",
            defaultValue = "two-moons",
            description = "eight-gaussians, two-moons, checkerboard, circles or spirals (default: ${DEFAULT-VALUE}).")
    private ToyData data;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            description =
                    "How many maps, one after the other (default: realnvp 8, spline 4, maf 6, planar 32, residual 8).")
    private Integer blocks;

    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "32",
            description = "Numbers in each hidden layer; planar maps have none (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--determinant",
            paramLabel = "NAME",
            description =
                    "Of residual, how the log-determinant is found in training: exact, or roulette, an unbiased estimate (default: exact).")
    private InvertibleResidual.Determinant determinant;

    @Option(
            names = "--held-out",
            paramLabel = "N",
            defaultValue = "2000",
            description =
                    "How many held-out samples the flow is judged by, and as many of its own are written (default: ${DEFAULT-VALUE}).")
    private int heldOut;

    private TrainNormalizingCommand() {}

    @Override
    TrainingSettings published() {
        return new TrainingSettings(
                Adam.adam(),
                new LearningRate(LearningRate.Course.COSINE, 5e-3, 0),
                Optional.of(new NormClipping(5)),
                Optional.empty(),
                1000,
                256,
                DType.FLOAT32,
                42);
    }

    /**
     * The flow that the options describe.
     *
     * @throws IllegalArgumentException if they do not fit together
     */
    private FlowDesign design() {
        if (determinant != null && kind != FlowDesign.Kind.RESIDUAL) {
            throw new IllegalArgumentException(
                    "--determinant is of --flow residual; the others' determinants are closed.");
        }
        if (heldOut < 3) {
            throw new IllegalArgumentException(
                    "--held-out is " + heldOut + "; a covariance and a standard error take 3 or more.");
        }
        return new FlowDesign(
                kind,
                2,
                blocks == null ? kind.usualBlocks() : blocks,
                width,
                determinant == null ? InvertibleResidual.Determinant.EXACT : determinant);
    }

    @Override
    Task task(TrainingSettings settings) {
        FlowDesign design = design();
        ToySamples samples = new ToySamples(data, settings.seed());
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("data", Values.written(data));
        double[] first = samples.fresh(STANDARDISED_BY).at(0);
        return new Task(
                design.metadata(),
                design.flow().bijection().specification(),
                new NegativeLogLikelihood(design.flow(), samples.fresh(settings.batch())),
                identity,
                List.of(),
                Optional.of(device -> design.initial(device, settings.dtype(), settings.seed(), first)),
                Optional.empty());
    }

    @Override
    List<String> judge(Finished run) {
        TrainingSettings settings = run.trainer().plan().settings();
        ToySamples samples = new ToySamples(data, settings.seed());
        DensityFit fit = Finite.require(
                DensityFit.of(
                        design().flow(),
                        Pass.evaluation(run.trainer().state().model()),
                        samples.heldOut(0, heldOut),
                        samples.heldOut(heldOut, heldOut),
                        settings.seed(),
                        run.device(),
                        settings.dtype()),
                settings.dtype());
        Table.print(
                out(),
                List.of(
                        List.of(
                                "log-likelihood of " + heldOut + " held-out samples",
                                text("%.4f, standard error %.4f", fit.logLikelihood(), fit.standardError())),
                        List.of("that of a normal distribution", text("%.4f", fit.gaussian())),
                        List.of(
                                "sliced Wasserstein-2 distance of the flow's samples to them",
                                text("%.4f, of other data %.4f", fit.distance(), fit.dataDistance()))));
        run.record().put("held-out samples", heldOut);
        run.record().put("log-likelihood", fit.logLikelihood());
        run.record().put("log-likelihood, standard error", fit.standardError());
        run.record().put("log-likelihood of a normal distribution", fit.gaussian());
        run.record().put("sliced Wasserstein-2 distance", fit.distance());
        run.record().put("sliced Wasserstein-2 distance of other data", fit.dataDistance());
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < heldOut; i++) {
            rows.add(List.of(fit.samples()[2 * i], fit.samples()[2 * i + 1]));
        }
        Csv.write(run.folder().file(SAMPLES), List.of("x", "y"), rows);
        return List.of(SAMPLES);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
