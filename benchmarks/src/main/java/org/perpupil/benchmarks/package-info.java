/**
 * How long things take, on data of real districts' sizes; drawn from a fixed seed, so that every run does the same work.
 *
 * <p>{@link org.perpupil.benchmarks.SplitBenchmark} splits one amount, {@link org.perpupil.benchmarks.AllocateBenchmark} computes a
 * whole model. From a clean clone, in one command:
 *
 * <pre>{@code
 * mvn -q -P benchmarks -pl benchmarks -am process-classes
 * mvn -q -P benchmarks -pl benchmarks -am process-classes -Djmh.args="Split -p keyCount=1000 -f 1"
 * }</pre>
 *
 * <p>{@code jmh.args} are the arguments of {@code org.openjdk.jmh.Main}: which benchmarks, parameters, forks and iterations; with
 * {@code -h} it lists them.
 */
@NullMarked
package org.perpupil.benchmarks;

import org.jspecify.annotations.NullMarked;
