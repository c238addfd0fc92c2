package dualflow.cli;

import dualflow.autodiff.DirectionalDerivatives;
import dualflow.autodiff.ReverseExplanation;
import dualflow.data.AtomicFile;
import dualflow.data.Json;
import dualflow.device.Workload;
import dualflow.semantics.FormulaProgram;
import dualflow.semantics.Quantity;
import dualflow.semantics.UndecidedException;
import dualflow.syntax.Builtins;
import dualflow.syntax.Dimension;
import dualflow.syntax.FormulaException;
import dualflow.syntax.OpenFormula;
import dualflow.syntax.SourceText;
import dualflow.syntax.Symbol;
import dualflow.tensor.DType;
import dualflow.tensor.Device;
import dualflow.tensor.Shape;
import dualflow.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code explain}: a derivative, one line per operation. */
@Command(
        name = "explain",
        subcommands = {ExplainMixtureCommand.class, ExplainUnetCommand.class},
        description = "Shows how the exact derivative of an expression is computed, one line for each operation.",
        footer = {
            "",
            "Examples:",
            "  dualflow explain 'x*sin(y) + exp(-x^2)' --at x=3,y=2 --along x=1 --order 2",
            "  dualflow explain '(a + b) - a' --at a=1e8,b=0.1 --rounding",
            "  dualflow explain \"x' A x\" --at 'x=[1,2],A=[3,0;1,2]' --reverse --html page.html",
            "",
            "An expression that is the name of a command below, such as a variable mixture, is written in parentheses:"
                    + " '(mixture)'."
        })
final class ExplainCommand extends Subcommand {
    private static final int MAX_ORDER = 4;

    @Parameters(
            arity = "0..1",
            paramLabel = "EXPRESSION",
            description =
                    "The expression, in the language of claim files: numbers, variables, pi, e, + - * / ^ (or **),"
                            + " parentheses, 2 x for 2*x, and the functions ${bundle:list.functions}. Between dollar signs"
                            + " it is LaTeX.")
    private String source;

    @Option(
            names = "--at",
            paramLabel = "x=3,y=2",
            description =
                    "The value of each variable: a number, a vector such as [1,2], or a matrix such as [1,2;3,4].")
    private String at;

    @Option(
            names = "--along",
            paramLabel = "x=1",
            description = "The direction; a variable that is left out does not move. May be left out where there is one"
                    + " variable: 1 then.")
    private String along;

    @Option(
            names = "--order",
            defaultValue = "1",
            paramLabel = "N",
            description = "Which derivative along the direction, 1 to " + MAX_ORDER + " (default: ${DEFAULT-VALUE}).")
    private int order;

    @Option(
            names = "--rounding",
            description = "Shows how rounding affects the expression and, with a direction, its derivatives: for each"
                    + " operation its value, its magnitude and the number of decimal digits that are left.")
    private boolean rounding;

    @Option(
            names = "--reverse",
            description = "Shows reverse mode too: the derivative as a linear program, that program transposed, and the"
                    + " gradient. No direction is needed then.")
    private boolean reverse;

    @Option(
            names = "--differences",
            description =
                    "Shows finite differences for the steps 1e-1 to 1e-12 beside the derivative, and their errors.")
    private boolean differences;

    @Option(names = "--json", description = "Prints JSON in place of tables.")
    private boolean json;

