package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dualflow.nn.Architecture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Table 6 and Figure 5, of labels. */
class LabelCommandsTest {
    @TempDir
    private Path folder;

    /** Labels A, B and C with known counts, and D, which never varies. */
    private Path list() throws IOException {
        return list("A,B,C,D", ",-1");
    }

    private Path list(String names, String rest) throws IOException {
        StringBuilder text = new StringBuilder("image," + names + "\n");
        int[] counts = {40, 10, 10, 20, 15, 5, 5, 45};
        int image = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            for (int i = 0; i < counts[cell]; i++) {
                text.append(image++)
                        .append(".png,")
                        .append(sign(cell & 2))
                        .append(',')
                        .append(sign(cell & 1));
                text.append(',').append(sign(cell & 4)).append(rest).append('\n');
            }
        }
        return Files.writeString(folder.resolve("labels.csv"), text);
    }

    private static int sign(int bit) {
        return bit == 0 ? -1 : 1;
    }

    private static double number(List<String> csv, int row, int column) {
        return Double.parseDouble(csv.get(row).split(",", -1)[column]);
    }

    /** phi is (65 55 - 15 15) / sqrt(80 70 80 70); without C (20 40 - 10 10) / (30 50), with it (45 15 - 5 5) / sqrt(50 20 50 20). */
    @Test
    void table6GivesBothCoefficientsWithTheirErrors() throws IOException {
        Path out = folder.resolve("out");
        Invocation run = Invocation.of(
                "reproduce",
                "table6",
                "--attributes",
                list().toString(),
                "--of",
                "A,B",
                "--given",
                "C",
                "--resamples",
                "300",
                "--out",
                out.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.words())
                .contains("Table 6: correlation of the labels A and B of 150 images")
                .anyMatch(line -> line.startsWith("the labels 150 phi 0.5982 0.0"))
                .noneMatch(line -> line.contains("paper"));
        List<String> csv = Files.readAllLines(out.resolve("table6.csv"));
        assertThat(csv).hasSize(9).startsWith("of,coefficient,images,value,standard_error,bootstrap_error");
        assertThat(number(csv, 1, 3)).isCloseTo(3350 / 5600.0, offset(1e-15));
        assertThat(number(csv, 3, 3)).isCloseTo(700 / 1500.0, offset(1e-15));
        assertThat(number(csv, 4, 3)).isCloseTo(650 / 1000.0, offset(1e-15));
        for (int row : new int[] {1, 3, 4, 5, 7, 8}) {
            // Of 300 resamples a deviation is known to 4 %, and the delta method of 70 rows is off by as much.
            assertThat(number(csv, row, 5) / number(csv, row, 4)).isBetween(0.85, 1.25);
        }
        assertThat(csv.get(2)).matches("partial given C,phi,150,0\\.\\d+,,0\\.\\d+");
        assertThat(out.resolve("run.json")).content().contains("\"seed\" : 42", "labels.csv", "\"largest_phi\"");
    }

    @Test
    void labelsThatNeverVaryAreNamedAndUndefined() throws IOException {
        Invocation table = Invocation.of(
                "reproduce",
                "table6",
                "--attributes",
                list().toString(),
                "--of",
                "A,D",
                "--given",
                "B",
                "--resamples",
                "20",
                "--out",
                folder.toString());
        assertThat(table.exitCode()).isZero();
        assertThat(table.words())
                .contains("the labels 150 phi undefined")
                .contains("The label D is -1 in every image, so that its correlations are undefined.");
        assertThat(Files.readAllLines(folder.resolve("table6.csv")).get(1)).isEqualTo("the labels,phi,150,,,");
        Invocation figure = Invocation.of(
                "reproduce", "figure5", "--attributes", list().toString(), "--given", "C", "--out", folder.toString());
        assertThat(figure.exitCode()).isZero();
        assertThat(figure.words())
                .contains("The label D is -1 in every image, so that its correlations are undefined.");
        assertThat(Files.readAllLines(folder.resolve("figure5_phi.csv")))
                .hasSize(5)
                .startsWith("label,A,B,C,D")
                .contains("D,,,,")
                .element(1)
                .asString()
                .startsWith("A,1,0.598");
        assertThat(Files.readAllLines(folder.resolve("figure5_partial_phi.csv")))
                .contains("C,,,,");
        assertThat(ImageIO.read(folder.resolve("figure5.png").toFile()).getWidth())
                .isGreaterThan(300);
        assertThat(folder.resolve("run.json")).content().contains("\"given\" : \"C\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "table6 --of A,B --given E | 4 | labels.csv has no attribute \"E\": in line 1 it has A, B, C, D.",
                "table6 --of A,X --given C | 4 | labels.csv has no attribute \"X\": in line 1 it has A, B, C, D.",
                "table6 --of A --given C | 2 | --of names two labels and --given a third, not A and C.",
                "table6 --of A,A --given C | 2 | --of names two labels and --given a third, not A,A and C.",
                "table6 --of A,B --given B | 2 | --of names two labels and --given a third, not A,B and B.",
                "table6 --of A,B --given C --flow x | 2 | --flow and --classifier go together: an estimate takes"
                        + " derivatives of one after the other.",
                "figure5 --given C --images x | 2 | --images are for the logits of a classifier: name --flow and"
                        + " --classifier too.",
                "table6 --of A,B --given C --samples 1 | 2 | --samples is 1; a correlation takes 2 to 10000000 of"
                        + " them.",
                "table6 --of A,B --given C --steps 0 | 2 | --steps is 0; the solver takes 1 to 1000000 steps.",
                "table6 --of A,B --given C --resamples 1 | 2 | --resamples is 1; a standard error takes 2 to 100000 of"
                        + " them.",
                "figure5 --given E | 4 | labels.csv has no attribute \"E\": in line 1 it has A, B, C, D."
            })
    void refusesInOneSentence(String words, int exitCode, String sentence) throws IOException {
        String[] all = ("reproduce " + words + " --attributes " + list()).split(" ");
        Invocation run = Invocation.of(all);
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.sentences()).hasSize(1).first().asString().endsWith(sentence);
        assertThat(run.out()).isEmpty();
    }

    /** Images 0.png to 3.png of 150 in the list, a flow and a classifier of three labels. */
    private String[] estimates(String command, Path list, String classifierNames) throws IOException {
        Path flow = WeightsFile.flowUNet(folder.resolve("flow.safetensors"), 3);
        Path classifier = WeightsFile.withMetadata(
                folder.resolve("classifier.safetensors"),
                Architecture.named("resnet50")
                        .with("outputs", Integer.toString(classifierNames.split(",", -1).length))
                        .with("base_channels", "1"),
                TrainedClassifier.NAMES,
                classifierNames);
        Path images = Files.createDirectories(folder.resolve("images"));
        for (int i = 0; i < 4; i++) {
            BufferedImage image = new BufferedImage(20, 16 + i, BufferedImage.TYPE_INT_RGB);
            image.setRGB(3 + i, 8, 0xFF8000 + i);
            ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
        }
        return ("reproduce " + command + " --given C --device host --size 16 --samples 6 --steps 2 --attributes " + list
                        + " --flow " + flow + " --classifier " + classifier + " --images " + images + " --out "
                        + folder.resolve("estimates"))
                .split(" ");
    }

    @Test
    void estimatesStandBesideTheLabels() throws IOException {
        Path list = list("A,B,C", "");
        Invocation table = Invocation.of(estimates("table6 --of A,B --resamples 20", list, "A,B,C"));
        assertThat(table.exitCode()).as(table.err()).isZero();
        assertThat(table.words())
                .anyMatch(line -> line.startsWith("logits of the images 4 Pearson "))
                .anyMatch(line -> line.startsWith("derivatives of logits 6 Pearson "))
                .anyMatch(line -> line.startsWith("where C hardly changes "));
        List<String> csv = Files.readAllLines(folder.resolve("estimates/table6.csv"));
        assertThat(csv).hasSize(12);
        assertThat(number(csv, 10, 3)).isBetween(-1.0, 1.0);

        Invocation figure = Invocation.of(estimates("figure5", list, "A,B,C"));
        assertThat(figure.exitCode()).as(figure.err()).isZero();
        List<String> matrix = Files.readAllLines(folder.resolve("estimates/figure5_estimate.csv"));
        assertThat(matrix).hasSize(4).startsWith("label,A,B,C");
        // The same samples and directions give the same estimate.
        assertThat(number(matrix, 1, 2)).isEqualTo(number(csv, 10, 3));
        assertThat(folder.resolve("estimates/figure5_logits.csv")).exists();
        assertThat(folder.resolve("estimates/figure5_estimate_conditioned.csv")).exists();
        assertThat(folder.resolve("estimates/run.json")).content().contains("flow.safetensors", "\"steps\" : 2");
    }

    @Test
    void whatDoesNotBelongTogetherIsRefusedInOneSentence() throws IOException {
        Path list = list("A,B,C", "");
        assertRefused(
                estimates("table6 --of A,B", list, "A,C,B"),
                "are not the attributes of " + list + ": number 2 is \"C\" there and \"B\" here; take a classifier that"
                        + " was trained on this list.");
        assertRefused(
                estimates("figure5", list, "A,B"),
                "are not the attributes of " + list
                        + ": number 3 is missing there and \"C\" here; take a classifier that"
                        + " was trained on this list.");
        String[] all = estimates("table6 --of A,B", list, "A,B,C");
        Path extra = folder.resolve("images/9999.png");
        Files.copy(folder.resolve("images/0.png"), extra);
        assertRefused(
                all,
                "The file " + list
                        + " has no row for the image \"9999.png\": name the list that belongs to the images.");
        Files.delete(extra);
        byte[] png = Files.readAllBytes(folder.resolve("images/2.png"));
        png[19] = 127; // a width that the file does not hold
        png[17] = 127;
        Files.write(folder.resolve("images/2.png"), png);
        Invocation forged = Invocation.of(all);
        assertThat(forged.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(forged.sentences()).last().asString().contains("2.png");
        assertThat(Files.exists(folder.resolve("estimates/table6.csv"))).isFalse();
    }

    private static void assertRefused(String[] words, String sentence) {
        Invocation run = Invocation.of(words);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.sentences()).hasSize(1).first().asString().endsWith(sentence);
        assertThat(run.out()).isEmpty();
    }

    /** The right values were computed apart from this program. */
    @Test
    void factsOfTheRealLabels() throws IOException {
        String data = System.getenv("DUALFLOW_DATA");
        assumeTrue(data != null, "DUALFLOW_DATA is unset: name the folder that holds celeba/*.txt to run this test.");
        Path list = Path.of(data, "celeba", "list_attr_celeba_first20000.txt");
        Invocation run = Invocation.of(
                "reproduce",
                "table6",
                "--attributes",
                list.toString(),
                "--resamples",
                "200",
                "--out",
                folder.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("corrected: the paper prints 0.40 for the labels. That is not phi, which is 0.1767");
        List<String> csv = Files.readAllLines(folder.resolve("table6.csv"));
        double[] expected = {0.1767, 0.1077, 0.0303, 0.1489, 0.3990, 0.150, 0.163, 0.278};
        double[] rounding = {5e-5, 5e-5, 5e-5, 5e-5, 5e-5, 5e-4, 5e-4, 5e-4};
        for (int row = 0; row < expected.length; row++) {
            assertThat(number(csv, row + 1, 3)).isCloseTo(expected[row], offset(rounding[row] + 1e-12));
        }
        assertThat(number(csv, 5, 4)).isCloseTo(0.016, offset(5e-4));
        assertThat(number(csv, 5, 5)).isCloseTo(0.016, offset(3e-3));
    }
}
