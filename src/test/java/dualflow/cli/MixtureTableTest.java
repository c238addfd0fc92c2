package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.figure.Palette;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixtureTableTest {
    private static final String PLANE = """
            {"mu0": [0, 0], "sigma0": [[1, 0], [0, 1]], "weights": [0.25, 0.75],
             "means": [[2, 0], [-1, 1]], "covariances": [[[0.25, 0], [0, 1]], [[1, 0], [0, 0.25]]]}
            """;
    /** From N(0, 1) to N(3, 4): psi_t(x0) = 3 t + sqrt((1-t)^2 + 4 t^2) x0. */
    private static final String LINE = """
            {"mu0": [0], "sigma0": [[1]], "weights": [1], "means": [[3]], "covariances": [[[4]]]}
            """;

    private static final String SPACE = """
            {"mu0": [0, 0, 0], "sigma0": [[1, 0, 0], [0, 1, 0], [0, 0, 1]], "weights": [1], "means": [[3, 0, 0]],
             "covariances": [[[1, 0, 0], [0, 1, 0], [0, 0, 1]]]}
            """;

    @TempDir
    private Path folder;

    private Invocation mixture(String json, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("mixture.json"), json);
        return Invocation.of(Stream.concat(
                        Stream.of("mixture", file.toString(), "--device", "host"),
                        Arrays.stream(more).map(word -> word.replace("DIR", folder.toString())))
                .toArray(String[]::new));
    }

    private double[][] table(String name, String header) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(name));
        assertThat(lines.get(0)).isEqualTo(header);
        return lines.stream()
                .skip(1)
                .map(line -> Arrays.stream(line.split(",", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    private void points(String text) throws IOException {
        Files.writeString(folder.resolve("points.csv"), text);
    }

    @Test
    void fieldOfManyPointsIsThatOfEach() throws IOException {
        points("x,y\n0.5,1\n-1,2\n0,0\n");
        Invocation run = mixture(PLANE, "--t", "0.25", "--points", "DIR/points.csv", "--out", "DIR/field.csv");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().strip())
                .isEqualTo("The field at 3 points and t = 0.25, written to " + folder.resolve("field.csv") + ".");
        double[][] rows = table("field.csv", "x1,x2,v1,v2,logDensity,gamma1,gamma2");
        assertThat(rows).hasDimensions(3, 7);
        assertThat(Arrays.copyOf(rows[1], 2)).containsExactly(-1, 2);
        String report = mixture(PLANE, "--t", "0.25", "--x", "-1,2", "--json").out();
        assertThat(report).contains(Double.toString(rows[1][2]), Double.toString(rows[1][6]));
        // At t = 0 the density is the source's and the velocity E[x1] - x.
        mixture(PLANE, "--t", "0", "--points", "DIR/points.csv", "--out", "DIR/field.csv");
        double[] first = table("field.csv", "x1,x2,v1,v2,logDensity,gamma1,gamma2")[0];
        double[] expected = {0.5, 1, -0.25 - 0.5, 0.75 - 1, -Math.log(2 * Math.PI) - 0.625, 0.25, 0.75};
        assertThat(first).containsExactly(expected, Offset.offset(1e-14));
    }

    @Test
    void flowMapIsExactForAGaussianInBothDirections() throws IOException {
        points("-1\n0\n0.5\n");
        mixture(LINE, "--t", "0", "--to", "1", "--points", "DIR/points.csv", "--out", "DIR/map.csv");
        double[][] map = table("map.csv", "x1,y1");
        for (double[] row : map) {
            assertThat(row[1]).isCloseTo(3 + 2 * row[0], Offset.offset(1e-8));
        }
        Files.writeString(
                folder.resolve("points.csv"),
                Stream.of(map).map(row -> row[1] + "\n").reduce("", String::concat));
        Invocation run = mixture(LINE, "--t", "1", "--to", "0", "--points", "DIR/points.csv", "--out", "DIR/back.csv");
        assertThat(run.out().strip())
                .isEqualTo("3 points carried from t = 1 to t = 0, written to " + folder.resolve("back.csv") + ".");
        double[][] back = table("back.csv", "x1,y1");
        for (int i = 0; i < 3; i++) {
            assertThat(back[i][1]).isCloseTo(map[i][0], Offset.offset(1e-8));
        }
    }

    @Test
    void trajectoriesHoldAllTimes() throws IOException {
        points("-1\n2\n");
        mixture(LINE, "--t", "0", "--to", "1", "--times", "4", "--points", "DIR/points.csv", "--out", "DIR/ways.csv");
        double[][] rows = table("ways.csv", "point,t,x1");
        assertThat(rows).hasDimensions(2 * 5, 3);
        for (int i = 0; i < 10; i++) {
            double t = (i % 5) / 4.0;
            double exact = 3 * t + Math.hypot(1 - t, 2 * t) * (i < 5 ? -1 : 2);
            assertThat(rows[i]).containsExactly(new double[] {i < 5 ? 0 : 1, t, exact}, Offset.offset(1e-8));
        }
    }

    @Test
    void onePointIsCarriedAndPrinted() throws IOException {
        Invocation run = mixture(LINE, "--t", "0", "--to", "1", "--x", "0.5");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().toList()).first().isEqualTo("1 point carried from t = 0 to t = 1:");
        assertThat(run.words())
                .contains("x(0) 0.5")
                .anyMatch(line -> line.matches("x\\(1\\) (4|3\\.99999999\\d*|4\\.00000000\\d*)"));
    }

    @Test
    void gridCoversTheComponents() throws IOException {
        mixture(PLANE, "--t", "1", "--grid", "5", "--out", "DIR/grid.csv");
        double[][] rows = table("grid.csv", "x1,x2,v1,v2,logDensity,gamma1,gamma2");
        assertThat(rows).hasDimensions(25, 7);
        assertThat(Arrays.copyOf(rows[0], 2)).containsExactly(-4, -3); // -1 - 3, 0 - 3
        assertThat(Arrays.copyOf(rows[24], 2)).containsExactly(3.5, 3); // 2 + 1.5, 0 + 3
        assertThat(Arrays.copyOf(rows[1], 2)).containsExactly(-4, -1.5);
        mixture(LINE, "--t", "0", "--grid", "3", "--out", "DIR/grid.csv");
        assertThat(table("grid.csv", "x1,v1,logDensity,gamma1")).hasDimensions(3, 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plane|--t 0.5 --grid 6",
                "plane|--t 0 --to 1 --times 8 --grid 4",
                "line|--t 0.5 --grid 6",
                "line|--t 0 --to 1 --times 8 --grid 4",
                "line|--t 0.5 --x 1",
            })
    void figuresShowSomething(String mixture, String words) throws IOException {
        String[] more = (words + " --out DIR/figure.png --out DIR/table.csv").split(" ", -1);
        Invocation run = mixture(mixture.equals("plane") ? PLANE : LINE, more);
        assertThat(run.exitCode()).isZero();
        assertThat(folder.resolve("table.csv")).exists();
        BufferedImage picture = ImageIO.read(folder.resolve("figure.png").toFile());
        int blue = 0;
        int dark = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 100; y < 600; y++) {
                int rgb = picture.getRGB(x, y) & 0xFFFFFF;
                blue += rgb == Palette.BLUE ? 1 : 0;
                dark += x > 200 && rgb < 0x909090 && (rgb & 0xFF) == rgb >> 16 ? 1 : 0;
            }
        }
        boolean curve = mixture.equals("line") && !words.contains("--to") && !words.contains("--x");
        assertThat(curve ? 10 : blue).isGreaterThan(5);
        assertThat(words.contains("--x") ? 10 : dark).isGreaterThan(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--t 0.5|Name a point by --x, or points by --points FILE or --grid N.",
                "--t 0.5 --x 0,0 --grid 3|--x, --points and --grid are three ways to name points: leave all but one out.",
                "--t 0.5 --x 0,0 --json --out DIR/a.csv|--json is of the report on one point; points are written as a table, by --out.",
                "--t 0.5 --grid 1 --out DIR/a.csv|--grid is 1; an axis has 2 to 1000 points.",
                "--t 0.5 --grid 1001 --out DIR/a.csv|--grid is 1001; an axis has 2 to 1000 points.",
                "--t 0.5 --grid 3 --times 4 --out DIR/a.csv|--times is of points that are carried: name --to.",
                "--t 0.5 --grid 3 --rtol 1e-3 --out DIR/a.csv|--rtol is of points that are carried: name --to.",
                "--t 0.5 --grid 3 --to 0.5 --out DIR/a.csv|--to is 0.5; the points are carried to a time from 0 to 1 other than --t.",
                "--t 0.5 --grid 3 --to 1.5 --out DIR/a.csv|--to is 1.5; the points are carried to a time from 0 to 1 other than --t.",
                "--t 0.5 --grid 3 --to 1 --times 0 --out DIR/a.csv|--times is 0; a trajectory has 1 to 1000 steps.",
                "--t 0.5 --grid 3 --to 1 --rtol 0 --out DIR/a.csv|--rtol is 0; it is above 0 and below 1.",
                "--t 0.5 --grid 3|Name the file for the points by --out FILE.csv, or for their figure by --out FILE.png.",
                "--t 0.5 --grid 3 --out DIR/a.txt|it is a table .csv or a figure .png, .svg or .pdf.",
                "--t 0.5 --grid 3 --out DIR/a.csv --out DIR/b.csv|--out is given once for the table and once for the figure in each format.",
            })
    void badCommandLineIsOneSentence(String words, String sentence) throws IOException {
        Invocation run = mixture(PLANE, words.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.sentences()).first().asString().endsWith(sentence);
        assertThat(folder.resolve("a.csv")).doesNotExist();
    }

    @Test
    void picturesAndGridsHaveOneOrTwoDimensions() throws IOException {
        points("1,2,3\n");
        assertThat(mixture(SPACE, "--t", "0.5", "--grid", "3", "--out", "DIR/a.csv")
                        .sentences())
                .first()
                .isEqualTo("--grid has one or two dimensions; the mixture has 3.");
        assertThat(mixture(SPACE, "--t", "0.5", "--points", "DIR/points.csv", "--out", "DIR/a.png")
                        .sentences())
                .first()
                .isEqualTo("The figure has one or two dimensions; the mixture has 3.");
        assertThat(mixture(SPACE, "--t", "0.5", "--points", "DIR/points.csv", "--out", "DIR/a.csv")
                        .exitCode())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2;3|Line 2 of|has 1 number where a point has 2.",
                "1,2;3,x|Line 2 of|has 'x' where a number is expected.",
                "1,2;NaN,1|Line 2 of|has NaN, which is not finite in float64.",
                "x,y|The file|holds no points: write one a line, its 2 numbers with commas between.",
            })
    void badPointsAreNamedByLine(String text, String start, String end) throws IOException {
        points(text.replace(';', '\n'));
        Invocation run = mixture(PLANE, "--t", "0.5", "--points", "DIR/points.csv", "--out", "DIR/a.csv");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.sentences()).singleElement().asString().startsWith(start).endsWith(end);
        assertThat(folder.resolve("a.csv")).doesNotExist();
    }

    @Test
    void fileThatCannotBeIsNamedBeforeAnythingIsComputed() throws IOException {
        Invocation run = mixture(PLANE, "--t", "0.5", "--grid", "3", "--out", "DIR/mixture.json/a.csv");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OUTPUT_FAILURE);
    }

    @Test
    void whatIsNotFiniteIsNotWritten() throws IOException {
        points("1,2\n1e30,1\n");
        Invocation run =
                mixture(PLANE, "--t", "0.5", "--points", "DIR/points.csv", "--out", "DIR/a.csv", "--dtype", "float32");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.sentences()).singleElement().asString().startsWith("The result is not finite in float32");
        assertThat(folder.resolve("a.csv")).doesNotExist();
    }
}
