package dualflow.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tools/new-op}, on a copy of the files that it extends. */
class NewOpTest {
    private static final Path JAVA = Path.of("src/main/java/dualflow");
    private static final List<Path> EXTENDED = List.of(
            JAVA.resolve("op/Ops.java"),
            JAVA.resolve("conformance/ElementwiseCases.java"),
            JAVA.resolve("semantics/FunctionLibrary.java"),
            JAVA.resolve("syntax/Builtins.java"),
            Path.of("tools/editor/claims.tmLanguage.json"));

    @TempDir
    private Path root;

    @BeforeEach
    void copy() throws IOException {
        copy(Path.of("tools/new-op"));
        for (Path file : EXTENDED) {
            copy(file);
        }
    }

    private void copy(Path file) throws IOException {
        Path target = root.resolve(file);
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
    }

    private int run(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", root.resolve("tools/new-op").toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("output").toFile())
                .start();
        return process.waitFor();
    }

    private String output() throws IOException {
        return Files.readString(root.resolve("output"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--kind linear",
                "--kind bilinear",
                "--kind nonlinear",
                "--kind linear --elementwise",
                "--kind bilinear --elementwise",
                "--kind nonlinear --elementwise"
            })
    void madeFilesCompileAndSayWhatIsToBeFilledIn(String options) throws IOException, InterruptedException {
        String[] words = ("brand_new " + options).split(" ", -1);
        assertThat(run(words)).as(output()).isZero();
        Path op = JAVA.resolve("op/BrandNew.java");
        for (Path file : List.of(op, Path.of("opencl/brand_new.cl"), Path.of("tools/reference/op/brand_new.py"))) {
            assertThat(root.resolve(file)).content().contains("FILL IN");
            assertThat(output()).contains("  " + file + "\n");
        }
        compile(Stream.concat(Stream.of(op), EXTENDED.stream())
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> options.endsWith("--elementwise")
                        || !EXTENDED.subList(1, EXTENDED.size()).contains(file))
                .map(root::resolve)
                .toList());
    }

    @Test
    void anElementaryFunctionHasAGeneratorOfItsOwn() throws IOException, InterruptedException {
        assertThat(run("arc", "--kind", "nonlinear", "--elementwise", "--elementary"))
                .as(output())
                .isZero();
        assertThat(root.resolve("tools/reference/elementary/arc.py")).content().contains("FILL IN");
        assertThat(root.resolve("opencl/arc.cl")).content().contains("UNARY(arc, real_arc(x))");
        assertThat(root.resolve(JAVA).resolve("op/Arc.java")).content().contains("Elementary.arc(x)");
        assertThat(output()).contains("  " + JAVA.resolve("syntax/Builtins.java") + "\n");
        assertThat(root.resolve(JAVA).resolve("syntax/Builtins.java"))
                .content()
                .contains("        elementary(\"arc\", \"FILL IN.\");");
        assertThat(root.resolve(JAVA).resolve("semantics/FunctionLibrary.java"))
                .content()
                .contains("            Map.entry(\"arc\", Ops::arc),");
        assertThat(root.resolve("tools/editor/claims.tmLanguage.json"))
                .content()
                .contains("(?:arc|exp|");
    }

    @Test
    void whatCannotBeMadeIsRefusedInASentence() throws IOException, InterruptedException {
        assertThat(run("BrandNew", "--kind", "linear")).isEqualTo(2);
        assertThat(output()).contains("is not in snake case");
        assertThat(run("brand_new", "--kind", "cubic")).isEqualTo(2);
        assertThat(output()).contains("is none of linear, bilinear and nonlinear");
        assertThat(run("brand_new", "--kind")).isEqualTo(2);
        assertThat(output()).contains("--kind needs a value");
        assertThat(run("brand_new", "--kind", "linear")).isZero();
        assertThat(run("brand_new", "--kind", "linear")).isEqualTo(2);
        assertThat(output()).contains("There is an op BrandNew already");
    }

    private void compile(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of("--release", "17", "-proc:none", "-d", root.toString());
            boolean compiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }
}
