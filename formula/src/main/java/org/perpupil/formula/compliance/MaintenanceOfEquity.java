package org.perpupil.formula.compliance;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.budget.BudgetLine;
import org.perpupil.budget.Budgets;
import org.perpupil.budget.SchoolBudget;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.money.Money;
import org.perpupil.pupils.Grade;
import org.perpupil.pupils.PupilGroup;
import org.perpupil.revenue.Origin;
import org.perpupil.revenue.RevenueSource;
import org.perpupil.revenue.SourceId;

/**
 * Tells whether a district's schools with the most poverty lost no more for each pupil, from one year to the next, than its schools
 * did on average.
 *
 * <pre>{@code
 * MaintenanceOfEquity check = MaintenanceOfEquity.of(POVERTY, RoundingMode.UP)
 *         .before(lastYearsDistrict, lastYearsBudgets)
 *         .after(district, allocation.budgets());
 * check.isMet();
 * check.failing(); // Lincoln (101), 60.0% in poverty: 9,000.00 → 8,700.00 for each pupil, 300.00 less; 88,000.00 mend it
 * }</pre>
 *
 * <p>Money is what state and local sources pay the schools, or the sources that are named. High-poverty schools are the quarter of this
 * year's schools with the highest shares of pupils in poverty; of equal ones, those with the lower ids.
 *
 * <pre>{@code
 * a school's reduction = before / pupils before − after / pupils after
 * allowed              = max(0, before of all schools − after of all schools) / pupils after of all schools
 * }</pre>
 *
 * <p>A school that opened since counts in the sums after, one that closed in those before. Where a budget or a count is missing, a
 * school is left out of the sums and listed, with the reason. Nothing is rounded but what mends a school, up to the cent.
 *
 * <p>Source: American Rescue Plan Act of 2021, section 2004(c)(1)(A) and (2)(A) to (C), for fiscal years 2022 and 2023. The Act's same
 * test of staff, and exceptions by the Secretary, are not asked here.
 */
public final class MaintenanceOfEquity {
    /** So many schools of a kind are in the text; the lists have all. */
    private static final int SHOWN = 10;

    /** Section 2004(c)(2)(A): the Act asks nothing of a district with fewer pupils. */
    private static final Rational EXEMPT_BELOW = Rational.of(1_000);

    /** Far more than it takes, unless more than 97 of 100 pupils are in high-poverty schools. */
    private static final int MOST_ROUNDS = 1_000;

    private final String currencySign;
    private final Rational allowed;
    private final ImmutableList<Finding> findings;
    private final ImmutableList<Untold> untold;
    private final Optional<String> exemption;

    private MaintenanceOfEquity(
            String currencySign,
            Rational allowed,
            ImmutableList<Finding> findings,
            ImmutableList<Untold> untold,
            Optional<String> exemption) {
        this.currencySign = currencySign;
        this.allowed = allowed;
        this.findings = findings;
        this.untold = untold;
        this.exemption = exemption;
    }

    /**
     * Starts the test, of state and local money.
     *
     * @param poverty the pupils whose share tells how poor a school is
     * @param quarter whether a quarter of the schools that is not whole is rounded {@link RoundingMode#UP up} or
     *     {@link RoundingMode#DOWN down}; down, a district of up to three schools has no high-poverty school
     * @throws IllegalArgumentException if it is neither up nor down
     */
    public static Rule of(PupilGroup poverty, RoundingMode quarter) {
        return new Rule(
                poverty,
                quarter,
                source -> source.origin() == Origin.STATE || source.origin() == Origin.LOCAL,
                ImmutableList.of());
    }

    /** Knows what counts as poverty and as money, and waits for the year before. */
    public static final class Rule {
        private final PupilGroup poverty;
        private final RoundingMode quarter;
        private final Predicate<RevenueSource> counted;
        private final ImmutableList<RevenueSource> named;

        private Rule(
                PupilGroup poverty,
                RoundingMode quarter,
                Predicate<RevenueSource> counted,
                ImmutableList<RevenueSource> named) {
            if (quarter != RoundingMode.UP && quarter != RoundingMode.DOWN) {
                throw new IllegalArgumentException("a quarter of the schools is rounded up or down, not " + quarter);
            }
            this.poverty = requireNonNull(poverty, "poverty");
            this.quarter = quarter;
            this.counted = counted;
            this.named = named;
        }

        /**
         * The same test of the money of these sources only, whatever their origin.
         *
         * @throws IllegalArgumentException if none is named, since of no money nobody can lose any
         */
        public Rule from(RevenueSource... sources) {
            if (sources.length == 0) {
                throw new IllegalArgumentException("name at least one source whose money is tested");
            }
            Set<SourceId> ids = Arrays.stream(sources).map(RevenueSource::id).collect(ImmutableSet.toImmutableSet());
            return new Rule(poverty, quarter, source -> ids.contains(source.id()), ImmutableList.copyOf(sources));
        }

