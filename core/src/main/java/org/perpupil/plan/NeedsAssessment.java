package org.perpupil.plan;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Maps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.perpupil.exact.Rational;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * What a school found out about its pupils before it set goals: the areas it looks at, findings with their gaps, what became of
 * last year's goals, and answers in words.
 */
public final class NeedsAssessment {
    /** Nothing found out yet. */
    public static final NeedsAssessment NONE = new NeedsAssessment(new Builder());

    private final ImmutableList<FocusArea> areas;
    private final ImmutableList<Finding> findings;
    private final ImmutableList<GoalReview> lastYear;
    private final ImmutableMap<Question, String> answers;

    private NeedsAssessment(Builder builder) {
        this.areas = ImmutableSortedSet.copyOf(builder.areas).asList();
        this.findings = ImmutableList.copyOf(builder.findings);
        this.lastYear = ImmutableList.copyOf(builder.lastYear);
        this.answers = Maps.immutableEnumMap(builder.answers);
    }

    /**
     * What a needs assessment answers in words, besides what its findings say in numbers.
     *
     * <p>Source: the questions of a needs assessment in the chapter on school sites of the guidebook to per-pupil budgeting,
     * asked in other words.
     */
    public enum Question {
        ACADEMIC_FOCUS("Which subjects does this year's plan concentrate on?"),
        OTHER_FOCUS("What else does it concentrate on?"),
        ALIGNMENT("How do the school's goals of this year fit those of the district?"),
        LAST_YEAR("How far were the school's goals reached?"),
        DISTANCE("What is still missing to reach the district's goals?"),
        THEMES("What keeps showing in the school's data?"),
        MAJOR_NEEDS("What do our pupils need most?"),
        LARGEST_GAPS("Where is the distance to the target largest?"),
        MISSED_SUBGROUPS("Where does the school do well as a whole, and some of its pupils do not?");

        private final String words;

        Question(String words) {
            this.words = words;
        }

        /** Returns the question for people. */
        public String words() {
            return words;
        }
    }

    /**
     * A finding with how far it is from its target.
     *
     * @param finding what was found
     * @param shortfall as {@link Metric#shortfall} tells it; above 0
     */
    public record Gap(Finding finding, Rational shortfall) {

        public Gap {
            Objects.requireNonNull(finding, "finding");
            Objects.requireNonNull(shortfall, "shortfall");
            if (shortfall.signum() <= 0) {
                throw new IllegalArgumentException(
                        "finding %s is short by %s; a gap is above 0".formatted(finding.id(), shortfall));
            }
        }
    }

    /** Starts an assessment. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns what the plan concentrates on, academic areas first. */
    public List<FocusArea> areas() {
        return areas;
    }

    /** Returns what was found, in the order given. */
    public List<Finding> findings() {
        return findings;
    }

    public Optional<Finding> finding(String id) {
        return findings.stream().filter(finding -> finding.id().equals(id)).findFirst();
    }

    /** Returns what a metric of some pupils has been; empty if no finding tells. */
    public Optional<Finding> finding(Metric metric, Subgroup pupils) {
        return findings.stream()
                .filter(finding ->
                        finding.metric().equals(metric) && finding.pupils().equals(pupils))
                .findFirst();
    }

    /** Returns what became of last year's goals, in the order given. */
    public List<GoalReview> lastYear() {
        return lastYear;
    }

    /** Returns the answers in words, in the order of the questions. */
    public Map<Question, String> answers() {
        return answers;
    }

