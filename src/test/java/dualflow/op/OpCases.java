package dualflow.op;

import dualflow.tensor.Op;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All primitives, and the cases that their tests try. */
public final class OpCases {
    private OpCases() {}

    /** Every class of this package that is a primitive, in the order of their names. */
    public static List<Class<? extends Op>> ops() {
        try (Stream<Path> files = Files.list(Path.of(Op.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()
                .resolve("dualflow/op")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("$") && !file.startsWith("package-info"))
                    .sorted()
                    .<Class<?>>map(file -> load(file.replace(".class", "")))
                    .filter(Op.class::isAssignableFrom)
                    .<Class<? extends Op>>map(type -> type.asSubclass(Op.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The cases of every primitive's test: small arguments that reach every kernel. */
    public static List<OpCase> all() {
        return ops().stream().flatMap(op -> of(op).stream()).toList();
    }

    private static List<OpCase> of(Class<? extends Op> op) {
        try {
            return ((OpContract) load(op.getSimpleName() + "Test")
                            .getDeclaredConstructor()
                            .newInstance())
                    .cases();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(op + " has no test that keeps the contract", e);
        }
    }

    private static Class<?> load(String simpleName) {
        try {
            return Class.forName("dualflow.op." + simpleName);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("there is no class dualflow.op." + simpleName, e);
        }
    }
}
