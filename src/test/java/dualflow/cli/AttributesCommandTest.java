package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dualflow.data.BadFileException;
import dualflow.dependency.DependenceSums;
import dualflow.dependency.JvpEstimator;
import dualflow.device.host.HostDevice;
import dualflow.nn.Architecture;
import dualflow.op.Ops;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.testing.SyntheticImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AttributesCommandTest {
    @TempDir
    private static Path folder;

    private static Path flow;
    private static Path classifier;

    @BeforeAll
    static void writeWeights() throws IOException {
        flow = WeightsFile.flowUNet(folder.resolve("flow.safetensors"), 3);
        classifier = WeightsFile.withMetadata(
                folder.resolve("classifier.safetensors"), resnet(), TrainedClassifier.NAMES, "Makeup,Nose,Cheeks");
        WeightsFile.withMetadata(folder.resolve("large.safetensors"), resnet(), TrainedClassifier.IMAGE_SIZE, "64");
        WeightsFile.flowUNet(folder.resolve("grey.safetensors"), 1);
        SyntheticImages.write(SyntheticImages.of(20), folder);
    }

    private static Architecture resnet() {
        return Architecture.named("resnet50").with("outputs", "3").with("base_channels", "1");
    }

    private static Invocation attributes(Path out, String... options) {
        List<String> given = List.of(options);
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "--device", "host",
                "--out", out.toString(),
                "--classifier", classifier.toString(),
                "--samples", "6",
                "--steps", "2",
                "--bootstrap", "40"));
        if (!given.contains("--flow")) {
            all.put("--flow", flow.toString());
            all.put("--size", "16");
        }
        all.keySet().removeAll(given);
        List<String> words = new ArrayList<>(List.of("attributes"));
        all.forEach((option, value) -> words.addAll(List.of(option, value)));
        words.addAll(given);
        return Invocation.of(words.toArray(String[]::new));
    }

    @Test
    void conditionsAreSideBySide() throws IOException {
        Path out = folder.resolve("condition");
        Invocation run = attributes(
                out,
                "--condition",
                "Makeup",
                "--threshold",
                "1.5",
                "--sweep",
                "--directions",
                "2",
                "--dtype",
                "float64");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains(
                        "resnet50 (outputs 3", "2 steps of the method euler, exact JVPs through solver and classifier")
                .contains("given that Makeup hardly changes, Nose and Cheeks:", "difference, as published")
                .contains("The row norm of Makeup lies between ")
                .doesNotContain("NaN");
        assertThat(names(out))
                .contains("all-uncentred.csv", "all-centred-error.csv", "all-second-moment.csv", "all.png")
                .contains("product-uncentred.csv", "difference.png", "row-norm-centred.csv")
                .contains("published-uncentred.csv", "sweep.csv", "sweep.png", "entries.csv", "run.json")
                .doesNotContain("sums.safetensors");
        List<String> matrix = Files.readAllLines(out.resolve("all-uncentred.csv"));
        assertThat(matrix.get(0)).isEqualTo("attribute,Makeup,Nose,Cheeks");
        assertThat(matrix.get(1)).startsWith("Makeup,1,");
        assertThat(matrix.get(1).split(",", -1)[2]).isEqualTo(matrix.get(2).split(",", -1)[1]);
        assertThat(Files.readAllLines(out.resolve("entries.csv"))).hasSize(1 + 5 * 3 * 2);
        // Three readings of eight thresholds and the published one, three pairs each.
        assertThat(Files.readAllLines(out.resolve("sweep.csv"))).hasSize(1 + 25 * 3);
        assertThat(ImageIO.read(out.resolve("sweep.png").toFile()).getWidth()).isGreaterThan(900);
        assertThat(Files.readString(out.resolve("run.json")))
                .contains("\"attributes\" : [ \"Makeup\", \"Nose\", \"Cheeks\" ]", "\"thresholds\" : \"[0.02, 0.05")
                .contains("sha256", "\"fraction kept\"");
    }

    @Test
    void heldAttributesHaveNoCorrelation() throws IOException {
        Path out = folder.resolve("do");
        Invocation run = attributes(out, "--do", "Nose=0.25", "--method", "fd", "--attributes", "Makeup,Nose,Chin");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("Nose changes by 0.25 exactly", "undefined: Nose is held", "6, 1 unit direction each");
        assertThat(Files.readAllLines(out.resolve("entries.csv")))
                .anyMatch(row -> row.startsWith("do,Makeup,Nose,centred,,,,,,,,,6,6,Nose is held"))
                .anyMatch(row -> row.matches("do,Makeup,Chin,uncentred,-?[01].*,6,6,"));
    }

    /** A regressor's outputs have the names that its training wrote; the flow is linear, so only its last layers bend. */
    @Test
    void aRegressorAfterAFittedFlowIsMeasured() throws IOException {
        Path regressor = WeightsFile.withMetadata(
                folder.resolve("regressor.safetensors"),
                Architecture.named("regressor").with("outputs", "2").with("base_channels", "1"),
                RegressorData.TARGETS,
                "thickness,slant");
        Path out = folder.resolve("fitted");
        Invocation run = attributes(
                out,
                "--flow",
                "gaussian",
                "--images",
                folder.resolve("images").toString(),
                "--labels",
                folder.resolve("labels").toString(),
                "--classifier",
                regressor.toString(),
                "--bootstrap",
                "0");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("thickness, slant", "of 20 images", "float64 on host");
        assertThat(Files.readAllLines(out.resolve("entries.csv")).get(1))
                .matches("all,thickness,slant,uncentred,[-0-9.E]+,[-0-9.E]+,[-0-9.E]+,[-0-9.E]+,,,,[0-9.E]+,6,6,");
    }

    @Test
    void theSameSumsWhereverARunWasBrokenOff() throws IOException {
        Path file = folder.resolve("sums.safetensors");
        try (Device device = new HostDevice()) {
            JvpEstimator estimator = new JvpEstimator(x -> Ops.tanh(x), 2, 3).withLargestChunk(10);
            ResumableSums run = new ResumableSums(file, Map.of("steps", "2"));
            DependenceSums whole = sums();
            assertThat(run.run(estimator, device, DType.FLOAT64, whole, 60, done -> {}, () -> false))
                    .isTrue();
            assertThat(file).doesNotExist();
            DependenceSums first = sums();
            assertThat(run.run(estimator, device, DType.FLOAT64, first, 60, done -> {}, () -> first.samples() > 20))
                    .isFalse();
            assertThat(file).exists();
            assertThatThrownBy(() -> new ResumableSums(file, Map.of("steps", "3"))
                            .run(estimator, device, DType.FLOAT64, sums(), 60, done -> {}, () -> false))
                    .isInstanceOf(BadFileException.class)
                    .hasMessageContaining("with steps 2 where this one has 3");
            DependenceSums second = sums();
            assertThat(run.run(estimator, device, DType.FLOAT64, second, 60, done -> {}, () -> false))
                    .isTrue();
            assertThat(second.state()).isEqualTo(whole.state());
            run.delete();
            assertThat(file).doesNotExist();
        }
    }

    private static DependenceSums sums() {
        return new DependenceSums(2, Set.of(), null, List.of(), 40, 3);
    }

    static Stream<Arguments> badInput() {
        return Stream.of(
                Arguments.of("--condition Beard", "has no attribute 'Beard'; it has Makeup, Nose, Cheeks."),
                Arguments.of("--do Beard=0", "has no attribute 'Beard'"),
                Arguments.of("--attributes A,B", "has 3 outputs, and --attributes names 2"),
                Arguments.of("--attributes A,B,A", "need different names"),
                Arguments.of("--classifier FOLDER/flow.safetensors", "which gives no attributes of images"),
                Arguments.of("--flow FOLDER/classifier.safetensors", "which makes no images"),
                Arguments.of("--classifier FOLDER/large.safetensors", "was trained on images of 64 x 64 pixels"),
                Arguments.of("--flow FOLDER/grey.safetensors", "does not take the flow's images of [28, 28, 1]"),
                Arguments.of(
                        "--flow gaussian --images FOLDER/images --labels FOLDER/labels",
                        "does not take the flow's images of "),
                Arguments.of("--classifier FOLDER/none.safetensors", "none.safetensors"));
    }

    @ParameterizedTest
    @MethodSource("badInput")
    void badInputIsASentence(String options, String sentence) {
        Invocation run = attributes(
                folder.resolve("bad"),
                options.replace("FOLDER", folder.toString()).split(" ", -1));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.sentences().stream().filter(line -> !line.contains(": skipped, as the model does not use")))
                .singleElement()
                .asString()
                .contains(sentence);
        assertThat(run.out()).isEmpty();
    }

    static Stream<Arguments> misuse() {
        return Stream.of(
                Arguments.of("--samples 1", "--samples of 2 or more"),
                Arguments.of("--directions 0", "--directions is 0"),
                Arguments.of("--epsilon 0", "positive --epsilon"),
                Arguments.of("--bootstrap 39", "--bootstrap is 39; it is 0 or 40 to"),
                Arguments.of("--sweep", "are of --condition"),
                Arguments.of("--condition Nose --do Cheeks=0", "leave one of them out"),
                Arguments.of("--condition Nose --threshold 0", "--threshold is above 0"),
                Arguments.of("--condition Nose --pair Cheeks", "--pair names two attributes"),
                Arguments.of("--do Nose=NaN", "--do takes a finite number for Nose"),
                Arguments.of("--images FOLDER/images", "a trained flow needs none"),
                Arguments.of("--flow gaussian", "fitted to --images with --labels"),
                Arguments.of("--flow linear", "there is no 'linear'"),
                Arguments.of("--size 0", "--size is 0"));
    }

    @ParameterizedTest
    @MethodSource("misuse")
    void misuseIsASentence(String options, String sentence) {
        Invocation run = attributes(
                folder.resolve("misuse"),
                options.replace("FOLDER", folder.toString()).split(" ", -1));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