    /** Returns the findings that are short of their target, the largest gap first, equal ones in order of id. */
    public List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        for (Finding finding : findings) {
            finding.gap().filter(gap -> gap.signum() > 0).ifPresent(gap -> gaps.add(new Gap(finding, gap)));
        }
        gaps.sort(Comparator.comparing(Gap::shortfall)
                .reversed()
                .thenComparing(gap -> gap.finding().id()));
        return ImmutableList.copyOf(gaps);
    }

    /**
     * Returns the gaps of subgroups in metrics in which the school as a whole reaches its target, the largest first: where it does
     * well and misses some of its pupils.
     */
    public List<Gap> missedSubgroups() {
        return gaps().stream()
                .filter(gap -> !gap.finding().pupils().equals(Subgroup.ALL_PUPILS))
                .filter(gap -> finding(gap.finding().metric(), Subgroup.ALL_PUPILS)
                        .flatMap(Finding::gap)
                        .filter(Rational::isZero)
                        .isPresent())
                .toList();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof NeedsAssessment other
                && areas.equals(other.areas)
                && findings.equals(other.findings)
                && lastYear.equals(other.lastYear)
                && answers.equals(other.answers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(areas, findings, lastYear, answers);
    }

    @Override
    public String toString() {
        return "%s findings, %s of them short of their target".formatted(findings.size(), gaps().size());
    }

    /** Collects what was found out. */
    public static final class Builder {
        private final Set<FocusArea> areas = new HashSet<>();
        private final List<Finding> findings = new ArrayList<>();
        private final List<GoalReview> lastYear = new ArrayList<>();
        private final Map<Question, String> answers = new EnumMap<>(Question.class);

        private Builder() {}

        /** Areas that the plan concentrates on. */
        public Builder focusingOn(FocusArea... some) {
            areas.addAll(List.of(some));
            return this;
        }

        public Builder finding(Finding finding) {
            findings.add(Objects.requireNonNull(finding, "finding"));
            return this;
        }

        public Builder findings(Collection<Finding> several) {
            several.forEach(this::finding);
            return this;
        }

        /** What became of a goal of the year before. */
        public Builder lastYear(GoalReview review) {
            lastYear.add(Objects.requireNonNull(review, "review"));
            return this;
        }

        /**
         * An answer in words.
         *
         * @throws IllegalStateException if the question has one
         */
        public Builder answer(Question question, String words) {
            Text.said(words, "an answer says something");
            if (answers.putIfAbsent(question, words) != null) {
                throw new IllegalStateException("the question \"" + question.words() + "\" is already answered");
            }
            return this;
        }

        /**
         * Returns the assessment.
         *
         * @throws ProblemException with every fault: two findings with one id, two of one metric and subgroup, two
         *     metrics of one name, two reviews of one goal
         */
        public NeedsAssessment build() {
            List<Problem> problems = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            Set<Object> measured = new HashSet<>();
            for (Finding finding : findings) {
                if (!ids.add(finding.id())) {
                    problems.add(twice("finding " + finding.id(), "two findings with one id"));
                }
                if (!measured.add(List.of(finding.metric(), finding.pupils()))) {
                    problems.add(twice(
                            "finding " + finding.id(),
                            "\"%s\" of %s a second time".formatted(finding.metric(), finding.pupils())));
                }
            }
            Map<String, Metric> metrics = new HashMap<>();
            for (Finding finding : findings) {
                Metric earlier = metrics.putIfAbsent(finding.metric().name(), finding.metric());
                if (earlier != null && !earlier.equals(finding.metric())) {
                    problems.add(new Problem(
                            "plan.metric",
                            "finding " + finding.id(),
                            finding.metric().words(),
                            earlier.words(),
                            "Give one of the two metrics another name."));
                }
            }
            Set<String> reviewed = new HashSet<>();
            for (GoalReview review : lastYear) {
                if (!reviewed.add(review.goal())) {
                    problems.add(twice("last year's goal " + review.goal(), "two reviews"));
                }
            }
            ProblemException.throwIfAny("the needs assessment cannot be used", problems);
            return new NeedsAssessment(this);
        }

        private static Problem twice(String place, String found) {
            return new Problem("plan.twice", place, found, "each once", "Remove one of the two, or correct it.");
        }
    }
}
