package dualflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
    @TempDir
    private Path folder;

    @Test
    void itIsBesideTheResultAndGoesWithAllThatIsInIt() throws IOException {
        Path result = folder.resolve("new/result");
        try (WorkFolder work = WorkFolder.beside(result)) {
            assertThat(work.path().getParent()).isEqualTo(result.getParent());
            Files.writeString(
                    Files.createDirectory(work.path().resolve("inner")).resolve("a.txt"), "a");
        }
        try (Stream<Path> left = Files.list(result.getParent())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aPlaceThatIsNoFolderIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> WorkFolder.beside(file.resolve("result")))
                .isInstanceOf(OutputException.class)
                .hasMessageStartingWith("Results cannot be written beside " + file.resolve("result"));
    }

    @Test
    void aTableReadsBackAsItWasWritten() {
        Path file = folder.resolve("t.csv");
        Csv.write(file, List.of("name", "x"), List.of(List.of("a, \"b\"", 0.1), Arrays.asList("", null)));
        assertThat(Csv.read(file)).containsExactly(Map.of("name", "a, \"b\"", "x", "0.1"), Map.of("name", "", "x", ""));
    }

    @Test
    void whatIsNoTableIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "a,b\n1\n");
        assertThatThrownBy(() -> Csv.read(file))
                .isInstanceOf(BadFileException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> Csv.read(folder.resolve("none.csv"))).isInstanceOf(BadFileException.class);
    }
}
