package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.data.IdxImages;
import dualflow.data.LabelledImages;
import dualflow.testing.SyntheticImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Figure3CommandTest {
    private static final LabelledImages IMAGES = SyntheticImages.of(40, 16, 16);

    @TempDir
    private Path folder;

    @BeforeEach
    void writeImages() throws IOException {
        SyntheticImages.write(IMAGES, folder);
    }

    private Invocation figure3(String... options) {
        List<String> all = new ArrayList<>(List.of("reproduce", "figure3", "--device", "host", "--digit", "3"));
        all.addAll(List.of("--images", folder.resolve("images").toString()));
        all.addAll(List.of("--labels", folder.resolve("labels").toString()));
        all.addAll(List.of(options));
        return Invocation.of(all.toArray(String[]::new));
    }

    private static double[][] numbers(Path csv) throws IOException {
        return Files.readAllLines(csv).stream()
                .skip(1)
                .map(row -> List.of(row.split(",", -1)).stream()
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double correlation(double[][] rows, int a, int b) {
        double[][] columns = new double[2][rows.length];
        for (int i = 0; i < rows.length; i++) {
            columns[0][i] = rows[i][a];
            columns[1][i] = rows[i][b];
        }
        return new PearsonsCorrelation().correlation(columns[0], columns[1]);
    }

    @Test
    void theFiguresNumbersAreThoseOfTable5() throws IOException {
        Path model = WeightsFile.flowUNet(folder.resolve("model.safetensors"), 1);
        Path out = folder.resolve("out");
        Invocation run = figure3(
                "--checkpoint", model.toString(), "--samples", "6", "--dtype", "float64", "--out", out.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        double[][] derivatives = numbers(out.resolve("figure3_derivatives.csv"));
        assertThat(derivatives).hasNumberOfRows(6);
        for (double[] row : derivatives) {
            assertThat(row[3]).isCloseTo(row[1], within(1e-3 + 0.05 * Math.abs(row[1])));
        }
        double r = correlation(derivatives, 1, 2);
        assertThat(run.words())
                .anyMatch(line -> line.startsWith(
                        "(b) 6 pairs of derivatives: correlation " + String.format(java.util.Locale.ROOT, "%.4f", r)));
        double[][] pixels = numbers(out.resolve("figure3_images.csv"));
        IdxImages threes = IMAGES.withLabels(3).images();
        assertThat(pixels).hasNumberOfRows(20);
        assertThat(pixels[7][2]).isEqualTo(threes.image(7)[8 * 16 + 15]);
        assertThat(run.words())
                .anyMatch(line -> line.startsWith("(c) 20 images: correlation "
                        + String.format(java.util.Locale.ROOT, "%.4f", correlation(pixels, 1, 2))));
        double[][] image = numbers(out.resolve("figure3_image.csv"));
        assertThat(image).hasNumberOfRows(256);
        assertThat(image[8 * 16 + 14][3]).isCloseTo(derivatives[0][1], within(1e-12));
        Path again = folder.resolve("table5");
        Invocation table = Invocation.of(
                "reproduce",
                "table5",
                "--device=host",
                "--digit=3",
                "--images=" + folder.resolve("images"),
                "--labels=" + folder.resolve("labels"),
                "--checkpoint=" + model,
                "--samples=6",
                "--dtype=float64",
                "--out=" + again);
        assertThat(table.exitCode()).as(table.err()).isEqualTo(ExitCode.OK);
        assertThat(Double.parseDouble(
                        Files.readAllLines(again.resolve("table5.csv")).get(1).split(",", -1)[2]))
                .isCloseTo(r, within(1e-12));
        BufferedImage picture = ImageIO.read(out.resolve("figure3.png").toFile());
        assertThat(picture.getRGB(2 * (10 + 14 * 19), 2 * (60 + 8 * 19)) & 0xFFFFFF)
                .isZero(); // the frame of the first pixel
        assertThat(Files.readString(out.resolve("run.json"))).contains("correlation of the pixels", "\"sha256\"");
    }

    @Test
    void tooFewSamplesAreRefused() {
        Invocation run = figure3("--samples", "1");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).singleElement().asString().contains("--samples is 1; the figure takes 2 to");
    }
}
