package dualflow.check;

import dualflow.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** A report while it is being written. */
final class Draft {
    Finding finding;
    Optional<Counterexample> counterexample = Optional.empty();
    private final List<String> notes = new ArrayList<>();
    private double residual = Double.NaN;
    private OptionalDouble relativeDifference = OptionalDouble.empty();
    private double level = Double.NaN;
    private double resolution;
    private int draws;
    private List<Margin> margins = List.of();

    Draft(Finding finding) {
        this.finding = finding;
    }

    /** Adds a note, a clause without a full stop. */
    void say(String note) {
        notes.add(note);
    }

    void figures(double residual, double level, double resolution, int draws) {
        this.residual = residual;
        this.level = level;
        this.resolution = resolution;
        this.draws = draws;
    }

    void relativeDifference(double largest) {
        relativeDifference = OptionalDouble.of(largest);
    }

    /** Of the printed equation and of the corrected one. */
    void margins(Stream<Margin> each) {
        margins = each.toList();
    }

    ClaimReport report(String file, Statement claim, double seconds) {
        return new ClaimReport(
                file,
                claim.id(),
                claim.title(),
                claim.source(),
                claim.section(),
                StatementText.of(claim),
                finding,
                residual,
                relativeDifference,
                level,
                resolution,
                draws,
                margins,
                counterexample,
                claim.instead().map(equation -> StatementText.equation(equation, claim.scope())),
                List.copyOf(notes),
                claim.expected(),
                seconds);
    }
}
