package dualflow.cli;

import dualflow.autodiff.DirectionalDerivatives;
import dualflow.autodiff.Explanation;
import dualflow.autodiff.Operation;
import dualflow.data.AtomicFile;
import dualflow.syntax.MathMl;
import dualflow.syntax.OpenFormula;
import dualflow.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the command explain shows, as one page in HTML that needs no network: the program as a graph, and each rule with its numbers to unfold. */
final class ExplainedPage {
    private static final int MOST_NODES = 120;

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; --ink: #16191d; --paper: #fff; --quiet: #4d5763; --line: #c4ccd4; --box: #f2f5f8;
              --moving: #0b5cad; --kink: #a33b00 }
            @media (prefers-color-scheme: dark) { :root { --ink: #e8ebee; --paper: #14171a; --quiet: #a9b4bf; --line: #47515b;
              --box: #20262c; --moving: #7cb8f5; --kink: #ff9d5c } }
            body { font: 16px/1.5 sans-serif; margin: 2em auto; max-width: 66em; padding: 0 1em; color: var(--ink); background: var(--paper) }
            h1 { font-size: 1.3em } h2 { font-size: 1.05em; margin: 2em 0 .5em }
            math { font-size: 1.3em; overflow-x: auto }
            code, td, th, summary, svg text { font-family: monospace; font-size: 14px }
            .scroll { overflow-x: auto }
            table { border-collapse: collapse } th { color: var(--quiet); text-align: left }
            td, th { border-bottom: 1px solid var(--line); padding: .25em 1.2em .25em 0; vertical-align: top; white-space: nowrap }
            details { border-bottom: 1px solid var(--line); padding: .25em 0 } summary { cursor: pointer; overflow-wrap: anywhere }
            details[open] summary { font-weight: bold } .inside { padding: .3em 0 .6em 1.4em }
            .values, .quiet { color: var(--quiet) }
            .tangent { color: var(--moving) }
            button { font: inherit; margin: 0 .5em .6em 0; padding: .2em .8em }
            svg.graph text { text-anchor: middle; fill: var(--ink) } svg.graph text.values { fill: var(--quiet) }
            svg.graph rect { fill: var(--box); stroke: var(--line) } svg.graph .moving rect { stroke: var(--moving); stroke-width: 2 }
            svg.graph .kink rect { stroke: var(--kink); stroke-width: 3; stroke-dasharray: 6 3 }
            svg.graph .now rect { fill: var(--paper); stroke-width: 5 } svg.graph .edge { fill: none; stroke: var(--line); stroke-width: 1.5 }
            @media print { details > .inside { display: block } button { display: none } }
            </style>
            </head>
            <body>
            """;

    private static final String SCRIPT = """
            <script>
            const steps = [...document.querySelectorAll('details.step')];
            let at = -1;
            function mark(step) {
              document.querySelectorAll('svg .now').forEach(node => node.classList.remove('now'));
              const node = step && document.getElementById('node-' + step.dataset.name);
              if (node) node.classList.add('now');
            }
            document.getElementById('next').onclick = () => {
              if (++at >= steps.length) { at = -1; steps.forEach(step => step.open = false); mark(null); return; }
              steps[at].open = true; mark(steps[at]); steps[at].scrollIntoView({block: 'nearest'});
            };
            document.getElementById('all').onclick = () => {
              const open = steps.some(step => !step.open);
              steps.forEach(step => step.open = open);
            };
            steps.forEach(step => step.addEventListener('toggle', () => { if (step.open) mark(step); }));
            </script>
            """;

    private final StringBuilder html = new StringBuilder();
    private final Explained explained;

    private ExplainedPage(Explained explained) {
        this.explained = explained;
    }

    static void write(Path file, Explained explained) {
        byte[] page = new ExplainedPage(explained).page().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(page));
    }

    private String page() {
        OpenFormula formula = explained.formula().formula();
        html.append(HEAD.replace("%s", escaped(explained.heading())));
        element("h1", "How a derivative is computed");
        html.append(MathMl.of(formula.formula(), formula.scope())).append('\n');
        element("p", "<code>" + escaped(explained.heading()) + "</code>");
        graph();
        explained.forward().ifPresent(derivatives -> {
            html.append(
                    "<p><button id=\"next\">Next step</button><button id=\"all\">Unfold or fold all</button></p>\n");
            for (int k = 1; k <= derivatives.order(); k++) {
                steps(derivatives, k);
            }
        });
        int programs = explained.forward().map(DirectionalDerivatives::order).orElse(0);
        List<Explained.Section> sections = explained.sections();
        sections.subList(programs, sections.size()).forEach(this::table);
        html.append("<ul>\n");
        explained.sentences().forEach(sentence -> element("li", escaped(sentence)));
        html.append("</ul>\n");
        if (explained.forward().isPresent()) {
            html.append(SCRIPT);
        }
        return html.append("</body>\n</html>\n").toString();
    }

    private void graph() {
        List<ProgramGraph.Node> nodes = new ArrayList<>();
        List<String> names = explained.formula().names();
        for (int i = 0; i < names.size(); i++) {
            Tensor xDot = explained.forward().isPresent()
                    ? explained.forward().get().xDot().get(i)
                    : null;
            nodes.add(node(names.get(i), names.get(i), explained.x().get(i), xDot, List.of(), false));
        }
        if (explained.forward().isPresent()) {
            for (Explanation.Step step :
                    explained.forward().get().explanations().get(0).steps()) {
                String label = step.name() + " = " + step.operation();
                boolean isKink = step.convention().isPresent();
                nodes.add(node(step.name(), label, step.primal(), step.tangent(), step.arguments(), isKink));
            }
        } else {
            for (Operation operation : explained.reverse().orElseThrow().primal()) {
                String label = operation.name() + " = " + operation.formula();
                boolean isKink = explained.reverse().get().conventions().containsKey(operation.name());
                nodes.add(node(operation.name(), label, operation.value(), null, operation.arguments(), isKink));
            }
        }
        element("h2", "The program");
        if (nodes.size() > MOST_NODES) {
            element("p", "It has " + nodes.size() + " values, too many to be drawn.");
            return;
        }
        html.append("<div class=\"scroll\">").append(ProgramGraph.of(nodes)).append("</div>\n");
        element(
                "p class=\"quiet\"",
                "Each box has an operation, its value" + (explained.forward().isPresent() ? " and its tangent" : "")
                        + ". Solid frames move along the direction; a dashed one has a kink here.");
    }

    private static ProgramGraph.Node node(
            String name, String label, Tensor value, Tensor tangent, List<String> arguments, boolean isKink) {
        String values = Decimals.of(value) + (tangent == null ? "" : " | " + Decimals.of(tangent));
        String style = isKink ? "kink" : tangent == null ? "resting" : "moving";
        return new ProgramGraph.Node(name, label, values, arguments, style);
    }

    /** One rule a line, to be unfolded into the numbers that it takes. */
    private void steps(DirectionalDerivatives derivatives, int order) {
        Explained.Section section = explained.sections().get(order - 1);
        element("h2", escaped(section.title()));
        Map<String, List<String>> known = new HashMap<>(); // primal and tangent by name
        int variables = explained.x().size();
        for (int i = 0; i < variables; i++) {
            List<String> row = section.rows().get(i);
            known.put(row.get(0), row.subList(1, 3));
            step(row.get(0), row, escaped(row.get(3)), order);
        }
        List<Explanation.Step> steps = derivatives.explanations().get(order - 1).steps();
        for (int i = 0; i < steps.size(); i++) {
            Explanation.Step step = steps.get(i);
            List<String> row = section.rows().get(variables + i);
            known.put(step.name(), row.subList(1, 3));
            StringBuilder inside = new StringBuilder();
            if (step.tangent() != null) {
                inside.append("<code>")
                        .append(escaped(step.name() + "Dot = " + row.get(3) + " = " + row.get(2)))
                        .append("</code><br>");
            } else {
                inside.append(escaped(row.get(3))).append("<br>");
            }
            for (String argument : step.arguments().stream().distinct().toList()) {
                List<String> values = known.getOrDefault(argument, List.of("", ""));
                inside.append("<code>")
                        .append(escaped(argument + " = " + values.get(0) + ", " + argument + "Dot = " + values.get(1)))
                        .append("</code><br>");
            }
            step.convention()
                    .ifPresent(convention -> inside.append("a kink: ")
                            .append(escaped(convention))
                            .append("<br>"));
            step(step.name(), row, inside.toString(), order);
        }
    }

    private void step(String name, List<String> row, String inside, int order) {
        html.append("<details class=\"step\"")
                .append(order == 1 ? " data-name=\"" + escaped(name) + "\"" : "")
                .append("><summary>")
                .append(escaped(row.get(0)))
                .append(" <span class=\"quiet\">is</span> ")
                .append(escaped(row.get(1)))
                .append(" <span class=\"quiet\">with tangent</span> <span class=\"tangent\">")
                .append(escaped(row.get(2)))
                .append("</span></summary><div class=\"inside\">")
                .append(inside)
                .append("</div></details>\n");
    }

    private void table(Explained.Section section) {
        element("h2", section.title().isEmpty() ? "Results" : escaped(section.title()));
        html.append("<div class=\"scroll\"><table>\n");
        if (!section.header().isEmpty()) {
            html.append("<tr>");
            section.header()
                    .forEach(cell -> html.append("<th scope=\"col\">")
                            .append(escaped(cell))
                            .append("</th>"));
            html.append("</tr>\n");
        }
        for (List<String> row : section.rows()) {
            html.append("<tr><th scope=\"row\">").append(escaped(row.get(0))).append("</th>");
            row.subList(1, row.size())
                    .forEach(cell -> html.append("<td>").append(escaped(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</table></div>\n");
    }

    private void element(String opening, String content) {
        html.append('<')
                .append(opening)
                .append('>')
                .append(content)
                .append("</")
                .append(opening.split(" ", 2)[0])
                .append(">\n");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
