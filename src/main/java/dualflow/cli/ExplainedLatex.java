package dualflow.cli;

import dualflow.autodiff.DirectionalDerivatives;
import dualflow.autodiff.Explanation;
import dualflow.autodiff.Operation;
import dualflow.autodiff.ReverseExplanation;
import dualflow.autodiff.Written;
import dualflow.syntax.LatexPrinter;
import dualflow.tensor.Tensor;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What the command explain shows, as LaTeX that needs amsmath alone: one aligned environment for each program. */
final class ExplainedLatex {
    private ExplainedLatex() {}

    static void print(PrintWriter out, Explained explained) {
        out.println("% " + explained.heading());
        out.println("% needs \\usepackage{amsmath}");
        display(
                out,
                List.of("f &= "
                        + LatexPrinter.of(
                                explained.formula().formula().formula(),
                                explained.formula().formula().scope())));
        explained.forward().ifPresent(derivatives -> {
            for (int k = 1; k <= derivatives.order(); k++) {
                display(out, steps(explained, derivatives, k));
            }
            display(out, results(derivatives));
        });
        explained.reverse().ifPresent(reverse -> print(out, explained, reverse));
    }

    private static List<String> steps(Explained explained, DirectionalDerivatives derivatives, int order) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < explained.x().size(); i++) {
            String name = explained.formula().names().get(i);
            Tensor xDot = derivatives.xDot().get(i);
            lines.add(latex(name) + " &= " + number(explained.x().get(i)) + " & " + latex(name + "Dot") + " &= "
                    + (xDot == null ? "0" : number(xDot)));
        }
        for (Explanation.Step step : derivatives.explanations().get(order - 1).steps()) {
            boolean moves = step.tangent() != null;
            lines.add(latex(step.name()) + " &= " + step.operation().latex() + " = " + number(step.primal()) + " & "
                    + latex(step.name() + "Dot") + " &= "
                    + (moves ? step.rule().latex() + " = " + number(step.tangent()) : "0"));
        }
        return lines;
    }

    private static List<String> results(DirectionalDerivatives derivatives) {
        List<String> lines = new ArrayList<>();
        lines.add("f &= " + number(derivatives.value()));
        for (int k = 1; k <= derivatives.order(); k++) {
            String name = "f" + (k == 1 ? "'" : k == 2 ? "''" : "^{(" + k + ")}");
            lines.add(name + " &= " + number(derivatives.derivative(k)));
            derivatives
                    .sides(k)
                    .ifPresent(sides -> lines.add(
                            "\\text{left, right} &= " + number(sides.left()) + ",\\ " + number(sides.right())));
        }
        return lines;
    }

    private static void print(PrintWriter out, Explained explained, ReverseExplanation reverse) {
        List<String> primal = new ArrayList<>();
        for (int i = 0; i < explained.x().size(); i++) {
            primal.add(latex(explained.formula().names().get(i)) + " &= "
                    + number(explained.x().get(i)));
        }
        for (Operation operation : reverse.primal()) {
            primal.add(
                    latex(operation.name()) + " &= " + operation.formula().latex() + " = " + number(operation.value()));
        }
        display(out, primal);
        List<String> linear = new ArrayList<>();
        for (ReverseExplanation.Line line : reverse.linear()) {
            linear.add(latex(line.name()) + " &= " + line.formula().latex()
                    + (explained.forward().isPresent() ? " = " + number(line.value()) : ""));
        }
        display(out, linear);
        List<String> transposed = new ArrayList<>();
        if (!reverse.resultName().isEmpty()) {
            transposed.add(latex(reverse.resultName()) + " &= " + number(reverse.yBar()));
        }
        for (ReverseExplanation.Line line : reverse.transposed()) {
            String sum = line.adds() ? latex(line.name()) + " + " : "";
            transposed.add(latex(line.name()) + (line.adds() ? " &\\leftarrow " : " &= ") + sum
                    + line.formula().latex() + " = " + number(line.value()));
        }
        display(out, transposed);
        List<String> gradient = new ArrayList<>();
        for (int i = 0; i < explained.x().size(); i++) {
            gradient.add("\\frac{\\partial " + (reverse.isOfSum() ? "\\sum f" : "f") + "}{\\partial "
                    + latex(explained.formula().names().get(i)) + "} &= "
                    + number(reverse.gradient().get(i)));
        }
        display(out, gradient);
    }

    private static void display(PrintWriter out, List<String> lines) {
        if (!lines.isEmpty()) {
            out.println("\\[");
            out.println("\\begin{aligned}");
            out.println("  " + String.join(" \\\\\n  ", lines));
            out.println("\\end{aligned}");
            out.println("\\]");
        }
    }

    private static String latex(String name) {
        return Written.name(name).latex();
    }

    /** A number, a column or a matrix; of many numbers the text that the tables have. */
    private static String number(Tensor x) {
        String text = Decimals.of(x);
        if (x.shape().rank() == 0) {
            return number(text);
        }
        if (!text.startsWith("[") || !text.endsWith("]")) {
            return "\\text{" + text + "}";
        }
        List<String> rows = new ArrayList<>();
        for (String row : text.substring(1, text.length() - 1).split(x.shape().rank() == 1 ? ", " : "; ", -1)) {
            List<String> cells = new ArrayList<>();
            for (String cell : row.split(", ", -1)) {
                cells.add(number(cell));
            }
            rows.add(String.join(" & ", cells));
        }
        return "\\begin{pmatrix} " + String.join(" \\\\ ", rows) + " \\end{pmatrix}";
    }

    private static String number(String text) {
        int exponent = text.indexOf('E');
        if (exponent >= 0) {
            return text.substring(0, exponent) + " \\cdot 10^{"
                    + text.substring(exponent + 1).replace("+", "") + "}";
        }
        return text.replace("infinity", "\\infty").replace("undefined", "\\text{undefined}");
    }
}
