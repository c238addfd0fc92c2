package dualflow.device.opencl.lowering;

import dualflow.launch.KernelFile;
import dualflow.tensor.Components;
import dualflow.tensor.ElementwiseOp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel file of an elementwise op that states the op's function with one of the macros of {@code opencl/include/elementwise.cl}.
 *
 * @param form the macro's name
 * @param branches whether the function has branches, so that it is scalar rather than vectorised
 */
record ElementwiseSource(String form, boolean branches) {
    private static final Pattern STATEMENT = Pattern.compile("([A-Z_]+)\\((\\w+), .*\\)");
    private static final List<String> FORMS =
            List.of("UNARY", "BINARY", "TERNARY"); // indexed by the number of arguments
    private static final int MOST_CONSTANTS = 2;
    private static final String BRANCHES = "#include \"elementary_branches.cl\"";
    private static final Map<String, Optional<ElementwiseSource>> BY_NAME = new ConcurrentHashMap<>();

    /** The op's file, or empty if it does not have that form. */
    static Optional<ElementwiseSource> of(ElementwiseOp op) {
        Optional<ElementwiseSource> source = BY_NAME.get(op.name());
        if (source == null) {
            source = read(op.name());
            BY_NAME.put(op.name(), source);
        }
        return source.filter(found -> found.form.equals(form(op)));
    }

    /** The op's constants: the components of its record, which must be numbers. */
    static double[] constants(ElementwiseOp op) {
        return Components.of(op).stream()
                .mapToDouble(c -> ((Number) c.value()).doubleValue())
                .toArray();
    }

    private static String form(ElementwiseOp op) {
        List<Components.Named> constants = Components.of(op);
        if (op.arity() > FORMS.size()
                || constants.size() > MOST_CONSTANTS
                || !constants.stream().allMatch(c -> c.value() instanceof Number)) {
            return "";
        }
        return FORMS.get(op.arity() - 1)
                + switch (constants.size()) {
                    case 0 -> "";
                    case 1 -> "_WITH_CONSTANT";
                    default -> "_WITH_CONSTANTS";
                };
    }

    private static Optional<ElementwiseSource> read(String name) {
        if (!KernelFile.exists(name)) {
            return Optional.empty();
        }
        String form = null;
        boolean branches = false;
        for (String line : KernelFile.read(name).lines().toList()) {
            Matcher statement = STATEMENT.matcher(line);
            if (statement.matches() && statement.group(2).equals(name) && form == null) {
                form = statement.group(1);
            } else if (line.startsWith("#include ")) {
                branches |= line.equals(BRANCHES);
            } else if (!line.isBlank() && !line.startsWith("//")) {
                return Optional.empty();
            }
        }
        return form == null ? Optional.empty() : Optional.of(new ElementwiseSource(form, branches));
    }
}
