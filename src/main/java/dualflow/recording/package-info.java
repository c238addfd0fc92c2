/**
 * Programs that are recorded once and replayed: what makes an evaluation fast, while the readable rules stay the definition. May
 * import {@code tensor}, {@code op} and {@code autodiff}.
 */
package dualflow.recording;
