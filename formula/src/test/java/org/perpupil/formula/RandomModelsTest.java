package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.allocation.Allocation;
import org.perpupil.formula.allocation.LineResult;
import org.perpupil.formula.allocation.SchoolAllocation;
import org.perpupil.formula.allocation.SharedPart;
import org.perpupil.formula.allocation.Working;
import org.perpupil.money.Money;
import org.perpupil.pupils.NeedCategory;

/** How often the random models have what they are there for; each must occur in far fewer cases than it does. */
class RandomModelsTest {
    private static final int TRIES = 800;

    private static final Map<String, Integer> OCCURRENCES = new LinkedHashMap<>();
    private static int allocated;

    @BeforeAll
    static void count() {
        for (long seed = 0; seed < TRIES; seed++) {
            Optional<RandomModels.Drawn> found = RandomModels.attempt(seed, Set.of());
            if (found.isPresent()) {
                allocated++;
                RandomModels.Case one = found.get().one();
                Set<String> features = new LinkedHashSet<>();
                RandomModels.kinds(one.model()).forEach(kind -> features.add(kind.getSimpleName()));
                found.get().components().forEach(kind -> features.add(kind.toString()));
                addFeatures(one, features);
                features.forEach(feature -> OCCURRENCES.merge(feature, 1, Integer::sum));
            }
        }
    }

    private static void addFeatures(RandomModels.Case one, Set<String> features) {
        for (FundedSource source : one.model().sources()) {
            features.add("source " + source.disposition());
            source.eligible().ifPresent(any -> features.add("eligibility"));
            source.setAside().ifPresent(any -> features.add("reserve"));
            if (source.openEnded()) {
                features.add("open-ended");
            }
            if (!source.central().equals(CentralShare.NONE)) {
                features.add("central " + source.central().getClass().getSimpleName());
            }
        }
        for (Line line : one.model().lines().lines()) {
            addFeatures(one.model().lines(), line, features);
        }
        for (School school : one.district().schools()) {
            if (school.enrollment().cells(NeedCategory.ENGLISH_LEARNER).isEmpty()) {
                features.add("a need that is not counted");
            }
            if (school.enrollment().pupils().value().scale() > 0) {
                features.add("a decimal count");
            }
            if (school.enrollment().pupils().isZero()) {
                features.add("a school without pupils");
            }
        }
        features.add(one.lastYear().isPresent() ? "last year" : "no last year");
        Allocation allocation = one.allocate();
        for (SchoolAllocation school : allocation.schools()) {
            school.lines().forEach(result -> addFeatures(result, features));
        }
        allocation.sharedPots().forEach(pot -> {
            features.add(pot.surplus().isZero() ? "a pot that is spent" : "a surplus");
            if (!pot.roundedUp().isEmpty()) {
                features.add("a rounding unit is given");
            }
        });
        allocation
                .sources()
                .forEach(statement -> statement
                        .residual()
                        .ifPresent(
                                residual -> features.add(residual.isZero() ? "a source that is spent" : "a residual")));
    }

    private static void addFeatures(FundingFormula lines, Line line, Set<String> features) {
        if (line.form() instanceof Form.Figure figure) {
            features.add("figure " + figure.type());
        }
        if (line.isShadow()) {
            features.add(line.source().isPresent() ? "points" : "shadow");
        }
        if (line.form().isAmount() && line.source().isEmpty() && !line.isShadow()) {
            features.add("an amount that nobody pays");
        }
        line.held().ifPresent(any -> features.add("held"));
        line.section().ifPresent(any -> features.add("section"));
        line.citation().ifPresent(any -> features.add("citation"));
        line.where().ifPresent(any -> features.add("where"));
        lines.roundingOf(line).ifPresent(rounding -> features.add("rounding " + rounding.mode()));
        Consumer<Term> of = term -> {
            if (term instanceof Term.ParameterValue value) {
                features.add("parameter" + (value.by().isPresent() ? " by key" : "")
                        + (value.yearsBack() > 0 ? " one year back" : ""));
            }
            if (term instanceof Term.SumOf sum) {
                features.add("sum of " + sum.lines().reach());
            }
            if (term instanceof Term.PerPupil perPupil) {
                features.add("rates " + perPupil.table().getClass().getSimpleName());
            }
            if (term instanceof Term.Rank rank && rank.within().isPresent()) {
                features.add("rank within");
            }
            if (term instanceof Term.Pupils pupils && pupils.basis().isPresent()) {
                features.add("another basis");
            }
        };
        line.form().terms().forEach(term -> term.walk(of));
    }

