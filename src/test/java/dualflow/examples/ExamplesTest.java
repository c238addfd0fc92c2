package dualflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.testing.TestDevices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs in the folder src/examples, which the guide shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesTest {
    private Path classes;

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/examples"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    @BeforeAll
    void compile(@TempDir Path folder) throws IOException {
        classes = folder;
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-Xlint:all,-classfile,-processing",
                    "-Werror",
                    "-proc:none",
                    "-d",
                    classes.toString());
            boolean compiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(examples()))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    private String run(String name, String... arguments) throws ReflectiveOperationException, IOException {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleRuns(Path example) throws ReflectiveOperationException, IOException {
        String name = example.getFileName().toString().replace(".java", "");
        assertThat(run(name)).isNotBlank();
    }

    @Test
    void anOpOfOnesOwnGivesTheHostsBitsOnEveryDevice() throws ReflectiveOperationException, IOException {
        String host = run("OwnOp", "host");
        assertThat(host).contains("[-1.0, 0.125, 8.0]", "[3.0, 0.75, 12.0]", "[-6.0, 3.0, 12.0]");
        for (Device device : TestDevices.all()) {
            String id = device.id();
            boolean able = device.supports(DType.FLOAT64);
            device.close();
            if (able) {
                assertThat(run("OwnOp", id)).as(id).isEqualTo(host);
            }
        }
    }
}
