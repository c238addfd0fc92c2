package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.SyntheticImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Table5CourseCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeImages() throws IOException {
        SyntheticImages.write(SyntheticImages.of(40, 16, 16), folder);
    }

    private Invocation reproduce(String name, String... options) {
        List<String> all = new ArrayList<>(List.of("reproduce", name, "--device=host", "--digit=3", "--batch=8"));
        all.add("--base-channels=2");
        all.add("--images=" + folder.resolve("images"));
        all.add("--labels=" + folder.resolve("labels"));
        all.addAll(List.of(options));
        if (all.stream().noneMatch(option -> option.startsWith("--samples="))) {
            all.add("--samples=2");
        }
        return Invocation.of(all.toArray(String[]::new));
    }

    private static List<String> rows(Path csv) throws IOException {
        return Files.readAllLines(csv);
    }

    /** A course that is broken off after its first points, and goes on with more steps and another seed. */
    @Test
    void everyPointIsThatOfTable5AndNothingIsDoneTwice() throws IOException {
        Path out = folder.resolve("out");
        Invocation begun = reproduce("table5-course", "--steps=1,3", "--seeds=5", "--out=" + out);
        assertThat(begun.exitCode()).as(begun.err()).isEqualTo(ExitCode.OK);
        Path first = out.resolve("seed-5/derivatives-00000001.safetensors");
        FileTime written = Files.getLastModifiedTime(first);
        Invocation again = reproduce("table5-course", "--steps=1,3", "--seeds=5", "--out=" + out);
        assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(again.sentences()).singleElement().asString().contains("go on with --resume " + out);
        Invocation course = reproduce("table5-course", "--steps=1,3,4", "--seeds=5,6", "--resume=" + out);
        assertThat(course.exitCode()).as(course.err()).isEqualTo(ExitCode.OK);
        assertThat(Files.getLastModifiedTime(first)).isEqualTo(written);
        List<String> rows = rows(out.resolve("course.csv"));
        assertThat(rows).hasSize(7);
        assertThat(rows.get(0)).startsWith("seed,steps,loss,jvp,jvp_standard_error");
        assertThat(course.words()).anyMatch(line -> line.startsWith("after 4 steps, 2 seeds: exact JVPs"));
        assertThat(out.resolve("course.png")).exists();
        Path alone = folder.resolve("alone");
        Invocation table = reproduce("table5", "--steps=3", "--seed=5", "--out=" + alone);
        assertThat(table.exitCode()).as(table.err()).isEqualTo(ExitCode.OK);
        String[] point = rows.get(2).split(",", -1);
        String[] jvp = rows(alone.resolve("table5.csv")).get(1).split(",", -1);
        assertThat(List.of(point[0], point[1])).containsExactly("5", "3");
        assertThat(point[3]).isEqualTo(jvp[2]);
        assertThat(point[4]).isEqualTo(jvp[3]);
        Invocation between = reproduce("table5-course", "--steps=2", "--seeds=5", "--resume=" + out);
        assertThat(between.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(between.sentences()).last().asString().contains("has gone past 2 steps");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--steps=3,1 --out=o|2|--steps are rising numbers",
                "--steps=0 --out=o|2|--steps are rising numbers",
                "--seeds=5,5 --out=o|2|--seeds names one twice",
                "--samples=1 --out=o|2|--samples is 1; a correlation takes 2 to",
                "--lr=0 --out=o|2|positive and finite",
                "--steps=1|2|'--out=DIR'",
                "--out=o --resume=o|2|leave --out out",
                "--resume=nowhere|4|There is no folder nowhere"
            })
    void misuseIsASentence(String options, int exitCode, String sentence) {
        Invocation run = reproduce("table5-course", options.split(" ", -1));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.sentences()).singleElement().asString().contains(sentence);
        assertThat(Path.of("o")).doesNotExist();
    }
}
