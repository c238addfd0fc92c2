package dualflow.check;

import dualflow.syntax.Formula;
import dualflow.syntax.Formula.Application;
import dualflow.syntax.Formula.Binary;
import dualflow.syntax.Formula.Blend;
import dualflow.syntax.Formula.Blocks;
import dualflow.syntax.Formula.Condition;
import dualflow.syntax.Formula.Entries;
import dualflow.syntax.Formula.FlowMap;
import dualflow.syntax.Formula.Index;
import dualflow.syntax.Formula.IndexRange;
import dualflow.syntax.Formula.Indexed;
import dualflow.syntax.Formula.Integral;
import dualflow.syntax.Formula.Mean;
import dualflow.syntax.Formula.Negation;
import dualflow.syntax.Formula.Norm;
import dualflow.syntax.Formula.Over;
import dualflow.syntax.Formula.Power;
import dualflow.syntax.Formula.TotalDerivative;
import dualflow.syntax.Formula.Transposed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Formulas with other parts. */
final class FormulaParts {
    private FormulaParts() {}

    /** A copy of a formula in which the part at a path is another; each step of a path is a position among {@link Formula#parts}. */
    static Formula replaced(Formula formula, List<Integer> path, Formula other) {
        if (path.isEmpty()) {
            return other;
        }
        List<Formula> parts = new ArrayList<>(formula.parts());
        parts.set(path.get(0), replaced(parts.get(path.get(0)), path.subList(1, path.size()), other));
        return with(formula, parts);
    }

    /** The formula with these in place of its parts. */
    static Formula with(Formula formula, List<Formula> parts) {
        Iterator<Formula> next = parts.iterator();
        if (formula instanceof Negation negation) {
            return new Negation(negation.span(), next.next());
        } else if (formula instanceof Binary binary) {
            return new Binary(binary.span(), binary.infix(), next.next(), next.next());
        } else if (formula instanceof Power power) {
            return new Power(power.span(), next.next(), next.next());
        } else if (formula instanceof Transposed transposed) {
            return new Transposed(transposed.span(), next.next());
        } else if (formula instanceof Norm norm) {
            return new Norm(norm.span(), next.next());
        } else if (formula instanceof Indexed indexed) {
            return new Indexed(
                    indexed.span(),
                    next.next(),
                    indexed.indices().stream()
                            .map(index -> new Index(next.next(), index.to().map(to -> next.next())))
                            .toList());
        } else if (formula instanceof Application application) {
            return new Application(application.span(), next.next(), grouped(application.groups(), next));
        } else if (formula instanceof Blocks blocks) {
            return new Blocks(blocks.span(), grouped(blocks.rows(), next));
        } else if (formula instanceof Entries entries) {
            return new Entries(entries.span(), next.next(), entries.indices());
        } else if (formula instanceof Over over) {
            Optional<IndexRange> range =
                    over.range().map(each -> new IndexRange(each.index(), next.next(), next.next()));
            Optional<Formula> except = over.except().map(each -> next.next());
            return new Over(over.span(), over.reduction(), over.index(), range, except, over.size(), next.next());
        } else if (formula instanceof Integral integral) {
            return new Integral(integral.span(), integral.variable(), next.next(), next.next(), next.next());
        } else if (formula instanceof Mean mean) {
            return new Mean(
                    mean.span(),
                    mean.averaging(),
                    mean.body().stream().map(each -> next.next()).toList(),
                    mean.conditions().stream()
                            .map(each -> new Condition(next.next(), next.next()))
                            .toList());
        } else if (formula instanceof FlowMap flow) {
            return new FlowMap(flow.span(), next.next(), next.next(), next.next());
        } else if (formula instanceof TotalDerivative total) {
            return new TotalDerivative(total.span(), total.variable(), next.next());
        } else if (formula instanceof Blend blend) {
            return new Blend(blend.span(), next.next(), next.next());
        }
        return formula;
    }

    private static List<List<Formula>> grouped(List<List<Formula>> groups, Iterator<Formula> next) {
        return groups.stream()
                .map(group -> group.stream().map(each -> next.next()).toList())
                .toList();
    }
}
