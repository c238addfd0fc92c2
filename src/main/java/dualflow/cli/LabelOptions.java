package dualflow.cli;

import dualflow.data.ShortestDecimal;
import dualflow.nn.ConditionalVelocityModel;
import dualflow.nn.VelocityModel;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose among the labels of a conditional network, as a mixin. */
final class LabelOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--label",
            paramLabel = "K",
            description = "The flow of the images with this label, of a network that was trained with --conditional"
                    + " (default: of all images).")
    private Integer label;

    @Option(
            names = "--guidance",
            paramLabel = "W",
            description =
                    "With --label, the velocity v + W (v_K - v), where v is that of all images and v_K the label's: above 1 for"
                            + " images that are more typical of it and vary less (default: 1).")
    private Double guidance;

    /** Whether any of these options was given. */
    boolean areGiven() {
        return label != null || guidance != null;
    }

    /**
     * The velocity of a network that is chosen.
     *
     * @throws ParameterException if the network knows no labels, or not this one
     */
    VelocityModel velocity(TrainedModel trained) {
        if (guidance != null && label == null) {
            throw usage("--guidance is towards a label: name it by --label.");
        }
        if (guidance != null && !Double.isFinite(guidance)) {
            throw usage("--guidance is " + ShortestDecimal.of(guidance) + "; it is a finite number.");
        }
        VelocityModel model = trained.architecture().velocityModel();
        if (label == null) {
            return model;
        }
        if (!(model instanceof ConditionalVelocityModel conditional)) {
            throw usage("--label chooses among the labels of a network, and that of " + trained.file() + ", "
                    + trained.architecture() + ", knows none: train one with 'train mnist --conditional'.");
        }
        if (!conditional.labels().contains(label)) {
            throw usage("--label is " + label + "; the network of " + trained.file() + " knows the labels "
                    + conditional.labels() + ".");
        }
        return conditional.guided(label, guidance == null ? 1 : guidance);
    }

    /** The chosen label in words, or nothing. */
    String detail() {
        return label == null
                ? ""
                : ", label " + label + (guidance == null ? "" : ", guidance " + ShortestDecimal.of(guidance));
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }
}
