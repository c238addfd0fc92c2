package dualflow.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;

/**
 * Runs Java snippets, one after the other, as JShell understands them. Unlike JShell's own way with a file it stops at the first that cannot
 * be run, and says which; and it prints the value of an expression.
 */
final class ShellScript implements AutoCloseable {
    private static final String FOR_TERMINALS =
            "what begins with / is a command of the shell at a terminal; a script has Java alone";

    private final JShell shell;
    private final SourceCodeAnalysis analysis;

    /**
     * What stopped a script.
     *
     * @param line the line on which the snippet, or the error in it, begins, from 1
     * @param message what is wrong
     * @param exitCode the exit code of a command that ends by it
     */
    record Stop(int line, String message, int exitCode) {}

    ShellScript(String startup) {
        shell = JShell.builder().executionEngine("local").build();
        analysis = shell.sourceCodeAnalysis();
        shell.addToClasspath(System.getProperty("java.class.path"));
        run(startup, new PrintWriter(PrintWriter.nullWriter())).ifPresent(stop -> {
            throw new IllegalStateException("line " + stop.line() + " of the start: " + stop.message());
        });
    }

    /**
     * Runs snippets.
     *
     * @param text the snippets
     * @param out where values of expressions are printed, a line each
     * @return what stopped them; empty if all ran
     */
    Optional<Stop> run(String text, PrintWriter out) {
        int start = 0;
        int end = 0;
        while (end < text.length()) {
            int newline = text.indexOf('\n', end);
            end = newline < 0 ? text.length() : newline + 1;
            while (start < end) {
                CompletionInfo next = analysis.analyzeCompletion(text.substring(start, end));
                boolean mayGoOn =
                        next.completeness() == Completeness.CONSIDERED_INCOMPLETE; // as for (...) without a body
                if (next.source() == null || (mayGoOn && end < text.length())) { // the next line belongs to it
                    break;
                }
                Optional<Stop> stop = isForTerminals(next, text.substring(start, end))
                        ? Optional.of(new Stop(firstLine(text, start), FOR_TERMINALS, ExitCode.BAD_INPUT))
                        : evaluate(next.source(), text, start, out);
                if (stop.isPresent()) {
                    return stop;
                }
                start = mayGoOn ? end : end - next.remaining().length();
            }
        }
        return start == end
                ? Optional.empty()
                : Optional.of(new Stop(firstLine(text, start), "it ends within this snippet", ExitCode.BAD_INPUT));
    }

    /** Whether a text begins with a command of JShell, such as /exit, which is no comment. */
    private static boolean isForTerminals(CompletionInfo next, String text) {
        return next.completeness() == Completeness.UNKNOWN && text.strip().matches("(?s)/[a-z!?-].*");
    }

    private Optional<Stop> evaluate(String snippet, String text, int start, PrintWriter out) {
        for (SnippetEvent event : shell.eval(snippet)) {
            Optional<Stop> stop = stop(event, text, start);
            if (stop.isPresent()) {
                return stop;
            }
            print(event, out);
        }
        return Optional.empty();
    }

    /** What is wrong with a snippet that begins at this place of the text; empty if it ran. */
    private Optional<Stop> stop(SnippetEvent event, String text, int start) {
        if (event.causeSnippet() != null) { // another snippet that this one changed
            return Optional.empty();
        }
        if (event.status() == Snippet.Status.REJECTED) {
            List<Diag> errors =
                    shell.diagnostics(event.snippet()).filter(Diag::isError).toList();
            if (errors.isEmpty()) {
                return Optional.of(new Stop(line(text, start), "this is not Java", ExitCode.BAD_INPUT));
            }
            Diag first = errors.get(0);
            String message = first.getMessage(Locale.ROOT).replaceAll("\\s*\\R\\s*", "; ");
            return Optional.of(new Stop(line(text, start + (int) first.getPosition()), message, ExitCode.BAD_INPUT));
        }
        if (event.exception() != null) {
            return Optional.of(new Stop(firstLine(text, start), thrown(event.exception()), ExitCode.CHECK_FAILED));
        }
        return Optional.empty();
    }

    private String thrown(JShellException error) {
        if (error instanceof UnresolvedReferenceException unresolved) {
            String missing = String.join(
                    ", ", shell.unresolvedDependencies(unresolved.getSnippet()).toList());
            return "it uses what is not declared: " + missing;
        }
        String name = error instanceof EvalException thrown ? thrown.getExceptionClassName() : "an error";
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return error.getMessage() == null ? simple : simple + ": " + error.getMessage();
    }

    private static void print(SnippetEvent event, PrintWriter out) {
        boolean isValue = switch (event.snippet().subKind()) {
            case TEMP_VAR_EXPRESSION_SUBKIND, VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND -> true;
            default -> false;
        };
        if (isValue && event.causeSnippet() == null && event.value() != null) {
            out.println(event.value());
            out.flush();
        }
    }

    /** The line of the first character that is no space. */
    private static int firstLine(String text, int start) {
        String rest = text.substring(start);
        return line(text, text.length() - rest.stripLeading().length());
    }

    private static int line(String text, int position) {
        int end = Math.min(Math.max(position, 0), text.length());
        return 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    @Override
    public void close() {
        shell.close();
    }
}
