package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.data.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainCommandTest {
    @TempDir
    private Path folder;

    private static Invocation train(String what, String... options) {
        List<String> words = new ArrayList<>(List.of("train", what, "--device", "host"));
        words.addAll(List.of(options));
        return Invocation.of(words.toArray(String[]::new));
    }

    private static Invocation small(Path out, String... options) {
        List<String> words = new ArrayList<>(List.of("--width", "4", "--batch", "16", "--samples", "100"));
        words.addAll(List.of("--out", out.toString()));
        words.addAll(List.of(options));
        return train("gaussian1d", words.toArray(String[]::new));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aRunWritesModelLossesAndRecord() throws IOException {
        Path out = folder.resolve("new/run");
        Invocation run = small(out, "--steps", "20", "--checkpoint-every", "8");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(names(out))
                .containsExactly(
                        ".lock",
                        "checkpoint-00000016",
                        "checkpoint-00000020",
                        "loss.csv",
                        "loss.png",
                        "loss_excess.csv",
                        "model.safetensors",
                        "run.json");
        assertThat(Files.readAllLines(out.resolve("loss.csv"))).hasSize(21).startsWith("step,loss");
        assertThat(Files.readAllLines(out.resolve("loss.csv")).get(20)).startsWith("19,");
        assertThat(Files.readAllLines(out.resolve("loss_excess.csv")))
                .hasSize(7) // 1, 2, 3, 5, 10 and 20 steps
                .startsWith("step,excess,standard_error");
        assertThat(out.resolve("run.json")).content().contains("\"learning rate\" : \"0.001\"", "\"steps\" : 20");
        assertThat(run.sentences())
                .contains("checkpoint " + out.resolve("checkpoint-00000008"))
                .anyMatch(line -> line.startsWith("10 of 20 steps, loss "));
        assertThat(run.words()).first().asString().startsWith("20 of 20 steps, loss ");
        try (Safetensors model = Safetensors.open(out.resolve("model.safetensors"))) {
            assertThat(model.metadata()).containsEntry("model", "mlp1d").containsEntry("step", "20");
        }
    }

    /** The published network learns the flow of Fig. 1: from 2, the mean square of x1 - x0, towards the floor pi / 2. */
    @Test
    void theGaussianFlowIsLearned() throws IOException {
        Invocation run = train("gaussian1d", "--width", "16", "--steps", "400", "--out", folder.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> rows = Files.readAllLines(folder.resolve("loss.csv"));
        assertThat(mean(rows, 1, 51)).isBetween(1.8, 2.2);
        assertThat(mean(rows, 301, 401)).isBetween(1.45, 1.70);
    }

    private static double mean(List<String> rows, int from, int to) {
        return rows.subList(from, to).stream()
                .mapToDouble(row -> Double.parseDouble(row.split(",", -1)[1]))
                .average()
                .orElseThrow();
    }

    @Test
    void bothReadingsOfTheCorrelatedGaussianAreLearned() throws IOException {
        for (String prediction : List.of("velocity", "x1")) {
            Path out = folder.resolve(prediction);
            Invocation run = train(
                    "gaussian2d",
                    "--width=16",
                    "--blocks=2",
                    "--samples=0",
                    "--steps=300",
                    "--predict=" + prediction,
                    "--out=" + out);
            assertThat(run.exitCode()).as(run.err()).isZero();
            List<String> rows = Files.readAllLines(out.resolve("loss.csv"));
            assertThat(mean(rows, 201, 301)).isLessThan(0.9 * mean(rows, 1, 21));
            try (Safetensors model = Safetensors.open(out.resolve("model.safetensors"))) {
                assertThat(model.metadata())
                        .containsEntry("prediction", prediction)
                        .containsEntry("samples", "new in each step");
            }
        }
    }

    @Test
    void aRunGoesOnWhereItStopped() throws IOException {
        Path straight = folder.resolve("straight");
        Path broken = folder.resolve("broken");
        assertThat(small(straight, "--steps", "20").exitCode()).isZero();
        assertThat(small(broken, "--steps", "7").exitCode()).isZero();
        Files.writeString(broken.resolve("loss.csv"), "step,loss\n0,1\n");
        Invocation rest = small(broken, "--steps", "20", "--resume", broken.toString());
        assertThat(rest.exitCode()).as(rest.err()).isZero();
        assertThat(rest.err()).contains("going on from " + broken.resolve("checkpoint-00000007"));
        for (String name : List.of("model.safetensors", "loss.csv", "checkpoint-00000020/training.safetensors")) {
            assertThat(broken.resolve(name)).hasSameBinaryContentAs(straight.resolve(name));
        }
        // Once more, into another folder from the checkpoint itself.
        Path copy = folder.resolve("copy");
        Invocation again = small(
                copy,
                "--steps",
                "20",
                "--resume",
                broken.resolve("checkpoint-00000007").toString());
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(copy.resolve("model.safetensors")).hasSameBinaryContentAs(straight.resolve("model.safetensors"));
    }

    @Test
    void aRunIsNotOverwritten() throws IOException {
        assertThat(small(folder, "--steps", "3").exitCode()).isZero();
        byte[] before = Files.readAllBytes(folder.resolve("loss.csv"));
        Invocation again = small(folder, "--steps", "5");
        assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(again.sentences()).singleElement().asString().contains("go on with --resume " + folder);
        assertThat(folder.resolve("loss.csv")).hasBinaryContent(before);
        assertThat(names(folder)).contains("checkpoint-00000003");
    }

    @Test
    void aCheckpointOfAnotherRunIsRefused() {
        assertThat(small(folder, "--steps", "3").exitCode()).isZero();
        Invocation other = small(folder, "--steps", "5", "--lr", "0.01", "--resume", folder.toString());
        assertThat(other.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(other.sentences())
                .last()
                .asString()
                .contains("is of another run, with learning rate 0.001 where this one has 0.01");
    }

    @Test
    void aDamagedCheckpointIsNamedWithTheOneBefore() throws IOException {
        assertThat(small(folder, "--steps", "4", "--checkpoint-every", "2").exitCode())
                .isZero();
        Path file = folder.resolve("checkpoint-00000004/square.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        Invocation run = small(folder, "--steps", "6", "--resume", folder.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        Path before = folder.resolve("checkpoint-00000002");
        assertThat(run.sentences())
                .singleElement()
                .asString()
                .contains("square.safetensors was changed", "continue from the one before it, " + before);
        Invocation from = small(folder, "--steps", "6", "--resume", before.toString());
        assertThat(from.exitCode()).as(from.err()).isZero();
        assertThat(names(folder))
                .contains("checkpoint-00000002", "checkpoint-00000006")
                .doesNotContain("checkpoint-00000004");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("--batch 0", "A batch has 1 sample or more"),
                Arguments.of("--batch 101", "100 samples do not fill a batch of 101"),
                Arguments.of("--steps 0", "A training has 1 to 1000000000 steps"),
                Arguments.of("--lr 0", "A learning rate is positive"),
                Arguments.of("--lr NaN", "A learning rate is positive"),
                Arguments.of("--warm-up -1", "A warm-up has 0 steps or more"),
                Arguments.of("--clip 0", "positive norm"),
                Arguments.of("--ema 2", "at least 0 and below 1, got 2.0."),
                Arguments.of("--ema 1", "below 1, got 1.0, with which it would stay at the first parameters."),
                Arguments.of("--ema NaN", "at least 0 and below 1, got NaN."),
                Arguments.of("--clip -1", "A gradient is clipped to a positive norm, got -1.0."),
                Arguments.of(
                        "-steps 5", "'-steps' has one dash, where options have two: perhaps --steps is meant, and"),
                Arguments.of("--samples -1", "--samples is a number of samples"),
                Arguments.of("--width 0", "must be a whole number"),
                Arguments.of("--schedule linear", "there is no 'linear'; there are constant, cosine"),
                Arguments.of("--checkpoint-every 0", "--checkpoint-every is 1 or more"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void optionsThatCannotBeAreRefused(String option, String sentence) {
        Map<String, String> options = new LinkedHashMap<>(
                Map.of("--steps", "2", "--width", "4", "--samples", "100", "--out", folder.toString()));
        options.put(option.split(" ", -1)[0], option.split(" ", -1)[1]);
        List<String> words = new ArrayList<>();
        options.forEach((name, value) -> words.addAll(List.of(name, value)));
        Invocation run = train("gaussian1d", words.toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).first().asString().contains(sentence);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderIsNeeded() {
        Invocation run = train("gaussian1d", "--steps", "2");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).first().asString().contains("--out=DIR");
    }

    @Test
    void aFolderThatCannotBeWrittenIsOneSentence() throws IOException {
        Path occupied = Files.writeString(folder.resolve("file"), "here first");
        Invocation run = train("gaussian1d", "--steps", "2", "--out", occupied.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.OUTPUT_FAILURE);
        assertThat(run.sentences()).singleElement().asString().contains(occupied.toString());
        assertThat(occupied).hasContent("here first");
    }

    @Test
    void aTrainingThatDivergesIsOneSentence() {
        Invocation run = small(folder, "--steps", "20", "--lr", "1e30");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.sentences()).last().asString().contains("train with a smaller learning rate");
    }

    @Test
    void aNameIsAskedFor() {
        Invocation run = Invocation.of("train");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).singleElement().asString().startsWith("Name what to train: gaussian1d, ");
    }
}
