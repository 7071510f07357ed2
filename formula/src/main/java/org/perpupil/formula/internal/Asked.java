package org.perpupil.formula.internal;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Line;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.Working;

/**
 * Whether a line applies to a school.
 *
 * @param applies whether it does
 * @param notApplied why it does not; empty if that is known later
 * @param tests what was asked, with the answers
 * @param lookedAt what was compared to tell them
 */
record Asked(boolean applies, Optional<String> notApplied, List<String> tests, List<Working> lookedAt) {
    Asked {
        tests = ImmutableList.copyOf(tests);
        lookedAt = ImmutableList.copyOf(lookedAt);
    }

    static Asked applies(List<String> tests, List<Working> lookedAt) {
        return new Asked(true, Optional.empty(), tests, lookedAt);
    }

    static Asked refused(String why) {
        return new Asked(false, Optional.of(why), List.of(), List.of());
    }

    static Asked later() {
        return new Asked(false, Optional.empty(), List.of(), List.of());
    }

    /** The result of a line that does not apply, or is not known yet. */
    LineResult withoutValue(Line line, Optional<Rounding> rounding) {
        return new LineResult(
                line,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                applies ? rounding : Optional.empty(),
                false,
                notApplied,
                tests,
                Optional.empty(),
                lookedAt);
    }
}
