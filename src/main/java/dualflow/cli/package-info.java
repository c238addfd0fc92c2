/**
 * The command line: {@link dualflow.cli.Main} and one class for each command. Commands read options, call the packages below and
 * print; they compute nothing themselves. May import every package, and nothing imports it; the only one that sees picocli, the
 * progress bar and XChart.
 */
package dualflow.cli;
