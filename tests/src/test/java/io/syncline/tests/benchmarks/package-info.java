/**
 * Figures: each benchmark prints one line of JSON and a sentence, and asserts that what it measured was done right, but
 * no duration. They are no part of {@code ./test}: their names do not end in "Test".
 *
 * <p>{@code mvn -pl tests test -Dtest='*Benchmark'}
 */
package io.syncline.tests.benchmarks;