        /** The schools and their budgets of the year before, with the counts of pupils that hold if no basis is named. */
        public Before before(District district, Budgets budgets) {
            return new Before(this, year(district, budgets));
        }

        private Year year(District district, Budgets budgets) {
            return new Year(
                    budgets.year(),
                    district.schools().stream()
                            .collect(ImmutableMap.toImmutableMap(School::id, MaintenanceOfEquity::pupils)),
                    budgets.all().stream().collect(ImmutableMap.toImmutableMap(SchoolBudget::school, this::paid)),
                    budgets.all().stream()
                            .flatMap(budget -> budget.lines().stream())
                            .map(line -> line.source().id())
                            .collect(ImmutableSet.toImmutableSet()));
        }

        private Rational paid(SchoolBudget budget) {
            return Money.total(budget.lines().stream()
                            .filter(line -> counted.test(line.source()))
                            .map(BudgetLine::amount)
                            .toList())
                    .toRational();
        }
    }

    private static Rational pupils(School school) {
        return Rational.of(school.enrollment().pupils().value());
    }

    /** Waits for the year that is tested. */
    public static final class Before {
        private final Rule rule;
        private final Year before;

        private Before(Rule rule, Year before) {
            this.rule = rule;
            this.before = before;
        }

        /**
         * Tests the year after.
         *
         * @throws IllegalArgumentException if the budgets are not of the year after, or no budget of either year has a source that
         *     was named
         * @throws ArithmeticException if what mends a school is more than an amount can be
         */
        public MaintenanceOfEquity after(District district, Budgets budgets) {
            if (!budgets.year().equals(before.year.next())) {
                throw new IllegalArgumentException("the budgets of %s are compared with those of %s, not of %s"
                        .formatted(before.year, before.year.next(), budgets.year()));
            }
            Year after = rule.year(district, budgets);
            // A slip in an id would make a test of no money, which every school passes.
            for (RevenueSource source : rule.named) {
                if (!before.sources.contains(source.id()) && !after.sources.contains(source.id())) {
                    throw new IllegalArgumentException("no budget of %s or %s has money of %s; they have %s"
                            .formatted(
                                    before.year,
                                    after.year,
                                    source,
                                    ImmutableSortedSet.copyOf(Sets.union(before.sources, after.sources))));
                }
            }
            return check(rule, before, after, district);
        }
    }

    /** The pupils of the schools of a year, and what the counted sources pay them. */
    private record Year(
            FiscalYear year, Map<SchoolId, Rational> enrolled, Map<SchoolId, Rational> budgets, Set<SourceId> sources) {

        /** Why what is known of a school is not whole; empty also if the year has no such school. */
        Optional<String> gap(SchoolId id) {
            if (enrolled.containsKey(id) == budgets.containsKey(id)) {
                return Optional.empty();
            }
            return Optional.of(
                    enrolled.containsKey(id)
                            ? "no budget for " + year
                            : "a budget for %s but no pupils".formatted(year));
        }

        Optional<String> nobody(SchoolId id) {
            if (!enrolled.containsKey(id)) {
                return Optional.of("not among the schools of " + year);
            }
            return pupils(id).isZero() ? Optional.of("without pupils in " + year) : Optional.empty();
        }

        Rational pupils(SchoolId id) {
            return enrolled.getOrDefault(id, Rational.ZERO);
        }

        Rational paid(SchoolId id) {
            return budgets.getOrDefault(id, Rational.ZERO);
        }

        Rational perPupil(SchoolId id) {
            return paid(id).dividedBy(pupils(id));
        }
    }

    /**
     * How poor schools are.
     *
     * @param poorest the quarter with the highest shares, the highest first
     * @param unknown the schools of which the share is not known
     */
    private record Poverty(Map<SchoolId, Rational> poorest, Set<SchoolId> unknown) {
        static Poverty of(Rule rule, District district) {
            List<School> schools = district.schools().stream()
                    .filter(school -> !pupils(school).isZero())
                    .toList();
            Map<SchoolId, Rational> shares = new LinkedHashMap<>();
            schools.forEach(school -> school.enrollment()
                    .count(rule.poverty)
                    .ifPresent(poor ->
                            shares.put(school.id(), Rational.of(poor.value()).dividedBy(pupils(school)))));
            Map<SchoolId, Rational> poorest = new LinkedHashMap<>();
            shares.entrySet().stream()
                    .sorted(Map.Entry.<SchoolId, Rational>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(Rational.of(schools.size(), 4).toWhole(rule.quarter).intValueExact())
                    .forEach(share -> poorest.put(share.getKey(), share.getValue()));
            return new Poverty(
                    poorest,
                    schools.stream()
                            .map(School::id)
                            .filter(id -> !shares.containsKey(id))
                            .collect(ImmutableSet.toImmutableSet()));
        }

        boolean mayBeHigh(SchoolId id) {
            return poorest.containsKey(id) || unknown.contains(id);
        }
    }

