package dualflow.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code train}: one subcommand for each network trained in the paper, and for toy data. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        subcommands = {
            TrainGaussian1dCommand.class,
            TrainGaussian2dCommand.class,
            TrainNormalizingCommand.class,
            TrainToyCommand.class,
            TrainMnistCommand.class,
            TrainCelebaCommand.class,
            TrainClassifierCommand.class,
            TrainRegressorCommand.class
        },
        description = {
            "Trains a network of the paper, as published unless options say otherwise, or a flow of toy data.",
            "",
            "A run is written to a folder, with checkpoints from which it goes on to the same bits after an interruption."
        })
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private TrainCommand() {}

    @Override
    public Integer call() {
        spec.commandLine()
                .getErr()
                .println("Name what to train: "
                        + String.join(", ", spec.subcommands().keySet()) + ".");
        return ExitCode.USAGE;
    }
}
