/**
 * Association of binary variables, such as the labels of images: fourfold tables counted by bits, the phi and the tetrachoric coefficient
 * with their standard errors, and partial correlations. Start at {@link dualflow.association.FourfoldTable}. May import {@code op}, for its
 * elementary functions.
 */
package dualflow.association;
