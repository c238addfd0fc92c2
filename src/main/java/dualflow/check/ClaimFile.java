package dualflow.check;

import dualflow.data.BadFileException;
import dualflow.device.host.HostDevice;
import dualflow.semantics.ClaimProgram;
import dualflow.semantics.UndecidedException;
import dualflow.semantics.Variant;
import dualflow.syntax.ClaimFileParser;
import dualflow.syntax.FormulaException;
import dualflow.syntax.ParsedFile;
import dualflow.syntax.SourceText;
import dualflow.syntax.Statement;
import dualflow.tensor.Device;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The claims of a file.
 *
 * <pre>{@code
 * for (ClaimReport report : ClaimFile.read(Path.of("paper.claims")).check(device, 1)) {
 *     System.out.println(report.id() + " " + report.finding().word());
 * }
 * }</pre>
 */
public final class ClaimFile {
    private final SourceText source;
    private final List<Statement> claims;

    private ClaimFile(SourceText source, List<Statement> claims) {
        this.source = source;
        this.claims = claims;
    }

    /**
     * Reads a file.
     *
     * @param path the file, in UTF-8
     * @return its claims
     * @throws BadFileException if it cannot be read
     * @throws ClaimFileException if it has errors of syntax
     */
    public static ClaimFile read(Path path) {
        try {
            Path name = path.getFileName();
            return of(new SourceText(
                    name == null ? path.toString() : name.toString(), Files.readString(path, StandardCharsets.UTF_8)));
        } catch (CharacterCodingException e) {
            throw new BadFileException(path + " is no text in UTF-8: save it in that encoding.", e);
        } catch (IOException e) {
            throw new BadFileException("The claim file " + path + " cannot be read: check the path.", e);
        }
    }

    /**
     * Reads a text.
     *
     * @param source the text and its name
     * @return its claims
     * @throws ClaimFileException if it has errors of syntax
     */
    public static ClaimFile of(SourceText source) {
        ParsedFile parsed = ClaimFileParser.parse(source);
        if (!parsed.errors().isEmpty()) {
            throw new ClaimFileException(source, parsed.errors());
        }
        return new ClaimFile(source, parsed.claims());
    }

    /**
     * The claims.
     *
     * @return in the order of the file
     */
    public List<Statement> claims() {
        return claims;
    }

    /**
     * Only some of the claims.
     *
     * @param ids their names
     * @return a file of them
     * @throws BadFileException if a name is that of no claim
     */
    public ClaimFile only(List<String> ids) {
        List<String> known = claims.stream().map(Statement::id).toList();
        for (String id : ids) {
            if (!known.contains(id)) {
                throw new BadFileException(
                        source.name() + " has no claim '" + id + "'; it has " + String.join(", ", known) + ".");
            }
        }
        return new ClaimFile(
                source,
                claims.stream().filter(claim -> ids.contains(claim.id())).toList());
    }

    /**
     * Checks the types of all claims, without computing.
     *
     * @throws ClaimFileException if a type does not fit
     */
    public void checkTypes() {
        List<FormulaException> errors = new ArrayList<>();
        claims.forEach(claim -> error(claim).ifPresent(errors::add));
        if (!errors.isEmpty()) {
            throw new ClaimFileException(source, errors);
        }
    }

    private static Optional<FormulaException> error(Statement claim) {
        try {
            ClaimProgram program = new ClaimProgram(claim);
            List<Variant> variants = new ArrayList<>(List.of(Variant.of(claim.equation())));
            claim.instead().map(Variant::of).ifPresent(variants::add);
            for (Map<String, Integer> sizes : SizeTuples.tried(program.sizes())) {
                program.check(sizes, variants);
            }
            return Optional.empty();
        } catch (FormulaException e) {
            return Optional.of(e);
        } catch (UndecidedException e) {
            return Optional.empty();
        }
    }

    /**
     * Checks all claims in full.
     *
     * @param device where formulas are evaluated; must support float64
     * @param seed of all draws
     * @return a report of each claim, in the order of the file
     * @throws ClaimFileException if a type does not fit
     */
    public List<ClaimReport> check(Device device, long seed) {
        return check(device, CheckSettings.full(seed));
    }

    /**
     * Checks all claims: on the host several side by side, each on a host device of its own, on another device one after another. The reports do
     * not depend on the device or the number of threads, but for the seconds.
     *
     * @param device where formulas are evaluated; must support float64
     * @param settings how thoroughly
     * @return a report of each claim, in the order of the file
     * @throws ClaimFileException if a type does not fit
     */
    public List<ClaimReport> check(Device device, CheckSettings settings) {
        checkTypes();
        if (!(device instanceof HostDevice) || claims.size() < 2) {
            Judge judge = new Judge(device, settings);
            return claims.stream()
                    .map(claim -> judge.check(source.name(), claim))
                    .toList();
        }
        ExecutorService workers = Executors.newFixedThreadPool(
                Math.min(claims.size(), Runtime.getRuntime().availableProcessors()));
        try {
            return awaited(claims.stream()
                    .map(claim -> workers.submit(() -> checkedAlone(claim, settings)))
                    .toList());
        } finally {
            workers.shutdownNow();
        }
    }

    private ClaimReport checkedAlone(Statement claim, CheckSettings settings) {
        try (HostDevice own = new HostDevice()) {
            return new Judge(own, settings).check(source.name(), claim);
        }
    }

    private static List<ClaimReport> awaited(List<Future<ClaimReport>> running) {
        List<ClaimReport> reports = new ArrayList<>();
        for (Future<ClaimReport> each : running) {
            try {
                reports.add(each.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while claims were checked", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
        return List.copyOf(reports);
    }
}
