package dualflow.check;

import dualflow.semantics.ClaimProgram;
import dualflow.syntax.Formula;
import dualflow.syntax.FormulaException;
import dualflow.syntax.Statement;
import dualflow.syntax.Symbol.Definition;
import dualflow.tensor.Device;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Checks the claims of several files, whose types have been checked: on the host side by side, on another device one after another. */
public final class CheckRun {
    /** Is told how a run gets on. */
    public interface Listener {
        /**
         * A claim has been checked, and so have all before it.
         *
         * @param file its file
         * @param report what was found out
         */
        void checked(ClaimFile file, ClaimReport report);

        /**
         * A claim could not be checked, through a fault of the program, of the device or of memory, or because its formula is wrong in a way that shows in
         * evaluation alone. The others are checked all the same.
         *
         * @param file its file
         * @param claim the claim
         * @param cause what was thrown; of a wrong formula a {@link ClaimFileException}
         */
        void failed(ClaimFile file, Statement claim, Throwable cause);

        /**
         * The next report takes longer than 10 s.
         *
         * @param claim the claim that is waited for
         * @param finished the number of claims that have been checked
         * @param all the number of all claims
         */
        default void waiting(String claim, int finished, int all) {}
    }

    private record Job(ClaimFile file, Statement claim) {}

    private final List<Job> jobs;
    private final Device device;
    private final CheckSettings settings;

    /**
     * A run.
     *
     * @param files whose claims are checked
     * @param device where formulas are evaluated; must support float64
     * @param settings how thoroughly
     */
    public CheckRun(List<ClaimFile> files, Device device, CheckSettings settings) {
        jobs = files.stream()
                .flatMap(file -> file.claims().stream().map(claim -> new Job(file, claim)))
                .toList();
        this.device = device;
        this.settings = settings;
    }

    /**
     * Checks all claims.
     *
     * @param listener is told of each, in the order of the files, on this thread
     */
    public void check(Listener listener) {
        List<Function<Device, ClaimReport>> checks =
                jobs.stream().map(this::check).toList();
        List<Integer> order = IntStream.range(0, jobs.size())
                .boxed()
                .sorted(Comparator.comparing(job -> !isLong(jobs.get(job).claim())))
                .toList();
        new SideBySide<>(checks, order, new SideBySide.Listener<ClaimReport>() {
                    @Override
                    public void done(int job, ClaimReport report) {
                        listener.checked(jobs.get(job).file(), report);
                    }

                    @Override
                    public void failed(int job, Throwable cause) {
                        listener.failed(jobs.get(job).file(), jobs.get(job).claim(), cause);
                    }

                    @Override
                    public void waiting(int job, int finished) {
                        listener.waiting(jobs.get(job).claim().id(), finished, jobs.size());
                    }
                })
                .on(device);
    }

    /** Whether a claim takes long, as flows do: such claims are begun first, so that none is left alone in the end. */
    private static boolean isLong(Statement claim) {
        Stream<Formula> formulas = Stream.concat(
                claim.equation().stream().flatMap(relation -> Stream.of(relation.left(), relation.right())),
                new ClaimProgram(claim).definitions().stream().map(Definition::body));
        return formulas.anyMatch(CheckRun::hasFlow);
    }

    private static boolean hasFlow(Formula formula) {
        return formula instanceof Formula.FlowMap || formula.parts().stream().anyMatch(CheckRun::hasFlow);
    }

    private Function<Device, ClaimReport> check(Job job) {
        return own -> {
            try {
                return new Judge(own, settings).check(job.file().name(), job.claim());
            } catch (FormulaException e) {
                throw new ClaimFileException(job.file().source(), List.of(e));
            }
        };
    }
}
