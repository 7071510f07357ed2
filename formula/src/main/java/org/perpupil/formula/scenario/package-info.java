/**
 * Several sets of decisions side by side: {@link org.perpupil.formula.scenario.Scenarios}, per school and in groups, with who gains,
 * who loses and what it costs. {@link org.perpupil.formula.scenario.ModelChange} tells in words what changes from one definition to another.
 */
@NullMarked
package org.perpupil.formula.scenario;

import org.jspecify.annotations.NullMarked;