    @Option(names = "--latex", description = "Prints LaTeX, which needs the package amsmath, in place of tables.")
    private boolean latex;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Writes one page in HTML too, which needs no network: the program as a graph, and each rule with"
                            + " its numbers to unfold.")
    private Path html;

    // No short form: -h would be the negation of a variable.
    @SuppressWarnings("unused") // set and read by picocli
    @Option(names = "--help", usageHelp = true, description = "Show this help message and exit.")
    private boolean help;

    @Mixin
    private DeviceOptions deviceOptions;

    private ExplainCommand() {}

    @Override
    public Integer call() {
        requireExpression();
        requireOneForm();
        Map<String, Quantity> point = assignments("--at", at);
        FormulaProgram formula;
        try {
            formula = parse(point);
        } catch (FormulaException e) {
            err().println(e.show(text()));
            return ExitCode.USAGE;
        }
        if (order < 1 || order > MAX_ORDER) {
            throw usage("--order is " + order + "; derivatives of order 1 to " + MAX_ORDER + " can be shown.");
        }
        Map<String, Quantity> direction = direction(new ExplainedVariables(formula, point));
        try (Device device = deviceOptions.open(DType.FLOAT64, Workload.SMALL)) {
            explain(formula, point, direction, device, deviceOptions.dtype(DType.FLOAT64));
        }
        return ExitCode.OK;
    }

    private void requireExpression() {
        if (source == null) {
            throw usage("An expression is missing, such as 'x^2'; 'dualflow explain --help' shows what there is.");
        }
        if (at == null) {
            throw usage("Missing required option: '--at=x=3,y=2'; 'dualflow explain --help' shows what there is.");
        }
    }

    private void requireOneForm() {
        if (json && latex) {
            throw usage("--json and --latex are two forms of the same; choose one.");
        }
        if (rounding && (reverse || differences || json || latex || html != null)) {
            throw usage("--rounding prints tables of its own; leave out "
                    + (reverse
                            ? "--reverse"
                            : differences ? "--differences" : json ? "--json" : latex ? "--latex" : "--html")
                    + ", or run explain twice.");
        }
        if (html != null) {
            AtomicFile.requireWritable(html);
        }
    }

    private Map<String, Quantity> direction(ExplainedVariables variables) {
        try {
            variables.requireValues();
            boolean hasDirection =
                    along != null || !(rounding || reverse) || differences || order != 1 || variables.isOneNumber();
            if (along == null && hasDirection) {
                along = variables.onlyDirection();
            }
            Map<String, Quantity> direction = hasDirection ? assignments("--along", along) : Map.of();
            variables.requireDirection(direction);
            return direction;
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    private Map<String, Quantity> assignments(String option, String text) {
        try {
            return VariableValues.read(option, text);
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    private FormulaProgram parse(Map<String, Quantity> point) {
        Map<String, Symbol.Simple> types = new LinkedHashMap<>();
        point.forEach((name, value) -> types.put(name, type(name, value.shape())));
        try {
            return new FormulaProgram(OpenFormula.parse(text(), types));
        } catch (UndecidedException e) {
            throw usage("The expression " + source + " has no exact value: " + e.getMessage() + ".");
        }
    }

    private SourceText text() {
        return new SourceText("expression", source);
    }

    private Symbol.Simple type(String name, Shape shape) {
        if (Builtins.isReserved(name)) {
            throw usage("--at gives " + name + " a value, which is a name of the language; take another name.");
        }
        List<Dimension> sizes =
                Arrays.stream(shape.dims()).mapToObj(Dimension::of).toList();
        return new Symbol.Simple(
                switch (shape.rank()) {
                    case 0 -> Symbol.Kind.NUMBER;
                    case 1 -> Symbol.Kind.VECTOR;
                    default -> Symbol.Kind.MATRIX;
                },
                sizes);
    }

    private void explain(
            FormulaProgram formula,
            Map<String, Quantity> point,
            Map<String, Quantity> direction,
            Device device,
            DType dtype) {
        List<Tensor> x = new ArrayList<>();
        List<Tensor> xDot = new ArrayList<>();
        for (String name : formula.names()) {
            x.add(tensor(device, dtype, point.get(name)));
            xDot.add(direction.containsKey(name) ? tensor(device, dtype, direction.get(name)) : null);
        }
        DirectionalDerivatives derivatives = DirectionalDerivatives.of(formula, formula.names(), x, xDot, order);
        Explained explained = new Explained(
                formula,
                at,
                direction.isEmpty() ? "" : along,
                dtype,
                device.id(),
                x,
                Optional.of(derivatives).filter(it -> !direction.isEmpty()),
                reverse ? Optional.of(ReverseExplanation.of(formula, formula.names(), x, xDot)) : Optional.empty(),
                differences);
        if (rounding) {
            out().println(explained.heading());
            new RoundingTables(formula, x, xDot).print(out(), direction.isEmpty() ? 0 : order);
        } else {
            show(explained);
        }
        out().flush();
        ExplainedResults.requireInRange(derivatives);
    }

    private void show(Explained explained) {
        if (json) {
            out().println(Json.text(ExplainedJson.of(explained)));
        } else if (latex) {
            ExplainedLatex.print(out(), explained);
        } else {
            explained.print(out());
        }
        if (html != null) {
            ExplainedPage.write(html, explained);
        }
    }

    private static Tensor tensor(Device device, DType dtype, Quantity quantity) {
        return device.tensor(dtype, quantity.shape(), quantity.values());
    }
}
