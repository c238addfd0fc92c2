package dualflow.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFolderTest {
    @TempDir
    private Path folder;

    private static AtomicFile.Body text(String text) {
        return out -> out.write(text.getBytes(UTF_8));
    }

    private Path written() {
        Path made = folder.resolve("made");
        Map<String, AtomicFile.Body> files = new LinkedHashMap<>();
        files.put("b.txt", text("abc"));
        files.put("a.txt", text(""));
        AtomicFolder.write(made, files);
        return made;
    }

    @Test
    void filesStandBesideTheirDigests() {
        Path made = written();
        assertThat(made.toFile().list()).containsExactlyInAnyOrder("a.txt", "b.txt", "SHA256SUMS");
        assertThat(made.resolve("b.txt")).hasContent("abc");
        // The digests of "abc" and of nothing: FIPS 180-4, appendix B, and RFC 6234.
        assertThat(made.resolve("SHA256SUMS")).hasContent("""
                        ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b.txt
                        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.txt
                        """);
        assertThat(AtomicFolder.damage(made)).isEmpty();
        assertThat(folder.toFile().list()).containsExactly("made");
    }

    @Test
    void fullDiskLeavesNothing() {
        Map<String, AtomicFile.Body> files = new LinkedHashMap<>();
        files.put("first", text("whole"));
        files.put("second", out -> {
            out.write(new byte[100_000]);
            throw new IOException("No space left on device");
        });
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> AtomicFolder.write(folder.resolve("made"), files))
                .withMessageContaining(folder.resolve("made") + " could not be written (No space left on device)");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsThereIsKept() throws IOException {
        Path made = written();
        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> AtomicFolder.write(made, Map.of("b.txt", text("other"))));
        assertThat(made.resolve("b.txt")).hasContent("abc");
        assertThat(folder.toFile().list()).containsExactly("made");
    }

    @Test
    void damageIsNamed() throws IOException {
        Path made = written();
        Files.writeString(made.resolve("b.txt"), "abd");
        assertThat(AtomicFolder.damage(made)).get().asString().startsWith("b.txt was changed");
        Files.delete(made.resolve("b.txt"));
        assertThat(AtomicFolder.damage(made)).contains("b.txt is missing");
        Files.writeString(made.resolve("b.txt"), "abc");
        Files.writeString(made.resolve("c.txt"), "");
        assertThat(AtomicFolder.damage(made)).contains("SHA256SUMS has no digest of c.txt");
        Files.write(made.resolve("SHA256SUMS"), new byte[] {(byte) 0xff, 0, 'x'});
        assertThat(AtomicFolder.damage(made)).get().asString().contains("a line that is not a digest");
        Files.delete(made.resolve("SHA256SUMS"));
        assertThat(AtomicFolder.damage(made)).contains("SHA256SUMS is missing");
        assertThatExceptionOfType(BadFileException.class)
                .isThrownBy(() -> AtomicFolder.damage(folder.resolve("absent")))
                .withMessageContaining("absent");
    }

    @Test
    void deletesItAndWhatKilledWritersLeft() throws IOException {
        Path made = written();
        Path unfinished = Files.createDirectory(folder.resolve(".made.123e4567-e89b-12d3-a456-426614174000.tmp"));
        Files.writeString(unfinished.resolve("a.txt"), "half");
        Files.writeString(folder.resolve(".loss.csv.123e4567-e89b-12d3-a456-426614174001.tmp"), "half");
        Files.writeString(folder.resolve(".mine.tmp"), "of somebody else");
        AtomicFolder.deleteLeftovers(folder);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("made", ".mine.tmp");
        AtomicFolder.delete(made);
        AtomicFolder.delete(made);
        assertThat(folder.toFile().list()).containsExactly(".mine.tmp");
    }
}
