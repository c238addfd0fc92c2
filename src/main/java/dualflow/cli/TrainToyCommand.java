package dualflow.cli;

import dualflow.train.TrainingSettings;
import java.util.List;
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
            "Adam, learning rate 1e-2 down to 0 along half a cosine, batches of 512 new samples, 3000 steps, seed 42.",
            "",
            "The run ends with the log-likelihood of held-out data under the flow (exact trace), the sliced Wasserstein distance of its"
                    + " samples to them, and of other data to them, the time of a step, the variance of the gradient from batch to batch,"
                    + " and a picture, flow.png."
        })
final class TrainToyCommand extends TrainingCommand {
    private static final int FEWEST = 2;

    @Mixin
    private ToyTraining toy;

    @Option(
            names = "--held-out",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many held-out samples the flow is judged by (default: ${DEFAULT-VALUE}).")
    private int heldOut;

    private TrainToyCommand() {}

    @Override
    TrainingSettings published() {
        return ToyTraining.usual();
    }

    @Override
    Task task(TrainingSettings settings) {
        if (heldOut < FEWEST) {
            throw new IllegalArgumentException("--held-out is " + heldOut + "; a standard error takes 2 or more.");
        }
        return toy.task(settings);
    }

    @Override
    List<String> judge(Finished run) {
        ToyJudgement judgement = new ToyJudgement(toy, heldOut);
        ToyJudgement.Result result = judgement.of(run.trainer(), run.device(), run.medianStepSeconds(), err());
        result.print(out());
        result.record(run.record());
        return judgement.draw(run.trainer(), run.device(), run.folder().file(ToyJudgement.PICTURE), err())
                ? List.of(ToyJudgement.PICTURE)
                : List.of();
    }
}
