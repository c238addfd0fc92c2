package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.data.LabelledImages;
import dualflow.data.Safetensors;
import dualflow.nn.Architecture;
import dualflow.testing.SyntheticImages;
import dualflow.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A regressor on small images, of attributes that are linear functions of the pixels. */
class TrainRegressorTest {
    private static final int COUNT = 60;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeImages() throws IOException {
        LabelledImages all = SyntheticImages.of(COUNT, 8, 8);
        SyntheticImages.write(all, folder);
        List<String> lines = new ArrayList<>(List.of("name,brightness,contrast,constant"));
        for (int i = 0; i < COUNT; i++) {
            double[] image = all.images().image(i);
            double top = Arrays.stream(image, 0, 32).average().orElseThrow();
            double bottom = Arrays.stream(image, 32, 64).average().orElseThrow();
            lines.add("image " + i + "," + 1000 * (top + bottom) + "," + (top - bottom) + ",7");
        }
        Files.write(folder.resolve("labels.csv"), lines);
    }

    private Invocation train(String out, String targets, String... more) {
        List<String> words = new ArrayList<>(List.of("train", "regressor", "--device=host", "--batch=20"));
        words.add("--images=" + folder.resolve("images"));
        words.add("--labels=" + folder.resolve("labels.csv"));
        words.add("--targets=" + targets);
        words.add("--out=" + folder.resolve(out));
        words.add("--base-channels=2");
        words.addAll(List.of(more));
        if (words.stream().noneMatch(word -> word.startsWith("--held-out"))) {
            words.add("--held-out=20");
        }
        return Invocation.of(words.toArray(String[]::new));
    }

    @Test
    void aLinearRuleIsLearnedAndJudgedOnImagesHeldOut() throws IOException {
        Invocation run = train("run", "brightness", "--steps=100", "--lr=0.01");
        assertThat(run.exitCode()).as(run.err()).isZero();
        Matcher judged = Pattern.compile("brightness +R\\^2 ([0-9.]+) +root mean squared error ([0-9.]+)")
                .matcher(run.out());
        assertThat(judged.find()).as(run.out()).isTrue();
        assertThat(Double.parseDouble(judged.group(1))).isBetween(0.9, 1.0);
        assertThat(run.out()).contains("on 20 images held out:");
        Path model = folder.resolve("run/model.safetensors");
        assertThat(Weights.architecture(model))
                .contains(Architecture.named("regressor")
                        .with("base_channels", "2")
                        .with("outputs", "1"));
        try (Safetensors entries = Safetensors.open(model)) {
            assertThat(entries.metadata())
                    .containsEntry("targets", "brightness")
                    .containsEntry("held out", "20");
            assertThat(entries.doubles("target_mean")[0]).isBetween(500.0, 1500.0);
            assertThat(entries.doubles("target_deviation")[0]).isPositive();
        }
        assertThat(folder.resolve("run/run.json")).content().contains("\"R^2 of brightness\"");
    }

    @Test
    void aRunGoesOnToTheSameBits() throws IOException {
        assertThat(train("whole", "brightness,contrast", "--steps=4").exitCode())
                .isZero();
        String[] begun = {"--steps=4", "--checkpoint-every=2"};
        assertThat(train("parts", "brightness,contrast", begun).exitCode()).isZero();
        Path second = folder.resolve("parts/checkpoint-00000002");
        Invocation resumed = train("again", "brightness,contrast", "--steps=4", "--resume=" + second);
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(folder.resolve("again/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("whole/model.safetensors"));
        Invocation other = train("parts", "brightness", "--steps=4", "--resume=" + folder.resolve("parts"));
        assertThat(other.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(other.err()).contains("is of another run, with outputs 2 where this one has 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "colour|4|Line 1 of LABELS names no column \"colour\"; there are name, brightness, contrast, constant.",
                "name|4|Line 2 of LABELS has \"image 0\" where a number is expected, in the column \"name\".",
                "contrast,constant|4|The column \"constant\" of LABELS never varies in the images to train on: leave it out of --targets.",
                "contrast,contrast|2|--targets names a column twice: contrast,contrast."
            })
    void badTargetsAreRefused(String targets, int exitCode, String sentence) {
        Invocation run = train("run", targets);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.sentences())
                .first()
                .isEqualTo(
                        sentence.replace("LABELS", folder.resolve("labels.csv").toString()));
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void otherNumbersOfImagesAndRowsAreRefused() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("labels.csv"));
        Files.write(folder.resolve("labels.csv"), lines.subList(0, COUNT));
        Invocation run = train("run", "contrast");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.sentences())
                .first()
                .asString()
                .contains("labels.csv has 59 rows, and", "images holds 60 images: it has a row for each image.");
    }

    @Test
    void heldOutImagesAreSome() {
        Invocation run = train("run", "contrast", "--held-out=60");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--held-out is 60; of 60 images 2 to 59 can be held out.");
    }
}
