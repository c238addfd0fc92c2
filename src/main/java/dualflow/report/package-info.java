/**
 * What was found out, as one page and as files: claims with their verdicts, and the paper's tables and figures as printed, as its code computes them and
 * exact. {@link dualflow.report.Report} is the model, which knows no markup; {@link dualflow.report.ReportPage} writes it as HTML and
 * {@link dualflow.report.ReportMarkdown} as Markdown. Nothing is computed here: results come as objects of other packages, or as the files of a reproduction.
 */
package dualflow.report;
