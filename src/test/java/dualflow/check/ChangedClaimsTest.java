package dualflow.check;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.check.ChangedClaims.Effect;
import dualflow.check.ChangedClaims.Outcome;
import dualflow.check.ChangedEquations.Change;
import dualflow.device.host.HostDevice;
import dualflow.syntax.Statement;
import dualflow.tensor.Device;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No changed form of a right equation is called right where the change changes a value. {@code -Dclaims.changes=3800} is the figure of the guide: its table
 * and all outcomes are written to {@code target/changed-claims.txt}. Claims whose evaluation takes long, by flows, integrals and quadratures, are changed
 * in a run of their own, with {@code -Dclaims.long=true}.
 */
class ChangedClaimsTest {
    private static final int CHANGES = Integer.getInteger("claims.changes", 40);
    private static final boolean LONG = Boolean.getBoolean("claims.long");
    private static final Path CORPUS = Path.of("src/test/resources/dualflow/claims/corpus");
    private static final Path SOURCES = Path.of("src/main/resources/dualflow/claims");
    private static final Path RESULT = Path.of("target/changed-claims.txt");

    private record Right(String file, Statement claim) {}

    /** The right equations of a folder, each of one relation. */
    private static List<Right> right(Path folder, Map<String, String> verdicts) throws IOException {
        List<Path> paths;
        try (Stream<Path> files = Files.list(folder)) {
            paths = files.filter(file -> file.toString().endsWith(".claims"))
                    .sorted()
                    .toList();
        }
        List<Right> right = new ArrayList<>();
        for (Path path : paths) {
            ClaimFile file = ClaimFile.read(path);
            for (Statement claim : file.claims()) {
                String verdict = verdicts.getOrDefault(
                        path.getFileName() + "," + claim.id(), claim.expected().orElse("holds"));
                ChangedClaims.right(claim, verdict).ifPresent(each -> right.add(new Right(file.name(), each)));
            }
        }
        return right;
    }

    /** Of the corpus and of all sources, in an order that mixes them. */
    private static List<Right> right() throws IOException {
        Map<String, String> verdicts = new HashMap<>();
        for (String line : Files.readAllLines(CORPUS.resolve("expected.csv"))) {
            String[] columns = line.split(",", 4);
            verdicts.put(columns[0] + "," + columns[1], columns[2]);
        }
        List<Right> all = new ArrayList<>(right(CORPUS, verdicts));
        all.addAll(right(SOURCES, Map.of()));
        new RandomNumbers(1, "order").shuffle(all);
        return all;
    }

    /** So many checks: the first change of each claim, then the second of each, and so on, until there are enough or none is left. */
    private static List<Function<Device, Outcome>> checks() throws IOException {
        List<Function<Device, Outcome>> checks = new ArrayList<>();
        List<ChangedClaims> claims = new ArrayList<>();
        for (Right right : right()) {
            if (checks.size() < CHANGES) {
                ChangedClaims changed = new ChangedClaims(right.file(), right.claim(), claims.size());
                if (changed.isLong() == LONG) {
                    claims.add(changed);
                    add(changed, checks);
                }
            }
        }
        while (checks.size() < CHANGES && !claims.isEmpty()) {
            claims.removeIf(changed -> checks.size() < CHANGES && !add(changed, checks));
        }
        return checks;
    }

    private static boolean add(ChangedClaims changed, List<Function<Device, Outcome>> checks) {
        Optional<Change> change = changed.next();
        change.ifPresent(each -> checks.add(device -> changed.outcome(each, device)));
        return change.isPresent();
    }

    private static List<Outcome> outcomes() throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        try (HostDevice host = new HostDevice();
                PrintStream out = new PrintStream(RESULT.toFile(), StandardCharsets.UTF_8)) {
            List<Function<Device, Outcome>> checks = checks();
            new SideBySide<>(checks, new SideBySide.Listener<Outcome>() {
                        @Override
                        public void done(int job, Outcome outcome) {
                            outcomes.add(outcome);
                            out.println(
                                    (outcome.isAsItShould() ? "" : "NOT AS IT SHOULD: ") + ChangedClaims.line(outcome));
                        }

                        @Override
                        public void failed(int job, Throwable cause) {
                            throw new IllegalStateException("change " + job + " could not be judged", cause);
                        }

                        @Override
                        public void waiting(int job, int finished) {
                            out.println("# " + finished + " of " + checks.size());
                        }
                    })
                    .on(host);
            out.println(ChangedClaims.table(outcomes));
        }
        return outcomes;
    }

    @Test
    void noChangeOfAValueIsCalledRight() throws IOException {
        List<Outcome> outcomes = outcomes();
        assertThat(outcomes).hasSize(CHANGES);
        assertThat(outcomes)
                .filteredOn(each -> each.effect() == Effect.VALUE)
                .extracting(each -> each.report().finding())
                .doesNotContain(Finding.HOLDS, Finding.VACUOUS);
        assertThat(outcomes).filteredOn(each -> !each.isAsItShould()).hasSizeLessThanOrEqualTo(CHANGES / 100);
    }
}
