package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.host.HostDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every claim of the corpus has the verdict that is right for it. By draws and levels alone unless {@code -Dclaims.full=true}, which also looks for
 * changed equations, counterexamples and restrictions.
 */
class CorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/dualflow/claims/corpus");
    private static final boolean FULL = Boolean.getBoolean("claims.full");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".claims"))
                    .sorted()
                    .toList();
        }
    }

    /** The verdict of each claim of a file, of those that need a full check only there. */
    private static Map<String, String> expected(Path file) throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        for (String line : Files.readAllLines(CORPUS.resolve("expected.csv"))) {
            String[] columns = line.split(",", 4);
            if (columns[0].equals(file.getFileName().toString())) {
                expected.put(columns[1], columns[2]);
            }
        }
        return expected;
    }

    @ParameterizedTest
    @MethodSource("files")
    void verdictsAreRight(Path file) throws IOException {
        CheckSettings settings = FULL ? CheckSettings.full(1) : CheckSettings.quick(1);
        Map<String, String> expected = expected(file);
        try (HostDevice host = new HostDevice()) {
            List<ClaimReport> reports = ClaimFile.read(file).check(host, settings);
            Map<String, String> found = reports.stream()
                    .filter(report -> FULL || !needsFullCheck(report, expected))
                    .collect(Collectors.toMap(
                            ClaimReport::id, report -> report.finding().word(), (a, b) -> a, LinkedHashMap::new));
            if (!FULL) {
                expected.keySet().retainAll(found.keySet());
            }
            assertThat(found).isNotEmpty().isEqualTo(expected);
        }
    }

    /** Only changed equations show that an equation is vacuous, and only its terms that one of them is lost. */
    private static boolean needsFullCheck(ClaimReport report, Map<String, String> expected) {
        return report.finding() == Finding.HOLDS
                && List.of("vacuous", "undecided").contains(expected.get(report.id()));
    }
}
