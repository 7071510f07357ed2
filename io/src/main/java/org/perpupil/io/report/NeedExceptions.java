package org.perpupil.io.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.formula.Form;
import org.perpupil.formula.Line;
import org.perpupil.formula.Term;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.GuardOutcome;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.Status;
import org.perpupil.pupils.NeedCategory;
import org.perpupil.pupils.NeedCombination;
import org.perpupil.pupils.PupilGroup;

/** Where money does not follow a need, though it may in all: at schools that a guarantee gives a sum in place of what their need brings. */
final class NeedExceptions {
    private NeedExceptions() {}

    /** What computed the figures, as in "arithmetic of this draft". */
    static String rule(Allocation allocation) {
        return allocation.status() == Status.DRAFT ? "this draft" : "this formula";
    }

    /** Whether a guarantee that holds a school counts on last year's budgets. */
    static boolean countsOnLastYear(Allocation allocation) {
        return allocation.guards().stream()
                .filter(GuardOutcome::isBinding)
                .flatMap(outcome -> allocation.of(outcome.school()).line(outcome.guard()).stream())
                .anyMatch(line -> PromisesContent.shareOfLastYear(line.line()).isPresent());
    }

    /**
     * Returns a sentence on each guarantee that gives schools a part of last year's budget, or a given sum, in place of all that their
     * pupils with the need bring. A guarantee beside which such money is paid has none.
     */
    static List<String> of(Allocation allocation, NeedCategory need, Words words) {
        Map<String, Set<SchoolId>> held = new LinkedHashMap<>();
        Map<String, String> sums = new LinkedHashMap<>();
        for (GuardOutcome outcome : allocation.guards()) {
            SchoolAllocation school = allocation.of(outcome.school());
            if (outcome.isHeld() && outcome.moved().isPositive()) {
                school.line(outcome.guard())
                        .filter(line -> replaces(line, school, need))
                        .flatMap(line -> sum(line.line(), words))
                        .ifPresent(sum -> {
                            sums.put(outcome.guard(), sum);
                            held.computeIfAbsent(outcome.guard(), any -> new LinkedHashSet<>())
                                    .add(outcome.school());
                        });
            }
        }
        List<String> sentences = new ArrayList<>();
        held.forEach((guard, schools) -> sentences.add("Not everywhere: %s of %s %s %s (%s), whatever their need.%s"
                .formatted(
                        Words.whole(schools.size()),
                        Words.schools(allocation.schools().size()),
                        schools.size() == 1 ? "gets" : "get",
                        sums.get(guard),
                        guard,
                        all(allocation, need, schools))));
        return sentences;
    }

    /** Whether the guarantee looks at all money that the need brings the school, so that its sum stands in place of it. */
    private static boolean replaces(LineResult guard, SchoolAllocation school, NeedCategory need) {
        if (!(guard.line().form() instanceof Form.RaiseTo raise)) {
            return false;
        }
        List<Line> above = school.lines().stream()
                .map(LineResult::line)
                .takeWhile(line -> !line.name().equals(guard.line().name()))
                .toList();
        List<Line> counted = raise.counting().among(above, guard.line());
        return school.lines().stream()
                .filter(line -> !line.paid().isZero()
                        && AllSchools.Part.of(line).groups().stream().anyMatch(group -> isOf(group, need)))
                .allMatch(line -> counted.contains(line.line()));
    }

    private static boolean isOf(PupilGroup group, NeedCategory need) {
        return group.equals(need)
                || (group instanceof NeedCombination combination
                        && combination.needs().contains(need));
    }

    /** The sum that is given; empty where it may follow the need itself. */
    private static Optional<String> sum(Line line, Words words) {
        return PromisesContent.shareOfLastYear(line)
                .or(() -> line.form() instanceof Form.RaiseTo raise && raise.floor() instanceof Term.Constant constant
                        ? Optional.of(words.perPupil(constant.value()))
                        : Optional.empty());
    }

    /** That all schools below some share are held, if two or more are. */
    private static String all(Allocation allocation, NeedCategory need, Set<SchoolId> held) {
        Optional<Rational> first = allocation.schools().stream()
                .filter(school -> !held.contains(school.id()))
                .flatMap(school -> AllSchools.share(school, need).stream())
                .min(Rational::compareTo);
        List<SchoolAllocation> below = allocation.schools().stream()
                .filter(school -> held.contains(school.id())
                        && AllSchools.share(school, need)
                                .filter(share -> first.map(other -> share.compareTo(other) < 0)
                                        .orElse(true))
                                .isPresent())
                .toList();
        return first.isEmpty() || below.size() < 2
                ? ""
                : " Among them are all %s with fewer than %s %s."
                        .formatted(
                                Words.schools(below.size()),
                                Words.percent(first.get()),
                                need.equals(NeedCategory.POVERTY)
                                        ? "pupils in poverty"
                                        : "pupils counted as " + need.name());
    }
}
