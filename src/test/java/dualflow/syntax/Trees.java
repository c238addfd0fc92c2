package dualflow.syntax;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Trees without their places in the text, and the corpus of claim files. */
final class Trees {
    static final Path CORPUS = Path.of(System.getProperty("basedir", ""), "src/test/resources/dualflow/claims/corpus");

    private Trees() {}

    /** A tree as text, without spans. */
    static String shape(Object tree) {
        if (tree instanceof List<?> list) {
            return list.stream().map(Trees::shape).toList().toString();
        }
        if (tree instanceof Optional<?> optional) {
            return optional.map(Trees::shape).orElse("-");
        }
        if (!(tree instanceof Record)) {
            return String.valueOf(tree);
        }
        StringBuilder text = new StringBuilder(tree.getClass().getSimpleName()).append('(');
        for (RecordComponent component : tree.getClass().getRecordComponents()) {
            if (component.getType() != Span.class) {
                text.append(shape(value(component, tree))).append(';');
            }
        }
        return text.append(')').toString();
    }

    private static Object value(RecordComponent component, Object record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    static List<SourceText> corpus() {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".claims"))
                    .sorted()
                    .map(Trees::read)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SourceText read(Path file) {
        try {
            return new SourceText(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static ParsedFile parse(String text) {
        return ClaimFileParser.parse(new SourceText("case.claims", text));
    }

    /** The file's claims, which must be free of errors. */
    static List<Statement> claims(String text) {
        ParsedFile file = parse(text);
        if (!file.errors().isEmpty()) {
            throw new AssertionError(file.errors().get(0).show(file.source()));
        }
        return file.claims();
    }

    static Formula formula(String text, Scope scope) {
        return Formulas.parse(new SourceText("formula", text), scope);
    }

    /** A formula of a claim, and the scope in which it stands, with the bound variables of a definition. */
    record Placed(Formula formula, Scope scope) {}

    /** All formulas of a claim: the sides of its equations and conditions, and the definitions and distributions in its scope. */
    static List<Placed> formulas(Statement claim) {
        List<Placed> all = new ArrayList<>();
        Stream.concat(Stream.of(claim.equation()), claim.instead().stream())
                .flatMap(List::stream)
                .forEach(each -> {
                    all.add(new Placed(each.left(), claim.scope()));
                    all.add(new Placed(each.right(), claim.scope()));
                });
        claim.where().forEach(each -> {
            all.add(new Placed(each.left(), claim.scope()));
            all.add(new Placed(each.right(), claim.scope()));
        });
        for (Symbol symbol : claim.scope().symbols()) {
            if (symbol instanceof Symbol.Definition let) {
                Scope scope = claim.scope();
                for (String name : let.parameters().orElse(List.of())) {
                    scope = scope.with(new Symbol.Bound(name, let.span(), false));
                }
                if (let.index().isPresent()) {
                    scope = scope.with(new Symbol.Bound(let.index().get(), let.span(), true));
                }
                all.add(new Placed(let.body(), scope));
            }
        }
        return all;
    }
}
