package org.perpupil.formula.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.lines;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.bands;
import static org.perpupil.formula.Terms.decided;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.is;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.levelOf;
import static org.perpupil.formula.Terms.listed;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.perPupil;
import static org.perpupil.formula.Terms.poolOf;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.rank;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.remainingOf;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.Terms.total;
import static org.perpupil.formula.Terms.when;
import static org.perpupil.formula.Trial.ELEMENTARY;
import static org.perpupil.formula.Trial.GENERAL;
import static org.perpupil.formula.Trial.MIDDLE;
import static org.perpupil.formula.Trial.STATE_AID;
import static org.perpupil.formula.Trial.id;
import static org.perpupil.formula.Trial.school;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.POVERTY;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.perpupil.district.District;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.School;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.NumberTerm;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.Trial;
import org.perpupil.money.Money;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;

/** Everything that can be wrong with a model, or with the data that it meets, is told with its place and remedy. */
class ResolvedModelTest {
    private static final FiscalYear YEAR = Trial.YEAR;

    private static School inSpan(String id, GradeSpan span, long pupils) {
        return School.of(id, "School " + id)
                .enrolling(Enrollment.in(span).pupils(pupils).build())
                .build();
    }

    private static District.Builder district(School... schools) {
        return District.named("Springfield").schools(List.of(schools));
    }

