package dualflow.cli;

import dualflow.train.TrainingSettings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
    @Mixin
    private ToyOptions toy;

    private TrainToyCommand() {}

    @Override
    TrainingSettings published() {
        return ToyOptions.usual();
    }

    @Override
    Task task(TrainingSettings settings) {
        return toy.training().task(settings);
    }

    @Override
    List<String> judge(Finished run) {
        ToyJudgement judgement = new ToyJudgement(toy.training(), toy.heldOut());
        ToyJudgement.Result result = judgement.of(run.trainer(), run.device(), run.medianStepSeconds(), err());
        result.print(out());
        result.record(run.record());
        return judgement.draw(run.trainer(), run.device(), run.folder().file(ToyJudgement.PICTURE), err())
                ? List.of(ToyJudgement.PICTURE)
                : List.of();
    }
}
