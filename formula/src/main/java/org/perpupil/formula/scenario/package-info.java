/**
 * Several sets of decisions side by side: {@link org.perpupil.formula.scenario.Scenarios}, per school and in groups, with who gains,
 * who loses and what it costs.
 */
@NullMarked
package org.perpupil.formula.scenario;

import org.jspecify.annotations.NullMarked;
