package dualflow.cli;

import dualflow.data.RunRecord;
import dualflow.device.Workload;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.train.TrainingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code train toy}. */
@Command(
        name = "toy",
        mixinStandardHelpOptions = true,
        description = {
            "A flow from noise to a distribution in the plane, by a small network.",
            "",
            "Adam, learning rate 1e-2 down to 0 along half a cosine, batches of 256 new samples, 5000 steps (likelihood: 200), seed 42.",
            "",
            "The run ends with the log-likelihood of held-out data under the flow (exact trace), the sliced Wasserstein distance of its"
                    + " samples to them, and of other data to them, the time of a step, the variance of the gradient from batch to batch,"
                    + " and a picture, flow.png."
        })
final class TrainToyCommand extends TrainingCommand {
    @Mixin
    private ToyOptions toy;

    @Mixin
    private PenaltyOptions penalty;

    @Option(
            names = "--compare",
            description =
                    "Train by each loss, fm also with transported pairs, each in a folder of its own in that of --out, and print a table of"
                            + " all; an interrupted comparison goes on when it is asked for again.")
    private boolean compare;

    @Option(
            names = "--likelihood-steps",
            paramLabel = "N",
            description =
                    "Of --compare, how many steps maximum likelihood takes, each of which takes much longer (default: 200).")
    private Long likelihoodSteps;

    private TrainToyCommand() {}

    @Override
    public Integer call() {
        if (!compare) {
            if (likelihoodSteps != null) {
                throw usage("--likelihood-steps is of --compare.");
            }
            return super.call();
        }
        if (penalty.isGiven()) {
            throw usage("--compare takes each loss as it is: leave --jacobian-penalty out.");
        }
        if (toy.choosesLoss()) {
            throw usage("--compare takes each loss: leave --loss and --coupling out.");
        }
        Optional<Path> resumed = options().resumption().named();
        if (resumed.isPresent() && options().out().isPresent()) {
            throw usage("--compare goes on in its own folder: leave --out out.");
        }
        Path out = resumed.or(options()::out)
                .orElseThrow(() -> usage("Missing required option: '--out=DIR'; name a folder for the trainings"));
        RunRecord record = new RunRecord(words());
        ToyComparison comparison = comparison(out);
        if (resumed.isEmpty() && comparison.hasBegun()) {
            throw usage("There is a comparison in the folder " + out + " already: go on with --resume " + out
                    + ", or name another folder");
        }
        try (Device device = deviceOptions().open(DType.FLOAT32, Workload.LARGE)) {
            if (comparison.run(device, record, out(), err())) {
                record.device(device.toString()).seed(comparison.settings().seed());
                record.write(out.resolve("run.json"));
            } else {
                out().println("Go on with --resume " + out + ".");
                out().flush();
            }
        }
        return ExitCode.OK;
    }

    private ToyComparison comparison(Path out) {
        try {
            TrainingSettings settings =
                    options().settings(published(), deviceOptions().dtype(DType.FLOAT32));
            ToyTraining base = toy.training();
            base.task(settings); // which refuses settings that do not fit
            long steps = likelihoodSteps == null ? ToyOptions.LIKELIHOOD_STEPS : likelihoodSteps;
            return new ToyComparison(base, toy.heldOut(), settings, withSteps(settings, steps), out, pictures());
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    @Override
    TrainingSettings published() {
        return toy.usual();
    }

    private static TrainingSettings withSteps(TrainingSettings settings, long steps) {
        return new TrainingSettings(
                settings.optimizer(),
                settings.learningRate(),
                settings.clipping(),
                settings.average(),
                steps,
                settings.batch(),
                settings.dtype(),
                settings.seed());
    }

    @Override
    Task task(TrainingSettings settings) {
        return toy.training().task(settings, penalty);
    }

    @Override
    List<String> judge(Finished run) {
        ToyJudgement judgement = new ToyJudgement(toy.training(), toy.heldOut());
        ToyJudgement.Result result = judgement.of(run.trainer(), run.device(), run.medianStepSeconds(), err());
        result.print(out());
        result.record(run.record());
        return judgement.draw(
                run.trainer(), run.device(), pictures(), run.folder().file(""), err());
    }
}