    private static MaintenanceOfEquity check(Rule rule, Year before, Year after, District district) {
        Poverty poverty = Poverty.of(rule, district);
        ImmutableList.Builder<Untold> untold = ImmutableList.builder();
        Set<SchoolId> incomparable = new HashSet<>();
        Rational reduction = Rational.ZERO;
        Rational pupils = Rational.ZERO;
        for (SchoolId id : ids(before, after)) {
            Optional<String> gap = before.gap(id).or(() -> after.gap(id));
            if (gap.isEmpty()) {
                reduction = reduction.plus(before.paid(id)).minus(after.paid(id));
                pupils = pupils.plus(after.pupils(id));
            }
            gap.or(() -> before.nobody(id))
                    .or(() -> after.nobody(id))
                    .or(() -> Optional.of("no count of " + rule.poverty.name())
                            .filter(any -> poverty.unknown().contains(id)))
                    .ifPresent(why -> {
                        incomparable.add(id);
                        untold.add(new Untold(id, why, poverty.mayBeHigh(id)));
                    });
        }
        List<School> tested = poverty.poorest().keySet().stream()
                .filter(id -> !incomparable.contains(id))
                .flatMap(id -> district.school(id).stream())
                .toList();
        Rational allowed = allowed(reduction, pupils);
        Map<SchoolId, Money> mends = mends(tested, before, after, reduction, pupils);
        return new MaintenanceOfEquity(
                district.currencySign(),
                allowed,
                tested.stream()
                        .map(school -> new Finding(
                                school,
                                requireNonNull(poverty.poorest().get(school.id())),
                                before.perPupil(school.id()),
                                after.perPupil(school.id()),
                                allowed,
                                requireNonNull(mends.get(school.id()))))
                        .collect(ImmutableList.toImmutableList()),
                untold.build(),
                exemption(district));
    }

    private static Set<SchoolId> ids(Year before, Year after) {
        return Stream.of(before.enrolled, before.budgets, after.enrolled, after.budgets)
                .flatMap(known -> known.keySet().stream())
                .collect(ImmutableSortedSet.toImmutableSortedSet(SchoolId::compareTo));
    }

    private static Rational allowed(Rational reduction, Rational pupils) {
        return pupils.isZero() ? Rational.ZERO : reduction.max(Rational.ZERO).dividedBy(pupils);
    }

    /**
     * What is given makes the district's reduction smaller, and so what is allowed, until no school needs more. Rising from nothing,
     * this ends at the least that is enough for all.
     */
    private static Map<SchoolId, Money> mends(
            List<School> tested, Year before, Year after, Rational reduction, Rational pupils) {
        Map<SchoolId, Money> enough = Maps.toMap(ids(tested), id -> Money.ZERO);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Rational given = Money.total(enough.values()).toRational();
            Rational left = allowed(reduction.minus(given), pupils);
            Map<SchoolId, Money> more = Maps.toMap(ids(tested), id -> mend(before, after, id, left));
            if (more.equals(enough)) {
                return enough;
            }
            enough = more;
        }
        return Maps.toMap(ids(tested), id -> mend(before, after, id, Rational.ZERO));
    }

    private static List<SchoolId> ids(List<School> schools) {
        return schools.stream().map(School::id).toList();
    }

    private static Money mend(Year before, Year after, SchoolId id, Rational allowed) {
        Rational beyond = before.perPupil(id).minus(after.perPupil(id)).minus(allowed);
        return Money.ofDollars(beyond.max(Rational.ZERO).times(after.pupils(id)), RoundingMode.CEILING);
    }

    private static Optional<String> exemption(District district) {
        List<String> reasons = new ArrayList<>();
        Rational pupils = Rational.of(district.pupils().value());
        if (pupils.compareTo(EXEMPT_BELOW) < 0) {
            reasons.add("it has %s pupils, fewer than %s".formatted(pupils, EXEMPT_BELOW));
        }
        if (district.schools().size() == 1) {
            reasons.add("it has one school");
        } else if (isEachGradeAtOneSchool(district.schools())) {
            reasons.add("each grade is taught at one school");
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join(", and ", reasons));
    }

    private static boolean isEachGradeAtOneSchool(List<School> schools) {
        Set<Grade> taught = EnumSet.noneOf(Grade.class);
        return schools.stream()
                .map(school -> school.enrollment().spans().stream()
                        .flatMap(span -> span.grades().stream())
                        .collect(Collectors.toSet()))
                .allMatch(grades -> grades.stream().allMatch(taught::add));
    }

