package dualflow.check;

import dualflow.data.BadFileException;
import dualflow.data.TextFile;
import dualflow.semantics.ClaimProgram;
import dualflow.semantics.NameType;
import dualflow.semantics.UndecidedException;
import dualflow.semantics.Variant;
import dualflow.syntax.ClaimFileParser;
import dualflow.syntax.FormulaException;
import dualflow.syntax.ParsedFile;
import dualflow.syntax.SourceText;
import dualflow.syntax.Statement;
import dualflow.syntax.Symbol;
import dualflow.tensor.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return of(new SourceText(path.toString(), TextFile.read(path)));
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
            List<FormulaException> errors = new ArrayList<>(parsed.errors());
            errors.addAll(typeErrors(parsed.claims()));
            errors.sort(Comparator.comparingInt(error -> error.span().from()));
            throw new ClaimFileException(source, errors);
        }
        return new ClaimFile(source, parsed.claims());
    }

    /**
     * The file's name, by which messages and reports call it.
     *
     * @return its path as it was given, or the name of the text
     */
    public String name() {
        return source.name();
    }

    /**
     * Where a claim stands and comes from.
     *
     * @param origin the text behind {@code from}, or ""
     * @param section the title of the section, or ""
     * @return the file's name and what there is of these, with colons between
     */
    public String heading(String origin, String section) {
        return Stream.of(name(), origin, section)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(": "));
    }

    /**
     * What was read.
     *
     * @return the text, under the file's name
     */
    public SourceText source() {
        return source;
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
        List<FormulaException> errors = typeErrors(claims);
        if (!errors.isEmpty()) {
            throw new ClaimFileException(source, errors);
        }
    }

    /** The errors of all claims; one in a definition that several claims use is one error. */
    private static List<FormulaException> typeErrors(List<Statement> claims) {
        Map<String, FormulaException> errors = new LinkedHashMap<>();
        claims.forEach(claim -> typeError(claim)
                .ifPresent(error -> errors.putIfAbsent(error.span() + " " + error.getMessage(), error)));
        return List.copyOf(errors.values());
    }

    /**
     * The types of all names that its claims could use, at the lowest sizes, without computing.
     *
     * @return for each section, by its title, the names in the order in which they were declared; those of all sections are with the first
     * @throws ClaimFileException if a type does not fit
     */
    public Map<String, List<NameType>> types() {
        checkTypes();
        Map<String, Statement> lastOf = new LinkedHashMap<>();
        claims.forEach(claim -> lastOf.put(claim.section(), claim));
        Map<String, List<NameType>> types = new LinkedHashMap<>();
        Set<Symbol> seen = new HashSet<>();
        List<FormulaException> errors = new ArrayList<>();
        lastOf.forEach((section, claim) -> {
            Map<String, Integer> sizes = new LinkedHashMap<>();
            claim.scope().symbols().stream()
                    .filter(Symbol.Size.class::isInstance)
                    .map(Symbol.Size.class::cast)
                    .forEach(size -> sizes.put(size.name(), size.least()));
            try {
                types.put(
                        section,
                        NameType.of(claim, sizes).stream()
                                .filter(type -> seen.add(type.symbol()))
                                .toList());
            } catch (FormulaException e) {
                errors.add(e);
            }
        });
        if (!errors.isEmpty()) {
            throw new ClaimFileException(source, errors);
        }
        return types;
    }

    private static Optional<FormulaException> typeError(Statement claim) {
        try {
            ClaimProgram program = new ClaimProgram(claim);
            List<Variant> variants = new ArrayList<>(List.of(Variant.of(claim.equation())));
            claim.instead().map(Variant::of).ifPresent(variants::add);
            for (Map<String, Integer> sizes : SizeTuples.tried(program.sizes())) {
                program.check(sizes, variants);
            }
            Terms.order(claim.equation()).ifPresent(remainder -> OrderCheck.requireSmall(claim, remainder));
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
        List<ClaimReport> reports = new ArrayList<>();
        new CheckRun(List.of(this), device, settings).check(new CheckRun.Listener() {
            @Override
            public void checked(ClaimFile file, ClaimReport report) {
                reports.add(report);
            }

            @Override
            public void failed(ClaimFile file, Statement claim, Throwable cause) {
                if (cause instanceof Error error) {
                    throw error;
                }
                throw cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
            }
        });
        return List.copyOf(reports);
    }
}
