package dualflow.publication;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tools do with libraries that are not those whose hashes the project keeps. */
class LibrariesTest {
    private static final String SHA_256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder;

    private Path fetched;

    @BeforeEach
    void fetchOneLibrary() throws IOException {
        fetched = folder.resolve("repository/org/jocl/jocl-2.0.6.jar");
        Files.createDirectories(fetched.getParent());
        Files.writeString(fetched, "abc");
        Path hashes = Files.createDirectories(folder.resolve("project/.mvn/checksums"));
        Files.writeString(
                hashes.resolve("checksums.sha256"),
                SHA_256_OF_ABC + "  org/jocl/jocl-2.0.6.jar\n" + SHA_256_OF_ABC + "  org/not/fetched-1.0.jar\n");
    }

    private Shell.Result check() throws IOException, InterruptedException {
        return Shell.in(Path.of("."))
                .with("MAVEN_REPOSITORY", folder.resolve("repository").toString())
                .run(
                        "bash",
                        "-euo",
                        "pipefail",
                        "-c",
                        ". tools/toolchain.sh; check_libraries \"$1\"",
                        "check",
                        folder.resolve("project").toString());
    }

    @Test
    void theRightBytesPass() throws IOException, InterruptedException {
        Shell.Result result = check();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
    }

    @Test
    void otherBytesAreNamed() throws IOException, InterruptedException {
        Files.writeString(fetched, "abd");
        Shell.Result result = check();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("files that are not those of their authors: org/jocl/jocl-2.0.6.jar; delete them");
    }

    @Test
    void aLibraryWithoutAHashIsNamed() throws IOException, InterruptedException {
        Path libraries = Files.createDirectories(folder.resolve("project/target/lib"));
        Files.writeString(libraries.resolve("jocl-2.0.6.jar"), "abc");
        Files.writeString(libraries.resolve("new-1.0.jar"), "abc");
        Shell.Result result = check();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("new-1.0.jar has no hash").doesNotContain("jocl");
    }

    @Test
    void withoutARepositoryTheyAreNotComparedAndThatIsSaid() throws IOException, InterruptedException {
        Files.delete(fetched);
        Files.delete(fetched.getParent());
        Files.delete(fetched.getParent().getParent());
        Files.delete(folder.resolve("repository"));
        Shell.Result result = check();
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("were not compared with their hashes");
    }
}
