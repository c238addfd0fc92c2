package dualflow.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide's table of claims, which tools/docs writes. */
class ClaimTableTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z0-9-]+)` \\|.*\\| (\\w+) \\| \\S+ \\| \\S* ?\\| `([\\w.-]+)` \\|$");

    @Test
    void tableListsEveryClaimWithItsVerdict() throws IOException {
        Map<String, Verdict> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("src/site/markdown/claims.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(1), Verdict.valueOf(row.group(2).toUpperCase(Locale.ROOT)));
                assertThat(
                                row.group(3).endsWith(".claims")
                                        ? Path.of("src/main/resources/dualflow/claims", row.group(3))
                                        : Path.of("src/main/java/dualflow/claim", row.group(3) + ".java"))
                        .isRegularFile();
            }
        }
        Map<String, Verdict> expected = new LinkedHashMap<>();
        for (Claim claim : Claims.all()) {
            expected.put(
                    claim.id(),
                    claim instanceof StatedClaim stated
                            ? stated.expected()
                            : ClaimsTest.expected().get(claim.id()));
        }
        assertThat(rows)
                .as("run tools/docs src/site/markdown/claims.md after a change to the claims")
                .containsExactlyEntriesOf(expected);
    }
}