    /** Checks every fault: code, place, and the whole sentence with the remedy. */
    private static void assertFaults(ThrowingCallable call, String... faults) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems())
                                .extracting(problem -> problem.code() + " | " + problem.message())
                                .containsExactly(faults));
    }

    @Test
    void more_pupils_in_poverty_than_enrolled_never_reach_a_model() {
        assertFaults(
                () -> Enrollment.in(ELEMENTARY).pupils(400).need(POVERTY, 420).build(),
                "count.above-enrolment | poverty, elementary: found 420 pupils, more than the 400 enrolled; allowed: 0 to"
                        + " 400. Correct the count or the enrolment.");
    }

    @Test
    void a_need_that_was_not_counted_is_not_zero() {
        Trial trial = Trial.withPupils(100, 200)
                .source(GENERAL, "1000.00")
                .lines(line("poverty").amount(pupils(POVERTY).times(dollars(5))).from(GENERAL));

        String found =
                ": found no value: pupils of \"poverty\" are not counted; allowed: a value for every school that the"
                        + " line applies to. Give it, or say onlyWhere(…isGiven()) or ifMissing(…) if that is meant.";
        assertFaults(
                trial::resolve,
                "value.missing | school School 1 (1), line \"poverty\"" + found,
                "value.missing | school School 2 (2), line \"poverty\"" + found);
    }

    @Test
    void a_need_that_was_not_counted_can_be_left_out_on_purpose() {
        Trial trial = Trial.withPupils(100)
                .source(GENERAL, "1000.00")
                .lines(
                        line("where known")
                                .amount(pupils(POVERTY).times(dollars(5)))
                                .from(GENERAL)
                                .onlyWhere(pupils(POVERTY).isGiven()),
                        line("none")
                                .amount(pupils(POVERTY).ifMissing(number(0)).times(dollars(5)))
                                .from(GENERAL));

        assertThat(trial.amounts("where known")).containsExactly("–");
        assertThat(trial.amounts("none")).containsExactly("0.00");
    }

    @Test
    void points_that_hang_on_a_need_that_was_not_counted_are_a_fault() {
        Trial trial = Trial.withPupils(100).source(GENERAL, "1000.00", inProportionTo(pupils(POVERTY)));

        assertFaults(
                trial::resolve,
                "value.missing | school School 1 (1), line \"share of General fund\": found no value: pupils of"
                        + " \"poverty\" are not counted; allowed: a value for every school that the line applies to."
                        + " Give it, or say onlyWhere(…isGiven()) or ifMissing(…) if that is meant.");
    }

    @Test
    void points_of_a_formula_that_hang_on_a_need_that_was_not_counted_are_a_fault() {
        FundingFormula points = FundingFormula.named("Points")
                .add(
                        line("all").amount(pupils().times(dollars(1))),
                        line("need").amount(pupils(POVERTY).times(dollars(1))))
                .build();
        School counted = School.of("1", "School 1")
                .enrolling(
                        Enrollment.in(ELEMENTARY).pupils(100).need(POVERTY, 50).build())
                .build();
        Trial trial =
                Trial.in(counted, inSpan("2", ELEMENTARY, 100)).source(GENERAL, "1000.00", inProportionTo(points));

        assertFaults(
                trial::resolve,
                "value.missing | school School 2 (2), line \"need\": found no value: pupils of \"poverty\" are not"
                        + " counted; allowed: a value for every school that the line applies to. Give it, or say"
                        + " onlyWhere(…isGiven()) or ifMissing(…) if that is meant.");
    }

    @Test
    void points_of_a_formula_are_asked_for_in_eligible_schools_only() {
        FundingFormula points = FundingFormula.named("Points")
                .add(line("need").amount(pupils(POVERTY).times(dollars(1))))
                .build();
        School counted = School.of("1", "School 1")
                .enrolling(
                        Enrollment.in(ELEMENTARY).pupils(100).need(POVERTY, 50).build())
                .build();
        Trial trial = Trial.in(counted, inSpan("2", ELEMENTARY, 100))
                .source(GENERAL, "1000.00", eligible(pupils(POVERTY).isGiven()), inProportionTo(points));

        assertThat(trial.amounts("share of General fund")).containsExactly("1000.00", "–");
    }

    @Test
    void a_rate_that_is_missing_for_a_span_with_pupils_names_them() {
        Trial trial = Trial.in(
                        inSpan("1", ELEMENTARY, 100),
                        School.of("2", "School 2")
                                .enrolling(Enrollment.in(ELEMENTARY)
                                        .pupils(60)
                                        .in(MIDDLE)
                                        .pupils(30)
                                        .build())
                                .build())
                .source(GENERAL, "1000000.00")
                .lines(line("base")
                        .amount(perPupil(ALL_PUPILS, at(ELEMENTARY, 3_741)))
                        .from(GENERAL));

        assertFaults(
                trial::resolve,
                "rate.missing | school School 2 (2), line \"base\": found 30 of 90 pupils of \"all pupils\" in grades"
                        + " without a rate; allowed: a rate for every grade in which the school has pupils; there are"
                        + " rates for elementary (K–5). Add a rate for the missing grades; it may be 0.");
    }

    @Test
    void a_span_that_cuts_across_the_data_is_not_guessed() {
        GradeSpan whole = GradeSpan.of("K–8", "K", "8");
        Trial trial = Trial.in(inSpan("1", whole, 90))
                .source(GENERAL, "1000000.00")
                .lines(line("base")
                        .amount(perPupil(ALL_PUPILS, at(ELEMENTARY, 3_741), at(MIDDLE, 3_667)))
                        .from(GENERAL));

        assertFaults(
                trial::resolve,
                "span.cut | school School 1 (1), line \"base\": found all pupils is counted for K–8 as a whole, which"
                        + " elementary (K–5) cuts across; allowed: counts whose spans lie within those of the formula."
                        + " Count the pupils by grade, or classify the school under one level.",
                "span.cut | school School 1 (1), line \"base\": found all pupils is counted for K–8 as a whole, which"
                        + " middle (6–8) cuts across; allowed: counts whose spans lie within those of the formula."
                        + " Count the pupils by grade, or classify the school under one level.");
    }

    @Test
    void a_school_whose_type_a_table_lacks_is_told_once() {
        Trial trial = Trial.in(school("1", 5).text("type", "magnet").build())
                .source(GENERAL, "1000.00")
                .parameters(Parameter.dollars("lump").in(2027, Map.of("charter", "5"), "guide"))
                .lines(line("lump").amount(rate("lump", "type")).from(GENERAL));

        assertFaults(
                trial::resolve,
                "parameter.key | school School 1 (1), line \"lump\": found type \"magnet\", for which \"lump\" has no"
                        + " entry; allowed: one of [charter]. Add the entry, or correct the school's type.");
    }

    @Test
    void a_year_without_a_value_is_refused_and_never_the_nearest_taken() {
        Trial trial = Trial.withPupils(100)
                .source(GENERAL, "1000.00")
                .parameters(
                        Parameter.dollars("base").in(2026, "3", "guide").in(2028, "5", "guide"),
                        Parameter.number("empty"))
                .lines(
                        line("base").amount(rate("base")).from(GENERAL),
                        line("empty").amount(rate("base").times(share("empty"))).from(GENERAL));

        assertFaults(
                trial::resolve,
                "parameter.year | line \"base\": found parameter \"base\" without a value for 2026–27; allowed: one of"
                        + " the years [2025–26, 2027–28]. Add the year's value with its citation; the nearest year is"
                        + " never taken.",
                "parameter.year | line \"empty\": found parameter \"base\" without a value for 2026–27; allowed: one of"
                        + " the years [2025–26, 2027–28]. Add the year's value with its citation; the nearest year is"
                        + " never taken.",
                "parameter.year | line \"empty\": found parameter \"empty\" without a value for 2026–27; allowed: a value"
                        + " for the year. Add the year's value with its citation; the nearest year is never taken.");
    }

    @Test
    void what_hangs_on_a_line_without_its_parameter_is_not_told_again() {
        Trial trial = Trial.withPupils(100)
                .source(GENERAL, "1000.00")
                .parameters(Parameter.dollars("base").in(2026, "3", "guide"))
                .lines(
                        line("base").amount(rate("base")).from(GENERAL),
                        line("twice").amount(amount("base").times(number(2))).from(GENERAL));

        assertThatThrownBy(trial::resolve)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems())
                                .extracting(Problem::code)
                                .containsExactly("parameter.year"));
    }

    @Test
    void what_hangs_on_a_line_with_a_fault_is_not_told_again() {
        Trial trial = Trial.withPupils(100)
                .source(GENERAL, "1000.00")
                .lines(
                        line("a").amount(moneyFact("rent")).from(GENERAL),
                        line("b").amount(amount("a").times(number(2))).from(GENERAL),
                        line("c").amount(dollars(1)).from(GENERAL).onlyWhere(is("rural")),
                        line("d").amount(amount("c").plus(amount("b"))).from(GENERAL),
                        line("e").split(dollars(5)).by(amount("d")));

        assertThatThrownBy(trial::resolve)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems())
                                .extracting(Problem::code, Problem::place)
                                .containsExactly(
                                        tuple("value.missing", "school School 1 (1), line \"a\""),
                                        tuple("condition.unknown", "school School 1 (1), line \"c\"")));
    }

    @Test
    void both_columns_of_a_shared_line_are_asked_for() {
        Trial trial = Trial.withPupils(100).lines(line("lift").lift(dollars(5), pupils(POVERTY), moneyFact("means")));

        assertThatThrownBy(trial::resolve)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems())
                                .extracting(Problem::code, Problem::found)
                                .containsExactly(
                                        tuple("value.missing", "no value: pupils of \"poverty\" are not counted"),
                                        tuple("value.missing", "no value: \"means\" is not given as money")));
    }

    @Test
    void a_table_is_not_a_single_value() {
        Trial trial = Trial.withPupils(100)
                .source(GENERAL, "1000.00")
                .parameters(
                        Parameter.dollars("by span").in(2027, "guide", at(ELEMENTARY, 5)),
                        Parameter.dollars("by type").in(2027, Map.of("E", "5"), "guide"),
                        Parameter.dollars("single").in(2027, "5", "guide"))
                .lines(
                        line("a").amount(rate("by span")).from(GENERAL),
                        line("b").amount(rate("single", "type")).from(GENERAL),
                        line("c").amount(perPupil(ALL_PUPILS, "by type")).from(GENERAL));

        assertFaults(
                trial::resolve,
                "parameter.kind | line \"a\": found parameter \"by span\" as a single value; allowed: a table by span, as"
                        + " it is for 2026–27. Correct the term or the parameter.",
                "parameter.kind | line \"b\": found parameter \"single\" as a table by a text fact; allowed: a single"
                        + " value, as it is for 2026–27. Correct the term or the parameter.",
                "parameter.kind | line \"c\": found parameter \"by type\" as a table by span; allowed: a table by a text"
                        + " fact, as it is for 2026–27. Correct the term or the parameter.");
    }

    @Test
    void an_unknown_school_is_told_wherever_it_is_named() {
        Trial trial = Trial.withPupils(100)
                .source(GENERAL, "1000.00", eligible(listed("pilot", id("4"))))
                .lines(
                        line("award")
                                .amount(decided("arts", Map.of(id("1"), Money.ZERO, id("2"), Money.ZERO)))
                                .from(GENERAL),
                        line("list")
                                .amount(when(listed("pilot", id("3")), dollars(1), dollars(2)))
                                .from(GENERAL)
                                .exceptFor(id("5"), "closed"));

        assertFaults(
                trial::resolve,
                "school.unknown | line \"award\": found school 2; allowed: a school of Springfield. Correct the id, or"
                        + " remove the school from the line.",
                "school.unknown | line \"list\": found school 3; allowed: a school of Springfield. Correct the id, or"
                        + " remove the school from the line.",
                "school.unknown | source General fund (general), eligibility: found school 4; allowed: a school of"
                        + " Springfield. Correct the id, or remove the school from the line.",
                "school.unknown | line \"list\", exception: found school 5; allowed: a school of Springfield. Correct"
                        + " the id, or remove the school from the line.");
    }

    @Test
    void a_decision_without_revenue_is_told() {
        FundingModel model = FundingModel.named("M").unlocked(GENERAL).build();

        assertFaults(
                () -> model.resolve(district(inSpan("1", ELEMENTARY, 5)).build(), YEAR),
                "revenue.missing | source General fund (general): found no amount for 2026–27; allowed: the amount that"
                        + " is expected. Give the district this revenue, or decide withoutAmount().");
    }

    @Test
    void a_revenue_without_a_decision_is_told() {
        FundingModel model = FundingModel.named("M").build();

        assertFaults(
                () -> model.resolve(
                        district(inSpan("1", ELEMENTARY, 5))
                                .revenue(STATE_AID, Money.parse("5.00"))
                                .build(),
                        YEAR),
                "revenue.undecided | revenue state: found 5.00 on which the model decides nothing; allowed: a decision on"
                        + " every revenue. Unlock it, lock it or make it a school grant.");
    }

    @Test
    void an_open_ended_source_has_no_revenue() {
        FundingModel model =
                FundingModel.named("M").unlocked(GENERAL, withoutAmount()).build();

        assertFaults(
                () -> model.resolve(
                        district(inSpan("1", ELEMENTARY, 5))
                                .revenue(GENERAL, Money.parse("5.00"))
                                .build(),
                        YEAR),
                "revenue.open-ended | source General fund (general): found 5.00; allowed: no amount, as the model"
                        + " decides. Remove withoutAmount() or the revenue.");
    }

    @Test
    void a_central_share_is_not_more_than_the_amount() {
        Trial trial = Trial.withPupils(1).source(GENERAL, "5.00", centralShare(Money.parse("5.01")));

        assertFaults(
                trial::resolve,
                "central.above-amount | source General fund (general): found 5.01 held back centrally and in reserves;"
                        + " allowed: at most the amount, 5.00. Lower the central share or the reserve.");
    }

    @Test
    void a_district_without_schools_has_nothing_to_allocate() {
        FundingModel model = FundingModel.named("M").build();

        assertFaults(
                () -> model.resolve(district().build(), YEAR),
                "district.empty | district: found no schools; allowed: at least one school. Give the district its"
                        + " schools.");
    }

    @Test
    void last_year_is_asked_for_once() {
        Trial trial = Trial.withPupils(100, 200)
                .source(GENERAL, "1000.00")
                .lines(
                        line("same").amount(lastYear()).from(GENERAL),
                        line("half").amount(amount("same").times("50%")).from(GENERAL));

        assertFaults(
                trial::resolve,
                "last-year.missing | line \"same\": found no budgets of last year; allowed: the budgets of 2025–26. Give"
                        + " them to resolve(…).");
    }

    @Test
    void a_school_without_a_budget_last_year_is_told_by_name() {
        Trial trial = Trial.withPupils(100, 200)
                .source(GENERAL, "1000.00")
                .lastYear(Trial.paidLastYear(Map.of("1", Money.parse("5.00"))))
                .lines(line("same").amount(lastYear()).from(GENERAL));

        assertFaults(
                trial::resolve,
                "value.missing | school School 2 (2), line \"same\": found no value: nothing for last year; allowed: a"
                        + " value for every school that the line applies to. Give it, or say onlyWhere(…isGiven()) or"
                        + " ifMissing(…) if that is meant.");
    }

    @Test
    void a_condition_that_cannot_be_told_is_neither_yes_nor_no() {
        Trial trial = Trial.withPupils(100)
                .source(GENERAL, "1000.00")
                .lines(line("rural").amount(dollars(1)).from(GENERAL).onlyWhere(is("rural")));

        assertFaults(
                trial::resolve,
                "condition.unknown | school School 1 (1), line \"rural\": found a condition that cannot be told:"
                        + " \"rural\" is not given as yes or no; allowed: yes or no for every school. Give the fact, or"
                        + " say what holds without it, for instance with ifMissing(number(0)).");
    }

    @Test
    void an_eligibility_that_cannot_be_told_is_a_fault_of_the_line() {
        Trial trial = Trial.withPupils(100)
                .source(GENERAL, "1000.00", eligible(shareOf(POVERTY).atLeast("40%")), inProportionTo(pupils()));

        assertFaults(
                trial::resolve,
                "condition.unknown | school School 1 (1), line \"share of General fund\": found a condition that cannot"
                        + " be told: pupils of \"poverty\" are not counted; allowed: yes or no for every school. Give"
                        + " the fact, or say what holds without it, for instance with ifMissing(number(0)).");
    }

    @Test
    void a_source_that_is_overdrawn_names_its_lines_and_by_how_much() {
        Trial trial = Trial.withPupils(100, 200)
                .source(
                        GENERAL,
                        "1000.00",
                        centralShare("10%"),
                        paying(
                                line("a").amount(pupils().times(dollars(3))),
                                line("b").amount(dollars("50.25"))));

        // 300 × 3 + 2 × 50.25 = 1,000.50; the pool is 900
        assertFaults(
                trial::allocate,
                "source.overdrawn | source General fund (general), line \"b\": found $1,000.50 drawn by [a, b], $100.50"
                        + " more than the pool; allowed: at most the pool, $900.00. Raise the revenue, lower the central"
                        + " share or the rates, or choose prorateIfShort().");
    }

    @Test
    void a_source_may_be_overdrawn_between_lines() {
        Trial trial = Trial.withPupils(100, 300)
                .source(GENERAL, "1000.00")
                .lines(
                        line("rates").amount(pupils().times(dollars(3))).from(GENERAL),
                        line("reduction")
                                .takeBack(dollars(0).minus(remainingOf(GENERAL)))
                                .inProportionTo(amount("rates"))
                                .from(GENERAL));

        // 1,200 for a pool of 1,000: 200 back, by 300 : 900
        assertThat(trial.amounts("reduction")).containsExactly("-50.00", "-150.00");
    }

    @Test
    void a_locked_source_cannot_give_more_than_it_has() {
        FundingModel model = FundingModel.named("M")
                .locked(GENERAL, "debt", Map.of(id("1"), Money.parse("6.00")))
                .build();

        assertFaults(
                () -> model.resolve(
                                district(inSpan("1", ELEMENTARY, 5))
                                        .revenue(GENERAL, Money.parse("5.00"))
                                        .build(),
                                YEAR)
                        .allocate(),
                "source.overdrawn | source General fund (general), line \"General fund\": found $6.00 drawn by [General"
                        + " fund], $1.00 more than the pool; allowed: at most the pool, $5.00. Raise the revenue, lower"
                        + " the central share or the rates, or choose prorateIfShort().");
    }

    @Test
    void a_pot_without_an_eligible_school_is_refused() {
        Trial trial = Trial.withPupils(100)
                .source(GENERAL, "1000.00", eligible(pupils().atLeast("200")), inProportionTo(pupils()));

        assertFaults(
                trial::allocate,
                "pot.nobody | source General fund (general), line \"share of General fund\": found $1,000.00 to share and"
                        + " no school that the line applies to; allowed: at least one school that can take it. Widen"
                        + " who is eligible, change what it is shared by, or lock the source.");
    }

    @Test
    void a_pot_of_a_source_without_an_amount_is_refused() {
        Trial trial = Trial.withPupils(100)
                .openEnded(GENERAL)
                .lines(line("share").split(poolOf(GENERAL)).by(pupils()).from(GENERAL));

        assertFaults(
                trial::allocate,
                "source.open-ended | line \"share\": found a pot of general, which is open-ended; allowed: a source with"
                        + " an amount. Give the source an amount instead of withoutAmount(), or pay published rates from"
                        + " it.");
    }

    @Test
    void an_amount_that_cannot_be_held_is_told() {
        Trial trial = Trial.withPupils(100)
                .openEnded(GENERAL)
                .lines(line("x").amount(dollars("92233720368547758.08")).from(GENERAL));

        assertFaults(
                trial::resolve,
                "amount.too-large | school School 1 (1), line \"x\": found $92,233,720,368,547,758.08; allowed: an amount"
                        + " below 92 quadrillion. Correct the rate or the count.");
    }

    @Test
    void a_missing_value_that_hangs_on_earlier_lines_is_told_when_it_is_known() {
        Trial trial = Trial.withPupils(100, 400)
                .source(GENERAL, "5000.00")
                .lines(
                        line("base").amount(dollars(5).times(pupils())).from(GENERAL),
                        line("small")
                                .amount(dollars(1))
                                .from(GENERAL)
                                .onlyWhere(amount("base").atMost(dollars(1_000))),
                        line("twice").amount(amount("small").times(number(2))).from(GENERAL));

        assertFaults(
                trial::allocate,
                "value.missing | school School 2 (2), line \"twice\": found no value: \"small\" has no value: does not"
                        + " apply: $2,000.00 (base) is above $1,000.00; allowed: a value for every school that the line"
                        + " applies to. Give it, or say onlyWhere(…isGiven()) or ifMissing(…) if that is meant.");
    }

    @Test
    void every_fault_is_told_at_once() {
        District district = district(inSpan("1", ELEMENTARY, 5), inSpan("2", MIDDLE, 5))
                .revenue(STATE_AID, Money.parse("7.00"))
                .build();
        FundingModel model = FundingModel.named("M")
                .parameters(Parameter.dollars("base").in(2026, "3", "guide"))
                .unlocked(GENERAL)
                .add(
                        line("a").amount(rate("base")).from(GENERAL),
                        line("b")
                                .amount(perPupil(ALL_PUPILS, at(ELEMENTARY, 1)))
                                .from(GENERAL),
                        line("c").amount(moneyFact("rent")).from(GENERAL).exceptFor(id("9"), "closed"))
                .build();

        assertThatThrownBy(() -> model.resolve(district, YEAR))
                .hasMessageStartingWith("model \"M\" does not fit Springfield in 2026–27; 7 problems:\n")
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems())
                                .extracting(Problem::code, Problem::place)
                                .containsExactly(
                                        tuple("revenue.missing", "source General fund (general)"),
                                        tuple("revenue.undecided", "revenue state"),
                                        tuple("parameter.year", "line \"a\""),
                                        tuple("school.unknown", "line \"c\", exception"),
                                        tuple("rate.missing", "school School 2 (2), line \"b\""),
                                        tuple("value.missing", "school School 1 (1), line \"c\""),
                                        tuple("value.missing", "school School 2 (2), line \"c\"")));
    }

    @Test
    void several_faults_of_the_computation_are_told_at_once() {
        Trial trial = Trial.withPupils(100)
                .source(GENERAL, "10.00")
                .source(STATE_AID, "10.00")
                .lines(
                        line("a").amount(dollars(11)).from(GENERAL),
                        line("b").amount(dollars(12)).from(STATE_AID),
                        line("c").split(dollars(5)).by(pupils().times(number(0))));

        assertThatThrownBy(trial::allocate)
                .hasMessageStartingWith("\"Trial\" cannot be allocated for 2026–27; 3 problems:\n")
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        fault -> assertThat(fault.problems())
                                .extracting(Problem::code)
                                .containsExactly("pot.nobody", "source.overdrawn", "source.overdrawn"));
    }

    @Test
    void a_model_that_fits_resolves_without_a_fault() {
        Trial trial = Trial.withPupils(100, 200)
                .source(GENERAL, "1000.00", inProportionTo(pupils()))
                .lines(
                        line("mean").figure(total(pupils()).dividedBy(total(number(1)))),
                        line("check").raiseTo(dollars(0)).counting(lines("share of General fund")));

        // 1,000 is spent; (100 + 200) / 2
        assertThat(trial.resolve().allocate().total()).isEqualTo(Money.parse("1000.00"));
        assertThat(trial.figures("mean")).containsExactly("150", "150");
    }

    @Test
    void what_hangs_on_a_shared_line_waits_for_it() {
        NumberTerm cents = amount("share").dividedBy(dollars(1));
        Trial trial = Trial.withNumbers("1", "3")
                .source(GENERAL, "1000.00")
                .lines(
                        line("share").split(dollars(100)).by(fact("x")),
                        line("rank").figure(rank(cents)),
                        line("choice").figure(when(amount("share").atLeast(dollars(50)), number(1), number(2))),
                        line("band").figure(bands(cents).below(50, number(7)).otherwise(number(8))),
                        line("total").figure(total(amount("share"))),
                        line("known").figure(amount("share").ifMissing(dollars(0))),
                        line("level").figure(levelOf("share")),
                        line("sum").figure(sumOf("share")),
                        line("both")
                                .amount(dollars(5))
                                .from(GENERAL)
                                .onlyWhere(amount("share")
                                        .isGiven()
                                        .and(amount("share")
                                                .moreThan(dollars(30))
                                                .negated())),
                        line("after")
                                .prorate(amount("share"))
                                .to(dollars(40))
                                .onlyWhere(is("rural").or(amount("share").isGiven())));

        // 100 by 1 : 3 is 25 and 75
        assertThat(trial.resolve()).isNotNull();
        assertThat(trial.figures("rank")).containsExactly("2", "1");
        assertThat(trial.figures("choice")).containsExactly("2", "1");
        assertThat(trial.figures("band")).containsExactly("7", "8");
        assertThat(trial.figures("total")).containsExactly("100", "100");
        assertThat(trial.figures("known")).containsExactly("25", "75");
        assertThat(trial.figures("level")).containsExactly("25", "25");
        assertThat(trial.figures("sum")).containsExactly("25", "75");
        assertThat(trial.amounts("both")).containsExactly("5.00", "–");
        // 40 by 25 : 75
        assertThat(trial.amounts("after")).containsExactly("10.00", "30.00");
    }

    @Test
    void figures_may_lack_values() {
        Trial trial = Trial.withPupils(100).lines(line("x").figure(fact("acres").plus(number(1))));

        assertThat(trial.figures("x")).containsExactly("–");
    }
}
