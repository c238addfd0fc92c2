package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.data.IdxImages;
import dualflow.testing.SyntheticImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrelateRegionTest {
    private static final IdxImages IMAGES = SyntheticImages.of(120).images();

    @TempDir
    private Path folder;

    @BeforeEach
    void writeImages() throws IOException {
        SyntheticImages.write(SyntheticImages.of(120), folder);
    }

    private Invocation correlate(String... options) {
        List<String> all = new ArrayList<>(List.of("correlate", "--device=host", "--flow=gaussian"));
        all.add("--images=" + folder.resolve("images"));
        all.add("--labels=" + folder.resolve("labels"));
        all.addAll(List.of(options));
        return Invocation.of(all.toArray(String[]::new));
    }

    private static String[][] cells(Path csv) throws IOException {
        return Files.readAllLines(csv).stream().map(line -> line.split(",", -1)).toArray(String[][]::new);
    }

    private static double empirical(int a, int b) {
        double[][] columns = new double[2][IMAGES.count()];
        for (int i = 0; i < IMAGES.count(); i++) {
            columns[0][i] = IMAGES.image(i)[a];
            columns[1][i] = IMAGES.image(i)[b];
        }
        return new PearsonsCorrelation().correlation(columns[0], columns[1]);
    }

    @Test
    void theMatricesAreThoseOfAllPairs() throws IOException {
        Path out = folder.resolve("out");
        Invocation run = correlate("--region=1:1,2x3", "--samples=400", "--out=" + out);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        String[][] empirical = cells(out.resolve("empirical.csv"));
        String[][] estimated = cells(out.resolve("estimated.csv"));
        assertThat(empirical[0]).containsExactly("pixel", "1:1", "1:2", "1:3", "2:1", "2:2", "2:3");
        double sum = 0;
        double largest = 0;
        for (int i = 0; i < 6; i++) {
            assertThat(empirical[i + 1][0]).isEqualTo(empirical[0][i + 1]);
            assertThat(Double.parseDouble(estimated[i + 1][i + 1])).isEqualTo(1);
            for (int j = i + 1; j < 6; j++) {
                double truth = empirical((1 + i / 3) * 5 + 1 + i % 3, (1 + j / 3) * 5 + 1 + j % 3);
                assertThat(Double.parseDouble(empirical[i + 1][j + 1])).isCloseTo(truth, within(1e-12));
                assertThat(estimated[j + 1][i + 1]).isEqualTo(estimated[i + 1][j + 1]);
                double difference = Math.abs(Double.parseDouble(estimated[i + 1][j + 1]) - truth);
                sum += difference;
                largest = Math.max(largest, difference);
            }
        }
        assertThat(run.words())
                .contains("region 1:1,2x3: 6 pixels, 15 pairs")
                .anyMatch(line -> line.startsWith("|Corr of the derivatives - Pearson of the images|: mean "))
                .anyMatch(line -> line.startsWith("The largest difference is that of "))
                .anyMatch(line -> line.matches("Of the 95 % intervals, 1[1-5] of 15 contain .*"));
        assertThat(run.out())
                .contains(String.format(Locale.ROOT, "mean %.4f", sum / 15))
                .contains(String.format(Locale.ROOT, "largest %.4f", largest));
        Path pairs = folder.resolve("pairs");
        assertThat(correlate("--pixels=1:1,1:2", "--samples=400", "--out=" + pairs)
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(cells(pairs.resolve("pairs.csv"))[1][2]).isEqualTo(estimated[1][2]);
        assertThat(cells(out.resolve("pairs.csv"))).hasDimensions(16, cells(pairs.resolve("pairs.csv"))[0].length);
        assertThat(ImageIO.read(out.resolve("region.png").toFile()).getHeight()).isGreaterThan(500);
        assertThat(Files.readString(out.resolve("run.json"))).contains("\"compared pairs\" : 15", "largest difference");
    }

    @Test
    void aPixelThatNeverMovesHasNoCorrelations() throws IOException {
        Path out = folder.resolve("out");
        Invocation run = correlate("--region=0:0,1x3", "--samples=20", "--out=" + out);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.words()).contains("2 pairs have a pixel that never changes and no correlation");
        String[][] estimated = cells(out.resolve("estimated.csv"));
        assertThat(estimated[1]).containsExactly("0:0", "", "", "");
        assertThat(Double.parseDouble(estimated[2][2])).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--region=1:1,4x2|The region 1:1,4x2 is not within the images: rows go from 0 to 3 and columns to 4.",
                "--region=1:1,2x5|The region 1:1,2x5 is not within the images",
                "--region=4:1,1x2|The region 4:1,1x2 is not within the images",
                "--region=1:1,1x1|has 1 pixels; correlations are of 2 to 1024",
                "--region=0:0,33x32|has 1056 pixels; correlations are of 2 to 1024",
                "--region=0:0,999999x999999|has 999998000001 pixels",
                "--region=1:1|'1:1' is not a region",
                "--region=1:1,2x|'1:1,2x' is not a region",
                "--region=1-1,2x2|'1-1' is not a pixel",
                "--region=1:1,2x2 --pixels=1:1,1:2|leave --pixels out",
                "--samples=20|Name --pixels, such as 8:14,8:15, or a --region"
            })
    void misuseIsASentence(String options, String sentence) {
        Invocation run = correlate(options.split(" ", -1));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).first().asString().contains(sentence);
        assertThat(run.out()).isEmpty();
    }
}
