package dualflow.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void writesAndReplaces() {
        Path file = folder.resolve("deep/er/result.txt");
        AtomicFile.write(file, out -> out.write("old".getBytes(UTF_8)));
        AtomicFile.write(file, out -> out.write("new".getBytes(UTF_8)));
        assertThat(file).hasContent("new");
        assertThat(file.getParent()).isDirectoryContaining("glob:**/result.txt");
        assertThat(file.getParent().toFile().list()).containsExactly("result.txt");
    }

    @Test
    void fullDiskKeepsTheOldFileAndLeavesNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("result.txt"), "old");
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }))
                .withMessageContaining(file.toString())
                .withMessageContaining("(No space left on device)")
                .withMessageEndingWith(".");
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("result.txt");
    }

    @Test
    void failingBodyLeavesNothing() {
        Path file = folder.resolve("result.txt");
        assertThatIllegalStateException()
                .isThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(1);
                    throw new IllegalStateException("the result is not there");
                }));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void askingWhetherAFileCanBeWrittenLeavesItAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("result.txt"), "old");
        AtomicFile.requireWritable(file);
        AtomicFile.requireWritable(folder.resolve("other.txt"));
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("result.txt");
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> AtomicFile.requireWritable(file.resolve("run.json")))
                .withMessageContaining(file + " is not a folder");
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> AtomicFile.requireWritable(folder))
                .withMessageContaining("is a folder");
    }

    @Test
    void refusesFolder() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("results"));
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> AtomicFile.write(empty, out -> out.write(1)))
                .withMessageContaining("is a folder");
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void refusesFileAsFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("results"), "a file");
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> AtomicFile.write(file.resolve("run.json"), out -> out.write(1)))
                .withMessageContaining(file + " is not a folder");
        assertThat(file).hasContent("a file");
    }

    @Test
    void refusesReadOnlyFolder() throws IOException {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        assumeTrue(locked.toFile().setWritable(false), "This file system knows no read-only folders.");
        assumeTrue(!Files.isWritable(locked), "The user who runs this test may write everywhere.");
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> AtomicFile.write(locked.resolve("run.json"), out -> out.write(1)))
                .withMessageContaining("(permission denied)");
    }

    /** As any user, including the superuser: no file can be created in /proc. */
    @Test
    void refusesFolderThatTakesNoFiles() {
        Path kernel = Path.of("/proc");
        assumeTrue(Files.isDirectory(kernel), "There is no /proc here.");
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> AtomicFile.write(kernel.resolve("run.json"), out -> out.write(1)))
                .withMessageContaining("/run.json could not be written (no file can be created in /proc)");
    }

    @Test
    void writesToDeviceInPlace() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "There is no /dev/null here.");
        AtomicFile.write(device, out -> out.write(1));
        assertThat(Files.isRegularFile(device)).isFalse();
        assertThat(device).exists();
    }

    @Test
    void keepsLink() throws IOException {
        Path file = Files.writeString(folder.resolve("result.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("latest.txt"), file);
        AtomicFile.write(link, out -> out.write("new".getBytes(UTF_8)));
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void writersAtOnceGiveOneWholeFile() throws IOException {
        Path file = folder.resolve("result.txt");
        IntStream.range(0, 64).parallel().forEach(i -> {
            byte[] body = Character.toString('a' + i % 26).repeat(50_000).getBytes(UTF_8);
            AtomicFile.write(file, out -> out.write(body));
        });
        String content = Files.readString(file);
        assertThat(content).hasSize(50_000);
        assertThat(content.chars().distinct().count()).isEqualTo(1);
        assertThat(folder.toFile().list()).containsExactly("result.txt");
    }
}
