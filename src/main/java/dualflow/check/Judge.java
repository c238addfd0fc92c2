package dualflow.check;

import dualflow.semantics.UndecidedException;
import dualflow.syntax.Formula.Landau;
import dualflow.syntax.Statement;
import dualflow.tensor.Device;
import java.util.Optional;

/** Checks one claim. */
public final class Judge {
    private static final double NANOSECONDS = 1e-9;

    private final Device device;
    private final CheckSettings settings;

    /**
     * A judge.
     *
     * @param device where formulas are evaluated; must support float64
     * @param settings how thoroughly
     */
    public Judge(Device device, CheckSettings settings) {
        this.device = device;
        this.settings = settings;
    }

    /**
     * Checks a claim.
     *
     * @param file the name of its file
     * @param claim the claim
     * @return what was found out; the same on every device and at every time, but for the seconds
     * @throws dualflow.syntax.FormulaException if a type does not fit
     */
    public ClaimReport check(String file, Statement claim) {
        long begin = System.nanoTime();
        Draft draft;
        try (Examination examination = new Examination(claim, device, settings)) {
            draft = draft(examination);
            if (settings.inSingle()) {
                SinglePrecision.note(examination).ifPresent(draft::say);
            }
        } catch (UndecidedException e) {
            draft = new Draft(Finding.UNDECIDED);
            draft.say(e.getMessage());
        }
        return draft.report(file, claim, NANOSECONDS * (System.nanoTime() - begin));
    }

    private static Draft draft(Examination examination) {
        Optional<Landau> remainder = Terms.order(examination.claim().equation());
        return remainder.isPresent()
                ? new OrderCheck(examination, remainder.get()).check()
                : new EquationCheck(examination).check();
    }
}
