package org.perpupil.formula.scenario;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.problem.Problem;

/**
 * What was read off one district in one scenario of a sweep.
 *
 * @param base the district's year with the model as it stands
 * @param value what was read; empty if the scenario cannot be allocated
 * @param problems why it cannot; none if it was
 */
public record Swept<R>(Scenario scenario, ResolvedModel base, Optional<R> value, List<Problem> problems) {
    public Swept {
        requireNonNull(scenario, "scenario");
        requireNonNull(base, "base");
        requireNonNull(value, "value");
        problems = ImmutableList.copyOf(problems);
    }
}
