package dualflow.cli;

import dualflow.autodiff.DirectionalDerivatives;
import dualflow.autodiff.DirectionalDerivatives.Difference;
import dualflow.autodiff.Explanation;
import dualflow.autodiff.Operation;
import dualflow.autodiff.ReverseExplanation;
import dualflow.semantics.FormulaProgram;
import dualflow.tensor.DType;
import dualflow.tensor.Tensor;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the command explain shows of an expression, in tables.
 *
 * @param formula the expression
 * @param at the point as it was given
 * @param along the direction as it was given; empty where there is none
 * @param dtype the format
 * @param device the device's name
 * @param x the point
 * @param forward the derivatives along the direction, if there is one
 * @param reverse the gradient, if it is wanted
 * @param hasDifferences whether the table of differences is wanted
 */
record Explained(
        FormulaProgram formula,
        String at,
        String along,
        DType dtype,
        String device,
        List<Tensor> x,
        Optional<DirectionalDerivatives> forward,
        Optional<ReverseExplanation> reverse,
        boolean hasDifferences) {

    /**
     * A table.
     *
     * @param title a line above it; may be empty
     * @param header the names of the columns; empty for none
     * @param rows its rows
     */
    record Section(String title, List<String> header, List<List<String>> rows) {}

    /** What is explained, where, in which format and on which device. */
    String heading() {
        return formula + " at " + at + (along.isEmpty() ? "" : " along " + along) + ", " + dtype + " on " + device;
    }

    /** The tables in the order in which they are read, the results last. */
    List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        forward.ifPresent(derivatives -> {
            for (int k = 1; k <= derivatives.order(); k++) {
                sections.add(ofOrder(derivatives, k));
            }
        });
        reverse.ifPresent(explanation -> sections.addAll(ofReverse(explanation)));
        sections.add(new Section("", List.of(), results()));
        if (hasDifferences) {
            forward.ifPresent(derivatives -> sections.add(ofDifferences(derivatives)));
        }
        return sections;
    }

    private Section ofOrder(DirectionalDerivatives derivatives, int k) {
        String title = k == 1
                ? "The expression:"
                : "The program that computes the " + ExplainedResults.ordinal(k - 1)
                        + " derivative, operation by operation:";
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            Tensor xDot = derivatives.xDot().get(i);
            rows.add(List.of(
                    formula.names().get(i),
                    Decimals.of(x.get(i)),
                    xDot == null ? "0" : Decimals.of(xDot),
                    xDot == null ? "does not move" : "given by --along"));
        }
        for (Explanation.Step step : derivatives.explanations().get(k - 1).steps()) {
            rows.add(List.of(
                    step.name() + " = " + step.operation(),
                    Decimals.of(step.primal()),
                    step.tangent() == null ? "0" : Decimals.of(step.tangent()),
                    step.rule().text()));
        }
        return new Section(title, List.of("operation", "primal", "tangent", "rule for the tangent"), rows);
    }

    private List<Section> ofReverse(ReverseExplanation explanation) {
        List<List<String>> primal = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            primal.add(List.of(formula.names().get(i), Decimals.of(x.get(i))));
        }
        for (Operation operation : explanation.primal()) {
            primal.add(List.of(operation.name() + " = " + operation.formula(), Decimals.of(operation.value())));
        }
        List<List<String>> linear = new ArrayList<>();
        for (ReverseExplanation.Line line : explanation.linear()) {
            linear.add(row(line, forward.isPresent()));
        }
        List<List<String>> transposed = new ArrayList<>();
        if (!explanation.resultName().isEmpty()) {
            transposed.add(List.of(explanation.resultName() + " = 1", Decimals.of(explanation.yBar())));
        }
        for (ReverseExplanation.Line line : explanation.transposed()) {
            transposed.add(row(line, true));
        }
        return List.of(
                new Section(
                        "Reverse mode. First the expression, and what its derivative takes of it:",
                        List.of("operation", "value"),
                        primal),
                new Section(
                        "The derivative, recorded by linearize: a program that is linear in the tangents:",
                        forward.isPresent() ? List.of("operation", "tangent along " + along) : List.of("operation"),
                        linear),
                new Section(
                        "That program transposed: from its last line to its first, each operation's own transpose:",
                        List.of("operation", "cotangent"),
                        transposed));
    }

    private static List<String> row(ReverseExplanation.Line line, boolean hasValue) {
        String operation = line.name() + (line.adds() ? " += " : " = ") + line.formula();
        return hasValue ? List.of(operation, Decimals.of(line.value())) : List.of(operation);
    }

    private List<List<String>> results() {
        List<List<String>> rows = new ArrayList<>();
        forward.ifPresent(
                derivatives -> rows.addAll(ExplainedResults.of(derivatives).rows()));
        reverse.ifPresent(explanation -> {
            if (forward.isEmpty()) {
                rows.add(List.of("value", Decimals.of(explanation.value()), ""));
            }
            for (int i = 0; i < x.size(); i++) {
                rows.add(List.of(
                        "gradient in " + formula.names().get(i),
                        Decimals.of(explanation.gradient().get(i)),
                        "by reverse mode" + (explanation.isOfSum() ? " of the sum of the entries" : "") + "; "
                                + compared(explanation, i)));
            }
        });
        return rows;
    }

    private String compared(ReverseExplanation explanation, int i) {
        int passes = x.get(i).shape().size();
        double difference = explanation.difference(i);
        return (passes == 1 ? "one pass" : passes + " passes") + " of forward mode"
                + (difference == 0
                        ? " give" + (passes == 1 ? "s" : "") + " the same"
                        : " differ" + (passes == 1 ? "s" : "") + " by " + Decimals.brief(difference));
    }

    private Section ofDifferences(DirectionalDerivatives derivatives) {
        boolean isSmooth = ExplainedResults.of(derivatives).isSmooth();
        List<Difference> differences = derivatives.differences();
        int forwardBest = best(
                differences.stream().map(d -> derivatives.error(d.forward())).toList());
        int centralBest = best(
                differences.stream().map(d -> derivatives.error(d.central())).toList());
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < differences.size(); i++) {
            Difference difference = differences.get(i);
            rows.add(List.of(
                    String.format(Locale.ROOT, "%.0e", difference.h()),
                    Decimals.of(difference.forward()),
                    error(derivatives, difference.forward(), isSmooth, i == forwardBest),
                    Decimals.of(difference.central()),
                    error(derivatives, difference.central(), isSmooth, i == centralBest)));
        }
        String title = "Differences of the " + ExplainedResults.differenced(derivatives.order())
                + (isSmooth
                        ? ", their errors, and the least of them:"
                        : "; there is no one derivative here to compare them with:");
        return new Section(
                title, List.of("step h", "forward difference", "error", "central difference", "error"), rows);
    }

    /** The first of the least errors; -1 where there is none. */
    private static int best(List<Double> errors) {
        int best = -1;
        for (int i = 0; i < errors.size(); i++) {
            if (Double.isFinite(errors.get(i)) && (best < 0 || errors.get(i) < errors.get(best))) {
                best = i;
            }
        }
        return best;
    }

    private static String error(DirectionalDerivatives derivatives, Tensor difference, boolean isSmooth, boolean best) {
        double error = derivatives.error(difference);
        return !isSmooth || !Double.isFinite(error) ? "" : Decimals.brief(error) + (best ? " least" : "");
    }

    /** Which names are of coefficients; a variable's name may begin with r too. */
    private static Optional<String> coefficients(ReverseExplanation reverse) {
        List<String> names = reverse.primal().stream()
                .map(Operation::name)
                .filter(name -> name.startsWith("r"))
                .toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String first = names.get(0);
        String last = names.get(names.size() - 1);
        return Optional.of(
                (first.equals(last) ? first + " is a coefficient" : first + " to " + last + " are coefficients")
                        + " of the derivative, computed beside the expression itself.");
    }

    /** What is to be known of the results. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add("nameDot is the tangent of name"
                + (reverse.isPresent() ? ", nameBar its cotangent" : "")
                + ". Each rule is the operation's own, written by running it on names.");
        reverse.flatMap(Explained::coefficients).ifPresent(sentences::add);
        forward.ifPresent(
                derivatives -> sentences.addAll(ExplainedResults.of(derivatives).sentences()));
        if (forward.isEmpty()) {
            reverse.ifPresent(explanation -> explanation
                    .conventions()
                    .forEach((name, convention) -> sentences.add(name
                            + " has a kink here, where there is no gradient: reverse mode takes the convention that "
                            + convention
                            + ". With --along each side of a direction is shown.")));
        }
        return sentences;
    }

    /** Prints it. */
    void print(PrintWriter out) {
        out.println(heading());
        for (Section section : sections()) {
            out.println();
            if (!section.title().isEmpty()) {
                out.println(section.title());
            }
            List<List<String>> rows = new ArrayList<>(section.rows());
            if (!section.header().isEmpty()) {
                rows.add(0, section.header());
            }
            Table.print(out, rows);
        }
        out.println();
        sentences().forEach(out::println);
    }
}
