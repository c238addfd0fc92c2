package dualflow.publication;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison of two builds in {@code tools/publication}. */
class PublicationTest {
    @TempDir
    private Path folder;

    private Path first;
    private Path second;

    @BeforeEach
    void writeTwoEqualBuilds() throws IOException {
        first = Files.createDirectories(folder.resolve("one build"));
        second = Files.createDirectories(folder.resolve("another"));
        for (Path build : new Path[] {first, second}) {
            Files.write(build.resolve("dualflow-0.1.0.jar"), new byte[] {80, 75, 3, 4, 0});
            Files.write(build.resolve("dualflow-0.1.0-bin.zip"), new byte[] {80, 75, 3, 4, 1});
        }
    }

    private Shell.Result compare() throws IOException, InterruptedException {
        return Shell.in(Path.of(".")).run("tools/publication", "--compare", first.toString(), second.toString());
    }

    @Test
    void equalBuildsPass() throws IOException, InterruptedException {
        Shell.Result result = compare();
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @Test
    void oneByteFails() throws IOException, InterruptedException {
        Files.write(second.resolve("dualflow-0.1.0.jar"), new byte[] {80, 75, 3, 4, 1});
        Shell.Result result = compare();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("dualflow-0.1.0.jar").doesNotContain("bin.zip");
    }

    @Test
    void aShorterFileFails() throws IOException, InterruptedException {
        Files.write(second.resolve("dualflow-0.1.0.jar"), new byte[] {80, 75, 3, 4});
        assertThat(compare().exitCode()).isEqualTo(1);
    }

    @Test
    void aFileOfOneBuildAloneFails() throws IOException, InterruptedException {
        Files.delete(first.resolve("dualflow-0.1.0-bin.zip"));
        Shell.Result result = compare();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("dualflow-0.1.0-bin.zip: only one of the two builds has it");
    }

    @Test
    void anEmptyFolderIsNoBuild() throws IOException, InterruptedException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Shell.Result result =
                Shell.in(Path.of(".")).run("tools/publication", "--compare", empty.toString(), empty.toString());
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void rejectsWhatItDoesNotKnow() throws IOException, InterruptedException {
        Shell.Result result = Shell.in(Path.of(".")).run("tools/publication", "--compare");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).hasLineCount(1);
    }
}
