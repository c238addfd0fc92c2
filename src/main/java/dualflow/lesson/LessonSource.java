package dualflow.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The source of a lesson, cut into prose and code as it is read: the class's comment, each member after its own, and the statements of {@code
 * teach}, whose comments are prose and whose empty lines end a piece. Members lose the modifiers that mean nothing outside of a class, and a
 * device is opened by a statement, so that all code runs in JShell, in this order.
 */
final class LessonSource {
    private static final Pattern TRY = Pattern.compile("        try \\((.*)\\) \\{");
    private static final Pattern MODIFIERS = Pattern.compile("^((?:abstract )?)(?:(?:public|private|static|final) )+");

    private final List<String> lines;
    private final List<LessonCell> cells = new ArrayList<>();
    private final List<String> piece = new ArrayList<>();
    private boolean isCode;
    private int first;

    private LessonSource(String source) {
        lines = source.lines().toList();
    }

    /**
     * Cuts a source.
     *
     * @param source the text of a lesson's class
     * @return its pieces
     * @throws IllegalArgumentException if the source is not laid out as a lesson
     */
    static List<LessonCell> cells(String source) {
        LessonSource cut = new LessonSource(source);
        int members = cut.line("public final class .*", 0);
        int teach = cut.line("    public static void teach\\(LessonPage page\\) \\{", members);
        int comment = cut.line("/\\*\\*.*", 0);
        cut.comment(comment, members - 1, 0);
        cut.members(members + 3, teach);
        cut.statements(teach + 1, cut.lines.size() - 2);
        return List.copyOf(cut.cells);
    }

    /**
     * The imports of a source.
     *
     * @param source the text of a lesson's class
     * @return its lines of imports
     */
    static List<String> imports(String source) {
        return source.lines().filter(line -> line.startsWith("import ")).toList();
    }

    private int line(String pattern, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).matches(pattern)) {
                return i;
            }
        }
        throw new IllegalArgumentException("a lesson has a line " + pattern);
    }

    /** Members up to the method teach, whose own comment says nothing that is read. */
    private void members(int from, int teach) {
        int i = from;
        while (i < teach) {
            String line = lines.get(i);
            if (line.startsWith("    /**")) {
                int end = i;
                while (!lines.get(end).endsWith("*/")) {
                    end++;
                }
                finish();
                if (end + 1 < teach) {
                    comment(i, end, 4);
                }
                i = end + 1;
            } else {
                String member = line.startsWith("    ") ? line.substring(4) : line;
                add(true, MODIFIERS.matcher(member).replaceFirst("$1"), i);
                i++;
            }
        }
        finish();
    }

    private void comment(int from, int to, int indentation) {
        for (int i = from; i <= to; i++) {
            String text =
                    lines.get(i).substring(Math.min(indentation, lines.get(i).length()));
            add(false, text.replaceAll("^/\\*\\* ?| ?\\*/$|^ \\* ?", ""), i);
        }
        finish();
    }

    private void statements(int from, int to) {
        int indentation = 8;
        for (int i = from; i < to; i++) {
            String line = lines.get(i);
            Matcher resource = TRY.matcher(line);
            if (resource.matches()) {
                indentation = 12;
                finish();
                add(true, resource.group(1) + ";", i);
            } else if (indentation == 12 && line.equals("        }")) {
                indentation = 8;
                finish();
            } else if (line.isBlank()) {
                finish();
            } else {
                String text = line.substring(indentation);
                boolean prose = text.startsWith("//");
                if (prose == isCode) {
                    finish();
                }
                add(!prose, prose ? text.replaceFirst("^// ?", "") : text, i);
            }
        }
        finish();
    }

    private void add(boolean code, String text, int line) {
        if (piece.isEmpty()) {
            isCode = code;
            first = line + 1;
        }
        piece.add(text);
    }

    private void finish() {
        String text = (isCode ? String.join("\n", piece) : unwrapped(piece)).strip();
        if (!text.isEmpty()) {
            cells.add(new LessonCell(isCode, text, first, first + piece.size() - 1));
        }
        piece.clear();
    }

    /** Paragraphs as one line each, so that no line begins with what Markdown would take for a mark; headings and items of lists stay. */
    private static String unwrapped(List<String> lines) {
        StringBuilder text = new StringBuilder();
        boolean open = false; // whether the next line continues this one
        for (String line : lines) {
            boolean begins = line.isBlank() || line.matches("##? .*|\\d\\. .*");
            text.append(text.isEmpty() ? "" : open && !begins ? " " : "\n").append(line.strip());
            open = !line.isBlank() && !line.startsWith("#");
        }
        return text.toString();
    }
}
