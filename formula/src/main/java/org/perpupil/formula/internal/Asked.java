package org.perpupil.formula.internal;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Line;
import org.perpupil.formula.allocation.LineResult;

/**
 * Whether a line applies to a school.
 *
 * @param applies whether it does
 * @param notApplied why it does not; empty if that is known later
 * @param tests what was asked, with the answers
 */
record Asked(boolean applies, Optional<String> notApplied, List<String> tests) {
    Asked {
        tests = ImmutableList.copyOf(tests);
    }

    static Asked applies(List<String> tests) {
        return new Asked(true, Optional.empty(), tests);
    }

    static Asked refused(String why) {
        return new Asked(false, Optional.of(why), List.of());
    }

    static Asked later() {
        return new Asked(false, Optional.empty(), List.of());
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
                Optional.empty());
    }
}
