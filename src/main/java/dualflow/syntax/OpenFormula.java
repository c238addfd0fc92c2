package dualflow.syntax;

import java.util.Map;

/**
 * A formula that stands alone: its names need no declarations, each stands for a quantity.
 *
 * @param source what was read
 * @param formula its tree
 * @param scope the quantities, in the order in which they first occur
 */
public record OpenFormula(SourceText source, Formula formula, Scope scope) {
    /**
     * Parses a formula, which may stand between dollar signs as LaTeX.
     *
     * @param source the text, of at most 20,000 characters
     * @param types the types of quantities by their names; every other name that has no meaning in the language is a number
     * @return the formula
     * @throws FormulaException if it cannot be read, with the position and what was expected there
     */
    public static OpenFormula parse(SourceText source, Map<String, Symbol.Simple> types) {
        Names names = Names.open(types, source);
        return new OpenFormula(source, Formulas.parse(source, names), names.scope());
    }
}
