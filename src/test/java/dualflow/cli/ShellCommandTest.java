package dualflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellCommandTest {
    @TempDir
    private Path folder;

    private Invocation executed(String text) throws IOException {
        Path script = folder.resolve("script.jsh");
        Files.writeString(script, text);
        return Invocation.of("shell", "--device", "host", "--execute", script.toString());
    }

    @Test
    void printsTheValuesOfExpressionsAndNothingOfDeclarations() throws IOException {
        Invocation run = executed("""
                // x e^x, and the derivative of its derivative
                Tensor f(Tensor x) {
                    return Ops.multiply(x, Ops.exp(x));
                }
                Tensor one = scalar(1)
                Tensor slope(Tensor x) { return Autodiff.jvp(a -> f(a), x, one).tangent(); }

                Autodiff.jvp(a -> slope(a), one, one).tangent().value().toDouble() - 3 * Math.E
                Ops.sum(matrix(new double[][] {{1, 2}, {3, 4}})).value().toDouble(); vector(5, 6).shape()
                """);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("device host (Java " + System.getProperty("java.specification.version")
                        + " on " + System.getProperty("os.arch") + "), asked for");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().skip(1)).containsExactly("10.0", "[2]");
        assertThat(Math.abs(Double.parseDouble(run.out().lines().findFirst().orElseThrow())))
                .isLessThan(4e-15);
    }

    @Test
    void stopsAtTheFirstSnippetThatThrowsAndNamesItsLine() throws IOException {
        Invocation run = executed("1 + 1\n\nOps.add(vector(1, 2), vector(1, 2, 3))\n7 * 7\n");
        assertThat(run.out()).isEqualToIgnoringNewLines("2");
        assertThat(run.sentences().get(0))
                .contains("script.jsh, line 3: ShapeException: ")
                .contains("2 and 3");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
    }

    @Test
    void stopsAtWhatIsNotJavaAndNamesTheLineOfTheError() throws IOException {
        Invocation run = executed("int f(int x) {\n    return\n        x + nothing;\n}\nString s = 3;\n");
        assertThat(run.sentences().get(0)).contains("script.jsh, line 5: incompatible types");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void saysWhatIsNotDeclaredWhereItIsUsed() throws IOException {
        Invocation run = executed("int f(int x) { return g(x); }\nf(1)\n");
        assertThat(run.sentences().get(0)).contains("script.jsh, line 2: it uses what is not declared: method g(int)");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
    }

    @Test
    void refusesAFileThatEndsWithinASnippet() throws IOException {
        Invocation run = executed("5\n\nint f(int x) {\n    return x;\n");
        assertThat(run.sentences().get(0)).contains("script.jsh, line 3: it ends within this snippet");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void takesTheBodyOfAStatementFromTheNextLine() throws IOException {
        Invocation run = executed("""
                int sum = 0;
                for (int i = 1; i <= 3; i++)
                {
                    sum += i;
                }
                sum
                if (sum == 0)
                    sum = 100;
                sum
                while (sum < 10)

                    sum += 7;
                sum
                """);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).containsExactly("6", "6", "13");
    }

    @Test
    void runsAStatementWithoutABodyAtTheEnd() throws IOException {
        Invocation run = executed("int i = 0;\nSystem.out.flush()\ni\nfor (; i < 3; i++)");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).containsExactly("0");
    }

    @Test
    void saysThatACommandOfTheShellIsForTerminals() throws IOException {
        Invocation run = executed("1 + 1\n/exit\n2 + 2\n");
        assertThat(run.out().lines()).containsExactly("2");
        assertThat(run.sentences().get(0)).contains("script.jsh, line 2: what begins with / is a command of the shell");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void runsStandardInputInTheFormatAskedFor() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("scalar(1).dtype()".getBytes(StandardCharsets.UTF_8)));
        try {
            Invocation run = Invocation.of("shell", "--device", "host", "--dtype", "float32", "--execute", "-");
            assertThat(run.out()).isEqualToIgnoringNewLines("float32");
            assertThat(run.exitCode()).isZero();
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void runsTheGuidesExample() {
        Invocation run = Invocation.of("shell", "--device", "host", "--execute", "src/examples/shell.jsh");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).isNotEmpty();
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Invocation run =
                Invocation.of("shell", "--execute", folder.resolve("none.jsh").toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.sentences()).hasSize(1);
    }
}
