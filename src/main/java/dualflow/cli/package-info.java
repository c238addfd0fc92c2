/**
 * The command line: {@link dualflow.cli.Main} and one class per command. Commands read options, call the packages below and print; they
 * compute nothing themselves. May import every package, and nothing imports it; the only package that uses picocli and the progress bar
 * library.
 */
package dualflow.cli;