    /**
     * Tells whether the test is met: the district is exempt, or no high-poverty school lost more than allowed and none of those
     * {@linkplain #untold() that cannot be told} may be one.
     */
    public boolean isMet() {
        return exemption.isPresent() || (failing().isEmpty() && untold.stream().noneMatch(Untold::mayBeHighPoverty));
    }

    /** Returns why the Act asks nothing of the district; the findings are told all the same. Empty if it asks. */
    public Optional<String> exemption() {
        return exemption;
    }

    /** Returns by how many dollars for each pupil a school may be reduced: the mean reduction of all schools; 0 or more. */
    public Rational allowed() {
        return allowed;
    }

    /** Returns the high-poverty schools that can be told of, the poorest first. */
    public List<Finding> findings() {
        return findings;
    }

    /** Returns the high-poverty schools that lost more than allowed, the poorest first. */
    public List<Finding> failing() {
        return findings.stream().filter(finding -> !finding.isMet()).toList();
    }

    /** Returns the schools that cannot be compared, in order of id: opened or closed, or something of them is missing. */
    public List<Untold> untold() {
        return untold;
    }

    /**
     * What a high-poverty school has for each pupil, in dollars.
     *
     * @param school the school, as it is in the year that is tested
     * @param povertyShare its share of pupils in poverty, from 0 to 1
     * @param before what it had for each pupil
     * @param after what it has for each pupil
     * @param allowed by how much that may be less
     * @param mend the smallest amount that meets the test, if it and every other school are given theirs, of money that no school has.
     *     Since that makes the mean reduction smaller, a school that meets the test may need some, too. If more than 97 of 100 pupils
     *     are in high-poverty schools, it may be all that was lost
     */
    public record Finding(
            School school, Rational povertyShare, Rational before, Rational after, Rational allowed, Money mend) {

        public Finding {
            requireNonNull(school, "school");
            requireNonNull(povertyShare, "povertyShare");
            requireNonNull(before, "before");
            requireNonNull(after, "after");
            requireNonNull(allowed, "allowed");
            requireNonNull(mend, "mend");
        }

        /** Returns how much less it has for each pupil; below 0 if it has more. */
        public Rational reduction() {
            return before.minus(after);
        }

        /** Returns how much more could be taken for each pupil; below 0 if too much was. */
        public Rational margin() {
            return allowed.minus(reduction());
        }

        public boolean isMet() {
            return margin().signum() >= 0;
        }

        /** Returns one line for people; dollars for each pupil are rounded to cents. */
        @Override
        public String toString() {
            return text("");
        }

        private String text(String sign) {
            return "%s, %s%% in poverty: %s → %s for each pupil, %s %s%s"
                    .formatted(
                            school,
                            povertyShare.times(Rational.of(100)).toDecimal(1, RoundingMode.HALF_UP),
                            dollars(before, sign),
                            dollars(after, sign),
                            dollars(reduction().max(reduction().negated()), sign),
                            reduction().signum() < 0 ? "more" : "less",
                            mend.isZero() ? "" : "; %s mend it".formatted(mend.display(sign)));
        }
    }

    private static String dollars(Rational amount, String sign) {
        return Money.ofDollars(amount, RoundingMode.HALF_UP).display(sign);
    }

    /**
     * A school that cannot be compared.
     *
     * @param school the school
     * @param why what keeps it from being told, such as {@code no budget for 2025–26}
     * @param mayBeHighPoverty whether it is a high-poverty school, or nobody knows
     */
    public record Untold(SchoolId school, String why, boolean mayBeHighPoverty) {

        public Untold {
            requireNonNull(school, "school");
            requireNonNull(why, "why");
        }

        /** Returns one line for people. */
        @Override
        public String toString() {
            return "%s cannot be told: %s%s".formatted(school, why, mayBeHighPoverty ? "; it may be high-poverty" : "");
        }
    }

    /** Returns how many schools keep within what is allowed, and the first that do not or cannot be told, each on a line of its own. */
    @Override
    public String toString() {
        List<Finding> failing = failing();
        String head = "%s of %s high-poverty schools lost no more than the %s for each pupil that are allowed"
                .formatted(findings.size() - failing.size(), findings.size(), dollars(allowed, currencySign));
        return exemption.map(why -> "exempt, because %s\n".formatted(why)).orElse("")
                + head
                + lines(failing.stream()
                        .map(finding -> finding.text(currencySign))
                        .toList())
                + lines(untold.stream().map(Untold::toString).toList());
    }

    private static String lines(List<String> all) {
        String more = all.size() > SHOWN ? "\n  … and %s more".formatted(all.size() - SHOWN) : "";
        return all.stream().limit(SHOWN).map(line -> "\n  " + line).collect(Collectors.joining()) + more;
    }
}
