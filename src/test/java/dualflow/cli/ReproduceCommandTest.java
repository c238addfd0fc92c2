package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dualflow.device.host.HostDevice;
import dualflow.nn.Architecture;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.weights.Weights;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReproduceCommandTest {
    @TempDir
    private Path folder;

    private Invocation reproduce(String what, Path out) {
        return Invocation.of("reproduce", what, "--device", "host", "--out", out.toString());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertIsPicture(Path png) throws IOException {
        BufferedImage image = ImageIO.read(png.toFile());
        long colors = Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .distinct()
                .count();
        assertThat(colors).isGreaterThan(10);
    }

    @Test
    void table4WritesTheNamedColumns() throws IOException {
        Path out = folder.resolve("new/folder");
        Invocation run = reproduce("table4", out);
        assertThat(run.exitCode()).isZero();
        assertThat(run.words())
                .anyMatch(line -> line.startsWith("0.25 0.289 ") && line.endsWith(" 0.284 0.2838 0.3784 0.5524"))
                .anyMatch(line -> line.startsWith("0.99 0.179 ") && line.endsWith(" <0.001 1.8e-05 0.0018 0.0032"));
        List<String> csv = Files.readAllLines(out.resolve("table4.csv"));
        assertThat(csv).hasSize(6);
        assertThat(csv.get(0))
                .isEqualTo(
                        "t,paper_numerical,paper_intervention,code_numerical_float32,code_intervention,"
                                + "exact_numerical_float32,exact_numerical_float64,exact_intervention,exact_intervention_argmax");
        String[] half = csv.get(3).split(",", -1);
        assertThat(Arrays.copyOf(half, 3)).containsExactly("0.5", "0.219", "0.300");
        assertThat(Double.parseDouble(half[4])).isCloseTo(0.29994680494279985, within(1e-9));
        assertThat(Double.parseDouble(half[7])).isCloseTo(0.5998936098855994, within(1e-9));
        assertThat(names(out)).containsExactly("run.json", "table4.csv", "table4.png");
        assertIsPicture(out.resolve("table4.png"));
    }

    @Test
    void figure1WritesThePaths() throws IOException {
        Invocation run = small("figure1", "--width", "4", "--steps", "20");
        assertThat(run.exitCode()).isZero();
        assertThat(run.words())
                .contains("Euler, 99 steps 0.98710 0.974")
                .contains("Euler, 999 steps 0.99871 0.997")
                .anyMatch(line -> line.startsWith("Euler, 999 steps, velocity at the step's right end")
                        && line.endsWith(" 1.00072 1.001"))
                .contains("the published velocity itself 0.88464 0.783")
                .contains("so its paths end at 0.8846 x0, whatever a network learns.")
                .anyMatch(line -> line.startsWith("the learned velocity, Euler, 999 steps "));
        List<String> csv = Files.readAllLines(folder.resolve("figure1.csv"));
        assertThat(csv)
                .hasSize(1 + 20 * 1000)
                .startsWith("path,t,exact,euler,published_code,learned,learned_right_end");
        assertThat(Files.readAllLines(folder.resolve("figure1_loss.csv")))
                .hasSize(1 + 20)
                .startsWith("step,loss");
        assertThat(names(folder))
                .containsExactly(
                        "figure1.csv",
                        "figure1.png",
                        "figure1_excess.csv",
                        "figure1_loss.csv",
                        "figure1_loss.png",
                        "run.json");
        assertIsPicture(folder.resolve("figure1.png"));
    }

    @Test
    void figure1TakesATrainedNetwork() throws IOException {
        Path file = network("mlp1d", "6");
        Invocation run = small("figure1", "--checkpoint", file.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.words()).anyMatch(line -> line.startsWith("the learned velocity, Euler, 999 steps "));
        assertThat(names(folder)).containsExactly("figure1.csv", "figure1.png", "mlp1d.safetensors", "run.json");
    }

    @Test
    void figure1RefusesAnotherNetwork() {
        Path file = network("mlp2d", "6");
        Invocation run = small("figure1", "--checkpoint", file.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.sentences())
                .last()
                .asString()
                .contains("mlp2d.safetensors holds the network mlp2d", "gaussian1d");
    }

    @Test
    void gaussian2dWritesBothReadings() throws IOException {
        Invocation run = small("gaussian2d", "--width", "4", "--blocks", "1", "--steps", "5", "--samples", "40");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.words())
                .contains("least loss there is 1.5047 0.4828")
                .anyMatch(line -> line.startsWith("Corr of the JVPs "));
        List<String> csv = Files.readAllLines(folder.resolve("gaussian2d.csv"));
        assertThat(csv).hasSize(1 + 2 * 4).startsWith("reading,quantity,value,standard_error,low,high,exact");
        assertThat(Files.readAllLines(folder.resolve("gaussian2d_loss.csv")))
                .hasSize(1 + 5)
                .startsWith("step,velocity,x1");
        assertThat(names(folder))
                .containsExactly(
                        "gaussian2d.csv", "gaussian2d.png", "gaussian2d_excess.csv", "gaussian2d_loss.csv", "run.json");
        assertIsPicture(folder.resolve("gaussian2d.png"));
    }

    @Test
    void penaltiesHaveARowForEach() throws IOException {
        Invocation run = small("penalties", "--steps", "2", "--weights", "0.1", "--seeds", "1", "--samples", "20");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("penalties.csv"))).hasSize(1 + 4);
        assertThat(run.words())
                .anyMatch(line -> line.startsWith("none 0 "))
                .anyMatch(line -> line.startsWith("off-diagonal of flow 0.1 "));
        assertThat(small("penalties", "--weights", "-1").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @CsvSource({"--width, 0", "--blocks, 0", "--steps, 0", "--samples, 1"})
    void gaussian2dRefusesWhatCannotBe(String option, String value) {
        Invocation run = small("gaussian2d", option, value);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @CsvSource({"--width, 0", "--steps, 0"})
    void figure1RefusesWhatCannotBe(String option, String value) {
        Invocation run = small("figure1", option, value);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private Invocation small(String what, String... options) {
        List<String> words =
                new ArrayList<>(List.of("reproduce", what, "--device", "host", "--out", folder.toString()));
        words.addAll(List.of(options));
        return Invocation.of(words.toArray(String[]::new));
    }

    private Path network(String name, String width) {
        Architecture architecture = Architecture.named(name).with("width", width);
        Path file = folder.resolve(name + ".safetensors");
        try (Device device = new HostDevice()) {
            Weights.write(
                    file, architecture, architecture.model().specification().draw(device, DType.FLOAT32, 1));
        }
        return file;
    }

    @Test
    void figure2WritesPanels() throws IOException {
        Invocation run = Invocation.of(
                "reproduce", "figure2", "--device", "host", "--samples", "300", "--out", folder.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.words()).contains("1.00 exact 2.414 1.999 1.412 0.461 2.289");
        assertThat(Files.readAllLines(folder.resolve("figure2.csv")))
                .hasSize(1 + 6 * 2 * 5)
                .startsWith("t,field,quantity,row,column,exact,sampled,standard_error");
        assertThat(Files.readAllLines(folder.resolve("figure2_velocity.csv")))
                .hasSize(1 + 6 * 400)
                .startsWith("t,x1,x2,velocity1,velocity2,published1,published2");
        assertThat(Files.readAllLines(folder.resolve("figure2_particles.csv")))
                .hasSize(1 + 6 * 300)
                .startsWith("t,particle,x1,x2,published_x1,published_x2");
        assertThat(names(folder))
                .containsExactly(
                        "figure2.csv", "figure2.png", "figure2_particles.csv", "figure2_velocity.csv", "run.json");
        assertIsPicture(folder.resolve("figure2.png"));
    }

    @Test
    void figure2HasAllItsCharactersInPdf() throws IOException {
        Invocation run = Invocation.of(
                "reproduce", "figure2", "--device", "host", "--samples", "2", "--format", "pdf", "--out", folder + "");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(names(folder)).contains("figure2.pdf");
        assertThat(run.err()).doesNotContain("question marks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-5", "5000001"})
    void particlesOutsideTheRangeAreRefused(String samples) {
        Invocation run = Invocation.of("reproduce", "figure2", "--samples", samples);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).first().asString().contains("--samples is " + samples);
    }

    @Test
    void figure6WritesTheSweep() throws IOException {
        Invocation run = reproduce("figure6", folder);
        assertThat(run.exitCode()).isZero();
        List<String> csv = Files.readAllLines(folder.resolve("figure6.csv"));
        assertThat(csv)
                .hasSize(1 + 4 * 25)
                .startsWith("flow,dtype,epsilon,relative_error,mean_absolute_error,"
                        + "published_mean_absolute_error,mean_absolute_product");
        assertThat(names(folder)).containsExactly("figure6.csv", "figure6.png", "run.json");
        assertIsPicture(folder.resolve("figure6.png"));
    }

    @Test
    void picturesComeInTheFormatsThatAreAskedFor() throws IOException {
        Invocation run = small("table4", "--format", "svg,PDF");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(names(folder)).containsExactly("run.json", "table4.csv", "table4.pdf", "table4.svg");
        assertThat(run.out()).contains(folder.resolve("table4.pdf") + ", " + folder.resolve("run.json"));
        assertThat(Files.readString(folder.resolve("table4.svg")))
                .contains("Numerical against analytical Jacobian", "Jacobian against the one under intervention");
        assertThat(Files.readString(folder.resolve("table4.pdf"), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-");
        assertThat(Files.readString(folder.resolve("run.json"))).contains("\"table4\", \"--device\"", ", float64\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gif", "png,gif", "", "png svg"})
    void unknownFormatsAreRefused(String format) throws IOException {
        Invocation run = small("table4", "--format", format);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).first().asString().contains("--format");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reproduce table4",
                "reproduce figure4 --attributes none.txt",
                "correlate --images none --labels none --flow gaussian --pixels 1:1,1:2"
            })
    void formatsWithoutAFolderAreRefusedBeforeAnythingIsComputed(String command) {
        Invocation run = Invocation.of((command + " --format svg").split(" "));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.sentences())
                .first()
                .asString()
                .contains("--format is of pictures in files")
                .contains("--out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"table4", "figure1"})
    void folderThatCannotBeWrittenIsOneSentence(String what) throws IOException {
        Path occupied = Files.writeString(folder.resolve("file"), "here first");
        Invocation run = reproduce(what, occupied);
        assertThat(run.exitCode()).isEqualTo(ExitCode.OUTPUT_FAILURE);
        assertThat(run.sentences()).singleElement().asString().contains(occupied.toString(), "cannot be written");
        assertThat(occupied).hasContent("here first");
    }

    @Test
    void readOnlyFolderIsOneSentence() {
        Path readOnly = Path.of("/proc/self"); // refuses new files, even from the superuser
        assumeTrue(Files.isDirectory(readOnly), "no Linux");
        Invocation run = reproduce("table4", readOnly);
        assertThat(run.exitCode()).isEqualTo(ExitCode.OUTPUT_FAILURE);
        assertThat(run.sentences()).singleElement().asString().contains("/proc/self", "cannot be written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"table4", "figure6"})
    void oneFormatIsRefusedWhereBothAreComputed(String what) {
        Invocation run = Invocation.of("reproduce", what, "--dtype", "float32");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences()).first().asString().endsWith("leave --dtype out.");
    }

    @Test
    void unknownNameIsRefused() {
        Invocation run = Invocation.of("reproduce", "table7");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("'dualflow reproduce' does not know 'table7'; ");
    }

    @Test
    void missingNameIsAskedFor() {
        Invocation run = Invocation.of("reproduce");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.sentences())
                .containsExactly("Name what to reproduce: table4, table5, table5-course, table6, figure1, figure2,"
                        + " figure3, figure4, figure5, figure6, gaussian2d, penalties.");
    }
}
