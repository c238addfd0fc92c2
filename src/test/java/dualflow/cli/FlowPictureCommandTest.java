package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dualflow.data.ShortestDecimal;
import dualflow.picture.FlowPage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The command flow-picture, on small flows. */
class FlowPictureCommandTest {
    private static final String LINE =
            "{\"mu0\": [0], \"sigma0\": [[1]], \"weights\": [1], \"means\": [[0]], \"covariances\": [[[1]]]}";

    @TempDir
    private Path folder;

    private Invocation picture(String... options) {
        List<String> words =
                new ArrayList<>(List.of("flow-picture", "--device", "host", "--particles", "2", "--draws", "2"));
        if (!List.of(options).contains("--frames")) {
            words.addAll(List.of("--frames", "3"));
        }
        Stream.of(options)
                .map(option -> option.replace("DIR", folder.toString()))
                .forEach(words::add);
        return Invocation.of(words.toArray(String[]::new));
    }

    private static Document parsed(String page) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }

    private static double[] numbers(String json, String key) {
        Matcher list = Pattern.compile("\"" + key + "\" : \\[ ([^\\]]*) \\]").matcher(json);
        assertThat(list.find()).isTrue();
        return Arrays.stream(list.group(1).split(", ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** From N(0, 1) to N(0, 1): v(1/2, x) = 0, and x(1/2) = x0 sqrt(1/2). */
    @Test
    void thePageHasTheNumbersOfTheFlow() throws Exception {
        Files.writeString(folder.resolve("line.json"), LINE);
        Invocation run = picture("DIR/line.json", "--out", "DIR/line.html");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("2 particles at 3 times, written to " + folder.resolve("line.html"));
        String page = Files.readString(folder.resolve("line.html"));
        Document html = parsed(page);
        assertThat(html.getElementsByTagName("h1").item(0).getTextContent())
                .isEqualTo("The flow to a Gaussian in line.json");
        String json = html.getElementsByTagName("script").item(0).getTextContent();
        assertThat(numbers(json, "times")).containsExactly(0, 0.5, 1);
        assertThat(numbers(json, "exact")).containsExactly(new double[] {0}, within(1e-12));
        double[] x = numbers(json, "x");
        double[] x0 = numbers(json, "x0");
        double[] x1 = numbers(json, "x1");
        for (int j = 0; j < 2; j++) {
            assertThat(0.5 * x0[j] + 0.5 * x1[j]).isCloseTo(x[0], within(2 * FlowPage.rounding()));
        }
        double mean = (x1[0] - x0[0] + x1[1] - x0[1]) / 2;
        assertThat(numbers(json, "mean")[0]).isCloseTo(mean, within(2 * FlowPage.rounding()));
        Matcher particles = Pattern.compile("\"particles\" : \\[ \\[ ([^,]*), [^\\]]*\\], \\[ ([^,]*),")
                .matcher(json);
        assertThat(particles.find()).isTrue();
        assertThat(Double.parseDouble(particles.group(2)))
                .isCloseTo(Math.sqrt(0.5) * Double.parseDouble(particles.group(1)), within(1e-4))
                .isEqualTo(x[0]);
    }

    @Test
    void thePageAsksForNothingFromOutside() throws IOException {
        assertThat(picture("--data", "two-moons", "--out", "DIR/a.html").exitCode())
                .isZero();
        assertThat(picture("--data", "two-moons", "--out", "DIR/b.html").exitCode())
                .isZero();
        assertThat(folder.resolve("a.html")).hasSameBinaryContentAs(folder.resolve("b.html"));
        assertThat(Files.readString(folder.resolve("a.html")))
                .doesNotContain("src=", "@import", "url(", "fetch(", "https:")
                .contains("The flow to two-moons", "type=\"range\"", "keydown", "prefers-color-scheme: dark");
    }

    @Test
    void aTrainedNetworkStandsBesideTheExactVelocity() throws Exception {
        String run = folder.resolve("run").toString();
        Invocation training = Invocation.of(
                "train",
                "toy",
                "--data",
                "circles",
                "--steps",
                "2",
                "--batch",
                "8",
                "--width",
                "4",
                "--blocks",
                "1",
                "--held-out",
                "4",
                "--device",
                "host",
                "--out",
                run);
        assertThat(training.exitCode()).as(training.err()).isZero();
        Invocation picture = picture("DIR/run", "--out", "DIR/run.html");
        assertThat(picture.exitCode()).as(picture.err()).isZero();
        String page = Files.readString(folder.resolve("run.html"));
        parsed(page);
        assertThat(page).contains("The flow to circles, learned", "\"learned\" : true");
        assertThat(ShortestDecimal.of(numbers(page, "field")[0]))
                .isNotEqualTo(ShortestDecimal.of(numbers(page, "exact")[0]));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--out DIR/a.html|2|Name a flow: FILE, or --data=NAME",
                "DIR/line.json --data circles --out DIR/a.html|2|FILE and --data both name a flow: leave one of them out.",
                "DIR/line.json --out DIR/a.png|2|it is a page .html.",
                "DIR/line.json --frames 2 --out DIR/a.html|2|--frames is 2; it is from 3 to 201.",
                "--data checkerboard --out DIR/a.html|2|whose flow has no closed form here; take eight-gaussians, two-moons, circles or spirals.",
                "--data moons --out DIR/a.html|2|there is no 'moons'",
                "DIR/space.json --out DIR/a.html|2|The picture has one or two dimensions; the mixture in",
                "DIR/none.json --out DIR/a.html|4|none.json",
                "DIR/line.txt --out DIR/a.html|4|if it is a mixture in JSON, let its name end in .json.",
                "DIR/line.json --out DIR/line.json/a.html|6|line.json"
            })
    void badCommandLineIsOneSentence(String options, int exitCode, String sentence) throws IOException {
        Files.writeString(folder.resolve("line.json"), LINE);
        Files.writeString(folder.resolve("line.txt"), LINE);
        Files.writeString(
                folder.resolve("space.json"),
                "{\"mu0\": [0, 0, 0], \"sigma0\": [[1, 0, 0], [0, 1, 0], [0, 0, 1]], \"weights\": [1], \"means\": [[0, 0, 0]],"
                        + " \"covariances\": [[[1, 0, 0], [0, 1, 0], [0, 0, 1]]]}");
        Invocation run = picture(options.split(" ", -1));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.sentences()).first().asString().contains(sentence);
        assertThat(folder.resolve("a.html")).doesNotExist();
    }
}
