package dualflow.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README's table of claims, which tools/claim-table writes. */
class ClaimTableTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| \\[`([a-z0-9-]+)`\\]\\((\\S+)\\) \\|.*\\| (\\w+) \\| \\S+ \\| \\S* ?\\|$");

    @Test
    void tableListsEveryClaimWithItsVerdict() throws IOException {
        Path readme = Path.of("README.md");
        assumeTrue(Files.exists(readme), "there is no README.md");
        List<String> lines = Files.readAllLines(readme);
        int start = lines.indexOf("<!-- claims -->");
        assumeTrue(start >= 0, "README.md has no table of claims");
        List<String> table = lines.subList(start + 1, lines.indexOf("<!-- /claims -->"));
        List<Map.Entry<String, Verdict>> rows = new ArrayList<>();
        for (String line : table) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.add(Map.entry(row.group(1), Verdict.valueOf(row.group(3).toUpperCase(Locale.ROOT))));
                assertThat(Path.of(row.group(2))).isRegularFile();
            }
        }
        assertThat(rows)
                .as("run tools/claim-table after a change to the claims")
                .containsExactlyElementsOf(ClaimsTest.expected().entrySet());
    }
}
