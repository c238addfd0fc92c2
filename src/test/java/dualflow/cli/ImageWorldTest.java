package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.data.IdxImages;
import dualflow.data.IdxLabels;
import dualflow.data.LabelledImages;
import dualflow.testing.SyntheticImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The image world and counterfactuals with networks that hardly were trained: whether all joins. */
class ImageWorldTest {
    private static final int SIDE = 16;

    @TempDir
    private static Path folder;

    private static Invocation first;

    /** Strokes of three pixels that lean. */
    private static LabelledImages digits() {
        byte[] pixels = new byte[4 * SIDE * SIDE];
        for (int image = 0; image < 4; image++) {
            for (int y = 3; y < SIDE - 3; y++) {
                int x = 6 + image * (y - 8) / 8;
                for (int dx = 0; dx < 3; dx++) {
                    pixels[(image * SIDE + y) * SIDE + x + dx] = (byte) (dx == 1 ? 250 : 180);
                }
            }
        }
        return new LabelledImages(new IdxImages(4, SIDE, SIDE, pixels), new IdxLabels(new byte[] {1, 1, 1, 1}));
    }

    private static List<String> files() {
        return List.of("--images=" + folder.resolve("images"), "--labels=" + folder.resolve("labels"));
    }

    private static Invocation test(String... more) {
        List<String> words = new ArrayList<>(List.of("causal-test", "--world=images", "--device=host"));
        words.addAll(files());
        words.addAll(List.of("--structures=collider", "--count=80", "--base-channels=1", "--solver-steps=2"));
        words.addAll(List.of("--steps=2", "--regressor-steps=2", "--samples=8", "--tau=1,0.2"));
        words.add("--out=" + folder.resolve("out"));
        words.addAll(List.of(more));
        return Invocation.of(words.toArray(String[]::new));
    }

    @BeforeAll
    static void run() throws IOException {
        SyntheticImages.write(digits(), folder);
        first = test();
    }

    @Test
    void theTableHasTruthImagesAndProductsAndARunIsRepeatedToTheSameBits() throws IOException {
        assertThat(first.exitCode()).as(first.err()).isZero();
        Path csv = folder.resolve("out/table.csv");
        List<String> table = Files.readAllLines(csv);
        assertThat(table).hasSize(1 + 2 * 3 + 2 * (2 + 4 + 2));
        assertThat(table.get(1)).startsWith("collider,training images,all,,assigned,1,0,");
        assertThat(table.get(2)).startsWith("collider,training images,given the middle,,assigned,1,-0.5625,");
        assertThat(table).filteredOn(line -> line.contains("(Ju)_k = 0")).hasSize(2);
        assertThat(first.words())
                .contains("collider: thickness -> intensity <- slant")
                .anyMatch(line -> line.startsWith("products J u |(Ju)_k| < 0.2 -0.563 "));
        assertThat(folder.resolve("out/collider/generated.png")).exists();
        assertThat(folder.resolve("out/run.json")).content().contains("\"world\" : \"images\"", "R^2 of regressor 2");
        Invocation again = test();
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.err()).contains("going on from " + folder.resolve("out/collider/flow"));
        assertThat(Files.readAllLines(csv)).isEqualTo(table);
    }

    @Test
    void counterfactualsStandBesideTheModels() throws IOException {
        Path out = folder.resolve("counterfactuals");
        Invocation run = counterfactual(
                "--do=thickness=3", "--hold=slant", "--count=4", "--steps=2", "--newton=1", "--out=" + out);
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> table = Files.readAllLines(out.resolve("table.csv"));
        assertThat(table).hasSize(7);
        String[] own = table.get(6).split(",", -1);
        assertThat(own[0]).isEqualTo("the model's own image");
        assertThat(Double.parseDouble(own[1])).isLessThan(0.5); // thickness
        assertThat(own[7]).isEqualTo("0"); // distance from itself
        assertThat(run.words()).anyMatch(line -> line.startsWith("do(thickness=3) on 4 images"));
        assertThat(out.resolve("counterfactuals.png")).exists();
    }

    private static Invocation counterfactual(String... more) {
        List<String> words = new ArrayList<>(List.of("counterfactual", "--device=host", "--structure=collider"));
        words.addAll(files());
        words.add("--flow=" + folder.resolve("out/collider/flow"));
        if (Arrays.stream(more).noneMatch(word -> word.startsWith("--regressor"))) {
            words.add("--regressor=" + folder.resolve("out/collider/regressor-1"));
        }
        words.addAll(List.of(more));
        return Invocation.of(words.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--do=weight=3|2|The structure collider has no variable 'weight'; it has thickness, slant, intensity.",
                "--do=thickness|2|For '--do' a variable is given a number, such as thickness=3, not 'thickness'.",
                "--do=intensity=300|2|intensity of 300",
                "--do=thickness=3 --hold=thickness|2|An output is changed or held, not both",
                "--do=thickness=3 --regressor=FOLDER/out/collider/flow|4|which measures no attributes of digits"
            })
    void badQuestionsAreRefused(String options, int exitCode, String sentence) {
        Invocation run =
                counterfactual(options.replace("FOLDER", folder.toString()).split(" ", -1));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.sentences()).first().asString().containsIgnoringCase(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--world=images|--world images shapes digits: name them by --images and --labels.",
                "--world=images FILES|--world images trains networks: name a folder for them by --out.",
                "--world=images FILES --out=x --structures=mediator|there is no 'mediator' in the images world",
                "--world=images FILES --out=x --count=10|--count is 10; of each structure 80 to 1000000 images are made.",
                "--world=images FILES --out=x --samples=3000000000|--samples is 3000000000; of images at most 1000000 are made.",
                "--world=linear --count=100|are of --world images."
            })
    void badOptionsAreRefused(String options, String sentence) {
        String words = options.replace("FILES", String.join(" ", files()));
        Invocation run = Invocation.of(("causal-test " + words).split(" ", -1));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).first().asString().contains(sentence);
    }
}
