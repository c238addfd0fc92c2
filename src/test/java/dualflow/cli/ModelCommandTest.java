package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.cost.Cost;
import dualflow.cost.ModelCost;
import dualflow.nn.Architecture;
import dualflow.tensor.DType;
import dualflow.tensor.Shape;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

class ModelCommandTest {
    @Test
    void layersParametersAndMultiplyAddsOfThePaper() {
        Invocation run = Invocation.of("model", "flow-unet");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.words())
                .startsWith(
                        "flow-unet (channels 1, base channels 64, upsampling bilinear), one sample [28, 28, 1]",
                        "",
                        "layer output parameters multiply-adds",
                        "time_mlp.lin1 [1, 1, 1, 256] 65,792 65,536")
                .contains(
                        "down4.conv.conv2 [1, 1, 1, 512] 2,359,808 2,359,296",
                        "label_emb not evaluated 256 0",
                        "total 14,036,417 340,176,640",
                        "14,036,417 parameters, of which 768 take no part; buffers of 7,954 numbers.",
                        "For a batch of 64 in float32:");
    }

    @ParameterizedTest
    @MethodSource("dualflow.nn.Architecture#names")
    void everySettingHasAnOption(String name) {
        CommandSpec model = Main.commandLine().getSubcommands().get("model").getCommandSpec();
        assertThat(Architecture.named(name).settings().keySet())
                .allSatisfy(key -> assertThat(model.findOption("--" + key.replace('_', '-')))
                        .isNotNull());
    }

    @Test
    void memoryIsThatOfTheProgramsAsked() {
        Invocation run = Invocation.of(
                "model",
                "mlp2d",
                "--width",
                "32",
                "--time-dimension",
                "8",
                "--batch",
                "5",
                "--directions",
                "3",
                "--dtype",
                "float64");
        Architecture architecture =
                Architecture.named("mlp2d").with("width", "32").with("time_dimension", "8");
        ModelCost cost = new ModelCost(architecture, Shape.of(5, 2), DType.FLOAT64);
        List<String> words = run.words();
        assertThat(words.subList(words.size() - 4, words.size()))
                .containsExactly(
                        "multiply-adds memory",
                        "evaluation " + row(cost.primal()),
                        "with its derivative, 3 directions " + row(cost.dual(3)),
                        "step of training " + row(cost.trainingStep()));
    }

    private static String row(Cost cost) {
        return String.format(Locale.ROOT, "%,d %,.1f MiB", cost.multiplyAdds(), cost.bytes() / 1048576.0);
    }

    @ParameterizedTest
    @MethodSource("dualflow.nn.Architecture#names")
    void everyNetworkIsShown(String name) {
        Invocation run = Invocation.of("model", name, "--batch", "2");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).isEmpty();
        long parameters = Architecture.named(name).model().specification().parameterCount();
        assertThat(run.out()).contains(String.format(Locale.ROOT, "%,d parameters", parameters));
    }

    @Test
    void sizeIsThatOfTheImagesAndOfTheAttention() {
        assertThat(Invocation.of("model", "attention-unet", "--size", "32", "--batch", "1")
                        .words())
                .startsWith("attention-unet (channels 3, base channels 64, image size 32, labels 1, heads summed),"
                        + " one sample [32, 32, 3]")
                .contains("down_blocks.0.attention.qkv [1, 32, 32, 192] 12,288 12,582,912");
        assertThat(Invocation.of("model", "flow-unet", "--channels", "3", "--batch", "1")
                        .words()
                        .get(0))
                .endsWith("one sample [64, 64, 3]");
    }

    @Test
    void aBatchThatCannotBeTrainedOnIsStillEvaluated() {
        Invocation run = Invocation.of("model", "flow-unet", "--base-channels", "1", "--batch", "1");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("with its derivative")
                .contains("No step of training: batch norm in training needs at least 2 numbers for each channel");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vgg | There is no network 'vgg'; there are flow-unet, conditional-flow-unet, attention-unet, mlp1d, mlp2d, mlp, average-velocity-mlp, sequential, resnet50, regressor.",
                "mlp1d --channels 3 | The network mlp1d has no setting 'channels'; it has width.",
                "mlp1d --size 3 | --size is for networks of images, and mlp1d takes none.",
                "flow-unet --size 8 | needs at least 16 by 16 pixels, got the shape [1, 8, 8, 1]",
                "flow-unet --base-channels 0 | is '0'; it must be a whole number from 1 to 65536.",
                "flow-unet --upsampling cubic | 'cubic'; it must be one of bilinear, transposed-convolution.",
                "attention-unet --base-channels 48 | a multiple of it, got 48",
                "mlp1d --batch 0 | --batch is at least 1, not 0.",
                "mlp1d --directions 0 | --directions is at least 1, not 0.",
                "flow-unet --size 0 | --size is at least 1, not 0.",
                "flow-unet --batch 2147483647 | holds more than 2147483647 numbers"
            })
    void rejectsWhatIsNoNetwork(String words, String sentence) {
        Invocation run = Invocation.of(("model " + words).split(" "));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().contains(sentence);
    }
}
