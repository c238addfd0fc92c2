package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.data.Idx;
import dualflow.data.IdxImages;
import dualflow.testing.GoldenCsv;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScmCommandTest {
    private static final int SIZE = 28;

    @TempDir
    private Path folder;

    private Path images;
    private Path labels;

    /** Two pictures of strokes, labelled 3 and 5, and one without ink, labelled 5. */
    @BeforeEach
    void writeDigits() throws IOException {
        images = folder.resolve("digits.gz");
        labels = folder.resolve("labels");
        byte[] pixels = new byte[3 * SIZE * SIZE];
        int at = 0;
        for (String name : List.of("thin", "usual")) {
            for (double value : GoldenCsv.read("digits/morphometry").at(name).values("image")) {
                pixels[at++] = (byte) value;
            }
        }
        Idx.writeImages(images, new IdxImages(3, SIZE, SIZE, pixels));
        Files.write(
                labels,
                ByteBuffer.allocate(11)
                        .putInt(0x801)
                        .putInt(3)
                        .put(new byte[] {3, 5, 5})
                        .array());
    }

    private Invocation make(String options, Path out) {
        return Invocation.of(("scm make " + options + " --images " + images + " --labels " + labels + " --out " + out)
                .split(" ", -1));
    }

    @Test
    void makesImagesLabelsAndGraph() throws IOException {
        Path out = folder.resolve("made");
        Invocation run = make("collider --n 3 --seed 7", out);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.words()).contains("mean deviation measured minus assigned deviation");
        assertThat(Idx.readImages(out.resolve("images-idx3-ubyte.gz")).count()).isEqualTo(3);
        List<String> table = Files.readAllLines(out.resolve("labels.csv"));
        assertThat(table)
                .hasSize(4)
                .startsWith("base,label,thickness,slant,intensity,thickness_measured,slant_measured,intensity_measured,"
                        + "thickness_z,slant_z,intensity_z");
        assertThat(Files.readString(out.resolve("graph.json")).replaceAll("\\s+", ""))
                .isEqualTo("{\"nodes\":[\"thickness\",\"slant\",\"intensity\"],\"edges\":["
                        + "{\"from\":\"thickness\",\"to\":\"intensity\",\"type\":\"directed\"},"
                        + "{\"from\":\"slant\",\"to\":\"intensity\",\"type\":\"directed\"}]}");
        assertThat(Files.readString(out.resolve("run.json"))).contains("\"structure\" : \"collider\"", "\"vanished\"");

        Path again = folder.resolve("again");
        make("collider --n 2 --seed 7", again);
        assertThat(Files.readAllLines(again.resolve("labels.csv"))).isEqualTo(table.subList(0, 3));
    }

    @Test
    void equalImagesAreEqualFiles() throws IOException {
        IdxImages read = Idx.readImages(images);
        Path copy = folder.resolve("copy.gz");
        Idx.writeImages(copy, read);
        assertThat(copy).hasSameBinaryContentAs(images);
        Path plain = folder.resolve("plain");
        Idx.writeImages(plain, read);
        assertThat(Files.size(plain)).isEqualTo(16 + 3 * SIZE * SIZE);
        assertThat(Idx.readImages(plain).pixels()).isEqualTo(read.pixels());
    }

    @Test
    void interventionSetsTheVariableInEachImage() throws IOException {
        Path out = folder.resolve("made");
        Invocation run = make("thickness-intensity --invert --n 2 --do thickness=3 --digit 3", out);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        List<String> table = Files.readAllLines(out.resolve("labels.csv"));
        assertThat(table.subList(1, 3)).allMatch(row -> row.startsWith("0,3,3,"));
        assertThat(Files.readString(out.resolve("run.json")))
                .contains("thickness-intensity-inverted")
                .containsPattern("\"do\" : \\{\\s+\"thickness\" : 3\\s+\\}");
    }

    @Test
    void measuresImagesInTheirOrder() throws IOException {
        Path out = folder.resolve("measures.csv");
        Invocation run = Invocation.of("scm", "measure", "--images", images.toString(), "--out", out.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        List<String> table = Files.readAllLines(out);
        assertThat(table).hasSize(4).startsWith("area,length,thickness,slant,width,height,intensity");
        double area = GoldenCsv.read("digits/morphometry").at("usual").scalar("area");
        assertThat(table.get(2)).startsWith(Double.toString(area) + ",");
        assertThat(table.get(3)).isEqualTo(",,,,,,");
        assertThat(run.words())
                .contains("1 of 3 images have no ink, image 2 first: their measures are undefined, their cells empty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fork --n 0|--n is 0; 1 to 1000000 images can be made.",
                "fork --do colour=3|There is no variable 'colour'; there are thickness, intensity, slant.",
                "fork --do thickness|--do has 'thickness' where a variable and a number are expected, such as thickness=3.",
                "fork --do thickness=NaN|--do has 'thickness=NaN' where a variable and a number are expected, such as thickness=3.",
                "fork --do thickness=-1|A thickness of -1 is impossible: it is above 0 pixels.",
                "fork --do intensity=300|An intensity of 300 is impossible: it lies between 64 and 255.",
                "fork --do slant=0,slant=1|--do gives slant twice; give it once.",
                "thickness-intensity --do slant=0|The structure thickness-intensity has no slant; it has [thickness, intensity].",
                "fork --invert|--invert is of thickness-intensity; fork has nothing to invert.",
                "tree|Invalid value for positional parameter at index 0 (STRUCTURE): there is no 'tree'; there are"
                        + " thickness-intensity, thickness-intensity-inverted, fork, chain, collider, independent.",
            })
    void refusesWhatItCannotMake(String options, String sentence) {
        Path out = folder.resolve("made");
        Invocation run = make(options, out);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err().strip()).isEqualTo(sentence);
        assertThat(out).doesNotExist();
    }

    @Test
    void refusesBadFiles() throws IOException {
        Path out = folder.resolve("made");
        Invocation none = make("fork --n 1 --digit 9", out);
        assertThat(none.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(none.err()).contains("No image is labelled 9");

        Idx.writeImages(images, new IdxImages(3, 1, 5, new byte[15]));
        Invocation line = make("fork --n 1", out);
        assertThat(line.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(line.err()).contains(images.toString(), "two or more rows and columns");
        Invocation measure = Invocation.of(
                "scm",
                "measure",
                "--images",
                images.toString(),
                "--out",
                folder.resolve("m.csv").toString());
        assertThat(measure.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(folder.resolve("m.csv")).doesNotExist();

        Idx.writeImages(images, new IdxImages(3, 4, 4, new byte[48]));
        Invocation blank = make("fork --n 1", out);
        assertThat(blank.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(blank.err()).contains("have no ink");
        assertThat(out.resolve("labels.csv")).doesNotExist();
    }

    @Test
    void withoutASubcommandItNamesThem() {
        Invocation run = Invocation.of("scm");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("make, measure");
    }
}