    private static void addFeatures(LineResult result, Set<String> features) {
        result.notApplied().ifPresent(why -> {
            if (why.startsWith("left out by decision")) {
                features.add("exception");
            } else if (why.startsWith("not eligible")) {
                features.add("not eligible");
            } else if (why.startsWith("does not apply")) {
                features.add("where not");
            }
        });
        result.working().ifPresent(working -> addFeatures(working, features));
        if (result.working().isPresent() && result.value().isEmpty()) {
            features.add("a figure without a value");
        }
        if (result.rounding().isPresent() && result.exact().isPresent()) {
            Rounding rounding = result.rounding().get();
            Rational units = result.exact().get().dividedBy(Rational.of(rounding.unit()));
            if (units.times(Rational.of(2)).isWhole() && !units.isWhole()) {
                features.add("half a unit");
                if (rounding.unit().toPlainString().equals("0.01")) {
                    features.add("half a cent");
                }
            }
        }
        result.amount().filter(Money::isNegative).ifPresent(amount -> {
            String form = result.line().form().getClass().getSimpleName();
            features.add(form + " takes away");
        });
        result.part().flatMap(SharedPart::pinnedAt).ifPresent(bound -> {
            String form = result.line().form().getClass().getSimpleName();
            features.add(form + " at its " + bound);
        });
        result.amount().filter(Money::isPositive).ifPresent(amount -> {
            String form = result.line().form().getClass().getSimpleName();
            features.add(form + " gives");
        });
    }

    private static void addFeatures(Working working, Set<String> features) {
        if (working instanceof Working.Made made && made.operation() == Working.Made.Operation.CHOICE) {
            for (String why :
                    List.of("divided by zero", "is not given as", "nothing for last year", "are not counted")) {
                if (made.note().contains(why) && !made.note().startsWith("as ")) {
                    features.add("instead, as " + why);
                }
            }
        }
        working.parts().forEach(part -> addFeatures(part, features));
    }

    private static void occurs(int percent, String... features) {
        assertThat(features)
                .allSatisfy(feature -> assertThat(OCCURRENCES.getOrDefault(feature, 0))
                        .as(feature)
                        .isGreaterThanOrEqualTo(allocated * percent / 100));
    }

    @Test
    void most_of_them_can_be_allocated() {
        assertThat(allocated).isGreaterThan(TRIES * 6 / 10);
    }

    @Test
    void every_kind_of_term_and_condition_occurs() {
        occurs(4, names(Term.class.getPermittedSubclasses()));
        occurs(4, names(Condition.class.getPermittedSubclasses()));
    }

    @Test
    void every_kind_of_component_occurs() {
        occurs(1, Stream.of(ComponentKind.values()).map(ComponentKind::toString).toArray(String[]::new));
    }

    @Test
    void every_form_occurs_and_moves_money() {
        occurs(
                2,
                "Amount gives",
                "Amount takes away",
                "figure a number",
                "figure money",
                "RaiseTo gives",
                "LowerTo takes away",
                "Split gives",
                "Split at its LEAST",
                "Split at its MOST",
                "Prorate gives",
                "Lift gives",
                "ServeInOrder gives",
                "KeepWithin gives",
                "KeepWithin takes away",
                "TakeBack takes away");
        occurs(5, "a surplus", "a rounding unit is given", "a pot that is spent");
    }

    @Test
    void values_are_missing_and_others_stand_in() {
        occurs(10, "a figure without a value", "a need that is not counted", "no last year", "last year");
        occurs(
                1,
                "instead, as divided by zero",
                "instead, as is not given as",
                "instead, as nothing for last year",
                "instead, as are not counted");
    }

    @Test
    void exact_values_lie_on_half_a_cent() {
        occurs(20, "half a cent", "half a unit");
        occurs(20, "a decimal count");
        occurs(8, "a school without pupils");
    }

    @Test
    void every_decision_on_lines_occurs() {
        occurs(10, "exception", "where", "where not", "held", "section", "citation", "an amount that nobody pays");
        occurs(4, "shadow", "points", "another basis");
        occurs(1, "rank within");
        occurs(10, "sum of EVERYTHING_ABOVE", "sum of LINES", "sum of SECTION", "sum of SOURCE");
        occurs(3, "parameter", "parameter by key", "parameter one year back", "parameter by key one year back");
        occurs(10, "rates Named", "rates Stated");
        occurs(
                8,
                "rounding HALF_UP",
                "rounding HALF_EVEN",
                "rounding HALF_DOWN",
                "rounding UP",
                "rounding DOWN",
                "rounding FLOOR",
                "rounding CEILING");
    }

    @Test
    void every_decision_on_sources_occurs() {
        occurs(3, "source UNLOCKED", "source LOCKED", "source SCHOOL_GRANT");
        occurs(5, "eligibility", "not eligible", "reserve", "open-ended", "central Rate", "central Sum");
        occurs(15, "a residual", "a source that is spent");
    }

    @Test
    void a_seed_gives_the_same_case_each_time() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(RandomModels.of(seed)).isEqualTo(RandomModels.of(seed));
        }
    }

    @Test
    void kinds_can_be_left_out() {
        Set<Class<?>> left = Set.of(Term.Rank.class, Term.Bands.class, Condition.Listed.class, Form.KeepWithin.class);
        assertThat(RandomModels.casesWithout(
                                Term.Rank.class, Term.Bands.class, Condition.Listed.class, Form.KeepWithin.class)
                        .sampleStream()
                        .limit(30))
                .allSatisfy(one -> assertThat(RandomModels.kinds(one.model())).doesNotContainAnyElementsOf(left));
    }

    private static String[] names(Class<?>... kinds) {
        return Arrays.stream(kinds).map(Class::getSimpleName).toArray(String[]::new);
    }
}
