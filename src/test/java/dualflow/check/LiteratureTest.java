package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.device.host.HostDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Statements of the literature, and the same with the mistakes that papers are printed with, have the verdicts that their files expect, which were
 * decided before the claims were tried. Every fourth by draws and levels alone, all of them in full with {@code -Dclaims.full=true}.
 */
class LiteratureTest {
    private static final Path FILES = Path.of("src/test/resources/dualflow/claims/literature");
    private static final boolean FULL = Boolean.getBoolean("claims.full");
    private static final int EVERY = 4;

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.filter(file -> file.toString().endsWith(".claims"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void verdictsAreAsExpected(Path path) throws IOException {
        ClaimFile file = ClaimFile.read(path);
        List<String> some = IntStream.range(0, file.claims().size())
                .filter(i -> FULL || i % EVERY == 3)
                .mapToObj(i -> file.claims().get(i))
                .filter(claim ->
                        FULL || !claim.expected().filter("vacuous"::equals).isPresent())
                .map(claim -> claim.id())
                .toList();
        try (HostDevice host = new HostDevice()) {
            CheckSettings settings = FULL ? CheckSettings.full(1) : CheckSettings.quick(1);
            assertThat(file.only(some).check(host, settings))
                    .isNotEmpty()
                    .allSatisfy(report -> assertThat(report.isAsExpected())
                            .as("%s: %s %s", report.id(), report.finding().word(), report.notes())
                            .isTrue());
        }
    }
}
