package dualflow.semantics;

import dualflow.syntax.FormulaException;
import dualflow.syntax.Statement;
import dualflow.syntax.Symbol;
import java.util.List;
import java.util.Map;

/**
 * A claim as a program of tensors. Quantities of a draw are found by these keys: {@code x} for a given quantity, the members of a family in front; an
 * index as its number from 0; of a given function {@code f} of n numbers with m results {@code f.polynomial} [m, M], the coefficients of the M
 * monomials of degree 3 at most, {@code f.inner} [4, n], {@code f.bias} [4], {@code f.outer} [m, 4], {@code f.linear} [m, n], {@code f.constant}
 * [m] of the network outer tanh(inner z + bias) + linear z + constant, and {@code f.mix}, 1 for the polynomial and 0 for the network; of random
 * points {@code Y.points} [n, d] and {@code Y.weights} [n].
 */
@SuppressWarnings("DoNotCallSuggester") // not written yet
public final class ClaimProgram {
    /**
     * The program of a claim.
     *
     * @param claim the claim
     */
    public ClaimProgram(Statement claim) {
        throw new UnsupportedOperationException(claim.id());
    }

    /**
     * The given quantities that the claim needs, also those ordered with them.
     *
     * @return in the order in which they were declared
     */
    public List<Symbol.Given> given() {
        throw new UnsupportedOperationException();
    }

    /**
     * The random points that it needs.
     *
     * @return in the order in which they were declared
     */
    public List<Symbol.Random> points() {
        throw new UnsupportedOperationException();
    }

    /**
     * The definitions that it needs.
     *
     * @return in the order in which they were declared
     */
    public List<Symbol.Definition> definitions() {
        throw new UnsupportedOperationException();
    }

    /**
     * The dimensions that it needs.
     *
     * @return in the order in which they were declared
     */
    public List<Symbol.Size> sizes() {
        throw new UnsupportedOperationException();
    }

    /**
     * Checks types and shapes without computing.
     *
     * @param sizes of all dimensions
     * @param variants the equations
     * @throws FormulaException if a type does not fit
     * @throws UndecidedException if something cannot be evaluated exactly
     */
    public void check(Map<String, Integer> sizes, List<Variant> variants) {
        throw new UnsupportedOperationException();
    }

    /**
     * What the checks so far found out.
     *
     * @return how drawn functions are used, and what rests on a resolution
     */
    public Usage usage() {
        throw new UnsupportedOperationException();
    }

    /**
     * Evaluates equations in many draws at once.
     *
     * @param mode how
     * @param sizes of all dimensions
     * @param variants the equations, with the conditions of the claim
     * @param draws the quantities by their keys, all alike in shape
     * @return both sides of each
     */
    public Evaluated evaluate(
            Mode mode, Map<String, Integer> sizes, List<Variant> variants, List<Map<String, Quantity>> draws) {
        throw new UnsupportedOperationException();
    }
}
