package org.perpupil.io.excel;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition as two formulas, neither of which is ever an error: that it holds, and that it does not. Where a value is missing
 * neither may be true.
 *
 * @param isCertain whether one of the two always is
 */
record Truth(String yes, String no, boolean isCertain) {

    static Truth certain(String yes) {
        return new Truth(yes, "NOT(" + yes + ")", true);
    }

    static Truth of(boolean fixed) {
        return new Truth(fixed ? "TRUE" : "FALSE", fixed ? "FALSE" : "TRUE", true);
    }

    int weight() {
        return yes.length() + no.length();
    }

    Truth negated() {
        return new Truth(no, yes, isCertain);
    }

    static Truth all(List<Truth> truths) {
        return truths.size() == 1
                ? truths.get(0)
                : new Truth(
                        joined("AND", truths, true),
                        joined("OR", truths, false),
                        truths.stream().allMatch(Truth::isCertain));
    }

    static Truth any(List<Truth> truths) {
        return all(truths.stream().map(Truth::negated).toList()).negated();
    }

    private static String joined(String function, List<Truth> truths, boolean yes) {
        return truths.stream()
                .map(truth -> yes ? truth.yes : truth.no)
                .collect(Collectors.joining(",", function + "(", ")"));
    }
}
