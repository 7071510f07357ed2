/**
 * The one form in which faults are told: {@link org.perpupil.problem.Problem}, with its place, the value found, what is
 * allowed and the remedy. Faults are collected and told all at once, by {@link org.perpupil.problem.ProblemException} or beside
 * the good data in a {@link org.perpupil.problem.Loaded}.
 */
@NullMarked
package org.perpupil.problem;

import org.jspecify.annotations.NullMarked;
