package dualflow.syntax;

import java.util.List;

/**
 * A claim file that was parsed.
 *
 * @param source its text
 * @param claims those that could be read, in order
 * @param errors all that is wrong, in order; of more than a hundred errors the first ones
 */
public record ParsedFile(SourceText source, List<Statement> claims, List<FormulaException> errors) {}
