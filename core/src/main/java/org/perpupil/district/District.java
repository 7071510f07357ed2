package org.perpupil.district;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.pupils.PupilCount;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * A district in one year: its schools, in order of id, the levels it speaks of, and the revenue it expects by source.
 *
 * <p>The order in which schools are given changes nothing.
 */
public final class District {
    private final String name;
    private final String currencySign;
    private final ImmutableList<GradeSpan> levels;
    private final ImmutableSortedMap<SchoolId, School> schools;
    private final ImmutableMap<SourceId, Money> revenues;

    private District(
            String name,
            String currencySign,
            ImmutableList<GradeSpan> levels,
            ImmutableSortedMap<SchoolId, School> schools,
            ImmutableMap<SourceId, Money> revenues) {
        this.name = name;
        this.currencySign = currencySign;
        this.levels = levels;
        this.schools = schools;
        this.revenues = revenues;
    }

    public static Builder named(String name) {
        return new Builder(name);
    }

    public String name() {
        return name;
    }

    /** Returns the sign that stands before amounts for people; {@code $} unless said otherwise. */
    public String currencySign() {
        return currencySign;
    }

    /** Returns the spans that the district reports by, such as elementary, middle and high; they have no grade in common. */
    public List<GradeSpan> levels() {
        return levels;
    }

    /** Returns the schools in order of id. */
    public List<School> schools() {
        return schools.values().asList();
    }

    public Optional<School> school(SchoolId id) {
        return Optional.ofNullable(schools.get(id));
    }

    /** Returns the amount expected from each source. */
    public Map<SourceId, Money> revenues() {
        return revenues;
    }

    /** Returns the amount expected from a source; empty if none is given, which is not 0. */
    public Optional<Money> revenue(SourceId source) {
        return Optional.ofNullable(revenues.get(source));
    }

    /** Returns every pupil of every school, on the basis that holds in each if none is named. */
    public PupilCount pupils() {
        return schools().stream().map(school -> school.enrollment().pupils()).reduce(PupilCount.ZERO, PupilCount::plus);
    }

    /**
     * Returns where a school's pupils are: the name of its level; the names of several, joined with {@code +}, where it straddles
     * them; {@code other} where its grades are in none.
     */
    public String levelOf(School school) {
        Set<GradeSpan> taught = school.enrollment().spans();
        String names = levels.stream()
                .filter(level -> taught.stream().anyMatch(level::overlaps))
                .map(GradeSpan::name)
                .collect(Collectors.joining(" + "));
        return names.isEmpty() ? "other" : names;
    }

    /**
     * Returns the same district with another amount expected from a source, in place of the one it may have.
     *
     * @throws ProblemException if the amount is below 0
     */
    public District withRevenue(SourceId source, Money amount) {
        checkRevenue(source, amount)
                .ifPresent(problem -> ProblemException.throwIfAny(
                        "district \"" + name + "\" cannot have such revenue", List.of(problem)));
        Map<SourceId, Money> changed = new LinkedHashMap<>(revenues);
        changed.put(source, amount);
        return new District(name, currencySign, levels, schools, ImmutableMap.copyOf(changed));
    }

    /**
     * Returns the same district with other schools in place of those with the same ids.
     *
     * @throws IllegalArgumentException if the district has no school of an id
     */
    public District withSchools(Collection<School> changed) {
        TreeMap<SchoolId, School> all = new TreeMap<>(schools);
        for (School school : changed) {
            if (all.replace(school.id(), school) == null) {
                throw new IllegalArgumentException("%s has no school %s".formatted(this, school.id()));
            }
        }
        return new District(name, currencySign, levels, ImmutableSortedMap.copyOfSorted(all), revenues);
    }

    private static Optional<Problem> checkRevenue(SourceId source, Money amount) {
        return amount.isNegative()
                ? Optional.of(new Problem(
                        "revenue.negative", "revenue " + source, amount.toString(), "0 or more", "Correct the amount."))
                : Optional.empty();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof District other
                && name.equals(other.name)
                && currencySign.equals(other.currencySign)
                && levels.equals(other.levels)
                && schools.equals(other.schools)
                && revenues.equals(other.revenues);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + schools.hashCode();
    }

    @Override
    public String toString() {
        return "%s, %s school%s".formatted(name, schools.size(), schools.size() == 1 ? "" : "s");
    }

    /** Collects schools, levels and revenue. */
    public static final class Builder {
        private final String name;
        private final List<GradeSpan> levels = new ArrayList<>();
        private final List<School> schools = new ArrayList<>();
        private final Map<SourceId, Money> revenues = new LinkedHashMap<>();
        private final List<Problem> problems = new ArrayList<>();
        private String currencySign = "$";

        private Builder(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a district has a name");
            }
            this.name = name;
        }

        /** The sign that stands before amounts for people. */
        public Builder currency(String sign) {
            currencySign = requireNonNull(sign, "sign");
            return this;
        }

        /** The spans that the district reports by. */
        public Builder levels(GradeSpan... spans) {
            return levels(List.of(spans));
        }

        /** The spans that the district reports by. */
        public Builder levels(Collection<GradeSpan> spans) {
            levels.addAll(spans);
            return this;
        }

        public Builder school(School school) {
            schools.add(requireNonNull(school, "school"));
            return this;
        }

        public Builder schools(Collection<School> several) {
            several.forEach(this::school);
            return this;
        }

        /** The amount expected from a source in the year. */
        public Builder revenue(RevenueSource source, Money amount) {
            return revenue(source.id(), amount);
        }

        /** The amount expected from a source in the year. */
        public Builder revenue(SourceId source, Money amount) {
            Money earlier = revenues.putIfAbsent(requireNonNull(source, "source"), requireNonNull(amount, "amount"));
            if (earlier != null) {
                problems.add(new Problem(
                        "revenue.twice",
                        "revenue " + source,
                        earlier + " and " + amount,
                        "one amount for a source",
                        "Add the two, or name two sources."));
            } else {
                checkRevenue(source, amount).ifPresent(problems::add);
            }
            return this;
        }

        /**
         * Returns the district.
         *
         * @throws ProblemException with every fault: two schools with one id, levels with a common grade, two amounts for one
         *     source, a negative amount
         */
        public District build() {
            List<Problem> all = new ArrayList<>(problems);
            TreeMap<SchoolId, School> byId = new TreeMap<>();
            for (School school : schools) {
                School earlier = byId.putIfAbsent(school.id(), school);
                if (earlier != null) {
                    all.add(new Problem(
                            "school.twice",
                            "school " + school.id(),
                            "\"%s\" and \"%s\"".formatted(earlier.name(), school.name()),
                            "one school for an id",
                            "Remove one of the two, or correct its id."));
                }
            }
            for (int i = 0; i < levels.size(); i++) {
                for (GradeSpan later : levels.subList(i + 1, levels.size())) {
                    if (levels.get(i).overlaps(later)) {
                        all.add(new Problem(
                                "level.overlap",
                                "levels",
                                levels.get(i) + " and " + later,
                                "levels without a common grade",
                                "Change the grades of one of them."));
                    }
                }
            }
            ProblemException.throwIfAny("district \"" + name + "\" cannot be built", all);
            return new District(
                    name,
                    currencySign,
                    ImmutableList.copyOf(levels),
                    ImmutableSortedMap.copyOfSorted(byId),
                    ImmutableMap.copyOf(revenues));
        }
    }
}
