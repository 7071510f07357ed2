package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.everythingAbove;
import static org.perpupil.formula.SpanRate.at;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.amountOf;
import static org.perpupil.formula.Terms.bands;
import static org.perpupil.formula.Terms.decided;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.greatest;
import static org.perpupil.formula.Terms.is;
import static org.perpupil.formula.Terms.lastYear;
import static org.perpupil.formula.Terms.least;
import static org.perpupil.formula.Terms.levelOf;
import static org.perpupil.formula.Terms.listed;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.oneOf;
import static org.perpupil.formula.Terms.perPupil;
import static org.perpupil.formula.Terms.poolOf;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.ramp;
import static org.perpupil.formula.Terms.rank;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.remainingOf;
import static org.perpupil.formula.Terms.share;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.Terms.teaches;
import static org.perpupil.formula.Terms.total;
import static org.perpupil.formula.Terms.weighted;
import static org.perpupil.formula.Terms.when;
import static org.perpupil.formula.funding.Decision.centralShare;
import static org.perpupil.formula.funding.Decision.eligible;
import static org.perpupil.formula.funding.Decision.inProportionTo;
import static org.perpupil.formula.funding.Decision.paying;
import static org.perpupil.formula.funding.Decision.reserve;
import static org.perpupil.formula.funding.Decision.withoutAmount;
import static org.perpupil.pupils.NeedCategory.ALL_PUPILS;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.PupilGroup.allOf;
import static org.perpupil.pupils.PupilGroup.anyOf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.budget.Held;
import org.perpupil.district.FiscalYear;
import org.perpupil.district.SchoolId;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.Condition;
import org.perpupil.formula.Form;
import org.perpupil.formula.FundingFormula;
import org.perpupil.formula.Line;
import org.perpupil.formula.MoneyTerm;
import org.perpupil.formula.NumberTerm;
import org.perpupil.formula.Parameter;
import org.perpupil.formula.Selection;
import org.perpupil.formula.Term;
import org.perpupil.formula.ValueType;
import org.perpupil.formula.funding.FundingModel;
import org.perpupil.formula.funding.Guard;
import org.perpupil.formula.funding.Staffing;
import org.perpupil.money.Money;
import org.perpupil.pupils.GradeSpan;
import org.perpupil.revenue.Restriction;
import org.perpupil.revenue.RevenueSource;

/** Every expected sentence was written by reading the definition beside it. */
class MethodologyTest {
    private static final FiscalYear YEAR = FiscalYear.of(2027);
    private static final GradeSpan ELEMENTARY = GradeSpan.of("elementary", "K", "5");
    private static final GradeSpan MIDDLE = GradeSpan.of("middle", "6", "8");
    private static final GradeSpan HIGH = GradeSpan.of("high", "9", "12");
    private static final RevenueSource GENERAL = RevenueSource.state("general", "General fund");
    private static final RevenueSource TITLE_I =
            RevenueSource.federal("title-i", "Title I").restrictedTo(POVERTY);

    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.dollars("at-risk").in(2027, "2387", "Guide, page 3").in(2026, "2250", "Guide of 2026, page 3"),
            Parameter.number("floor").in(2027, "95%", "Resolution 12"),
            Parameter.dollars("index").in(2027, "4122.545644", "4,122.55", "Rates 2027"),
            Parameter.dollars("by type").in(2027, Map.of("E", "10", "M", "12.50"), "Table 4"),
            Parameter.dollars("base").in(2027, "Policy 7, page 2", at(ELEMENTARY, 3_741), at(MIDDLE, 3_667)),
            Parameter.dollars("old").in(2020, "1", "Guide of 2020"));

    private static Methodology formula(Line... lines) {
        return Methodology.of(
                FundingFormula.named("Formula")
                        .parameters(PARAMETERS)
                        .add(lines)
                        .build(),
                YEAR);
    }

    private static final String FIGURE = "A figure for later lines, which is never paid: ";

    /** The words for a term, without the sentence around them; steps stand before. */
    private static String words(NumberTerm term) {
        return withoutFrame(formula(line("x").figure(term)).line("x"));
    }

    private static String words(MoneyTerm term) {
        return withoutFrame(formula(line("x").figure(term)).line("x"));
    }

    private static String withoutFrame(String said) {
        assertThat(said).contains(FIGURE).endsWith(".");
        return said.replace(FIGURE, "").substring(0, said.length() - FIGURE.length() - 1);
    }

    private static String words(Condition condition) {
        String said = formula(line("x").figure(number(2)).onlyWhere(condition)).line("x");
        return said.replace("Only if ", "").replace(". " + FIGURE + "2.", "");
    }

    @Test
    void constants_are_numbers_shares_and_dollars() {
        assertThat(words(number(1_200))).isEqualTo("1,200");
        assertThat(words(number("0.4"))).isEqualTo("40%");
        assertThat(words(number("1.04"))).isEqualTo("1.04");
        assertThat(words(number("-2.5"))).isEqualTo("−2.5");
        assertThat(words(dollars("3741"))).isEqualTo("$3,741.00");
        assertThat(words(dollars("0.005"))).isEqualTo("$0.005");
    }

    @Test
    void endless_digits_are_told_exactly() {
        Line third = Line.of("x", new Form.Figure(new Term.Constant(Rational.of(1, 3), ValueType.NUMBER)));
        Line dollars = Line.of("x", new Form.Figure(new Term.Constant(Rational.of(22, 7), ValueType.MONEY)));

        assertThat(formula(third).line("x")).endsWith(": 1/3.");
        // 22 ÷ 7 = 3.142857 142857 …
        assertThat(formula(dollars).line("x")).endsWith(": $3.142857… (exactly 22/7).");
    }

    @Test
    void parameters_have_name_and_value_of_the_year() {
        assertThat(words(rate("at-risk"))).isEqualTo("the rate “at-risk” ($2,387.00)");
        assertThat(words(share("floor"))).isEqualTo("the value “floor” (95%)");
        assertThat(words(rate("index")))
                .isEqualTo("the rate “index” (printed as 4,122.55, computed with $4,122.545644)");
        assertThat(words(rate("by type", "type")))
                .isEqualTo("the rate “by type” for the school’s “type” (“E” $10.00; “M” $12.50)");
        assertThat(words(rate("old"))).isEqualTo("the rate “old” (no value for 2026–27)");
        assertThat(formula(Line.of(
                                "x",
                                new Form.Figure(new Term.ParameterValue(
                                        "at-risk", ValueType.MONEY, java.util.Optional.empty(), 1))))
                        .line("x"))
                .endsWith(": the rate “at-risk” of 2025–26 ($2,250.00).");
    }

    @Test
    void a_parameter_is_written_as_its_document_writes_it() {
        Parameter weight = Parameter.number("weight")
                .in(2027, "0.340", "Guide")
                .in(2026, "0.34", "Guide")
                .in(2025, "0.34", "about a third", "Guide");
        FundingFormula formula = FundingFormula.named("F")
                .parameters(weight)
                .add(line("x").figure(share("weight")))
                .build();

        assertThat(Methodology.of(formula, YEAR).line("x")).endsWith("the value “weight” (0.340).");
        assertThat(Methodology.of(formula, YEAR.previous()).line("x")).endsWith("the value “weight” (0.34).");
        assertThat(Methodology.of(formula, FiscalYear.of(2025)).line("x"))
                .endsWith("the value “weight” (printed as about a third, computed with 0.34).");
    }

    @Test
    void pupils_are_told_by_need_span_and_count() {
        assertThat(words(pupils())).isEqualTo("the number of pupils");
        assertThat(words(pupils(POVERTY).in(MIDDLE)))
                .isEqualTo("the number of pupils counted as poverty in middle (6–8)");
        assertThat(words(pupils().counted("budgeted"))).isEqualTo("the number of pupils (by the count “budgeted”)");
        assertThat(words(pupils(anyOf(POVERTY, ENGLISH_LEARNER))))
                .isEqualTo("the number of pupils counted as English learner or poverty (each pupil once)");
        assertThat(words(pupils(allOf(POVERTY, ENGLISH_LEARNER))))
                .isEqualTo("the number of pupils counted as both English learner and poverty");
        assertThat(words(pupils(POVERTY.butNot(ENGLISH_LEARNER))))
                .isEqualTo("the number of pupils counted as poverty but not as English learner");
    }

    @Test
    void rates_by_span_are_told_for_each_pupil() {
        assertThat(formula(line("x").amount(perPupil(POVERTY, at(ELEMENTARY, 1_272), at(MIDDLE, 1_247))))
                        .line("x"))
                .isEqualTo(
                        "For each school: for each pupil counted as poverty: $1,272.00 in elementary (K–5) and"
                                + " $1,247.00 in middle (6–8). It counts in sums of lines; which source pays it is not said here.");
        assertThat(words(perPupil(ALL_PUPILS, "base")))
                .isEqualTo(
                        "the rates “base” for each pupil: $3,741.00 in elementary (K–5) and $3,667.00 in middle (6–8)");
        assertThat(words(perPupil(ALL_PUPILS, "old")))
                .isEqualTo("the rates “old” for each pupil (no value for 2026–27)");
        assertThat(words(weighted(POVERTY, at(ELEMENTARY, "0.34"), at(MIDDLE, "1.5"))))
                .isEqualTo("for each pupil counted as poverty: 0.34 in elementary (K–5) and 1.5 in middle (6–8)");
    }

    @Test
    void facts_and_last_year_are_the_schools() {
        assertThat(words(fact("miles"))).isEqualTo("the school’s “miles”");
        assertThat(words(moneyFact("mean pay"))).isEqualTo("the school’s “mean pay”");
        assertThat(words(dollars(1).times(fact("AMT")))).isEqualTo("the school’s “AMT” in dollars");
        assertThat(words(lastYear())).isEqualTo("the school’s total of last year");
        assertThat(words(lastYear("poverty"))).isEqualTo("what “poverty” paid the school last year");
    }

    @Test
    void decided_amounts_have_schools_and_reasons() {
        Map<SchoolId, Money> awards =
                Map.of(SchoolId.of("101"), Money.ofDollars(25_000), SchoolId.of("102"), Money.parse("40.50"));

        assertThat(formula(line("x").amount(decided("second year", awards))).line("x"))
                .startsWith(
                        "Decided for named schools: $25,000.00 for school 101 and $40.50 for school 102 (“second year”).");
        assertThat(words(decided("second year", awards).times("0.5")))
                .isEqualTo("50% of what is decided for named schools"
                        + " ($25,000.00 for school 101, “second year”; $40.50 for school 102, “second year”)");
    }

    @Test
    void sums_of_sources_have_their_names() {
        assertThat(words(amountOf(GENERAL))).isEqualTo("the amount of general");
        Methodology model = model(
                line("a").amount(amountOf(GENERAL).times("0.01")).from(GENERAL),
                line("b").amount(poolOf(GENERAL).dividedBy(number(3))).from(GENERAL),
                line("c").amount(remainingOf(GENERAL).plus(dollars(1))).from(GENERAL));

        assertThat(model.line("a")).startsWith("Each school gets 1% of the amount of General fund.");
        assertThat(model.line("b")).startsWith("Each school gets the pool of General fund divided by 3.");
        assertThat(model.line("c")).startsWith("Each school gets what is left of the pool of General fund plus $1.00.");
    }

    private static Methodology model(Line... lines) {
        return Methodology.of(
                FundingModel.named("Model")
                        .parameters(PARAMETERS)
                        .unlocked(GENERAL)
                        .add(lines)
                        .build(),
                YEAR);
    }

    @Test
    void earlier_lines_are_told_by_name() {
        Methodology formula = formula(
                line("a").amount(dollars(1)),
                line("n").figure(number(2)),
                line("s").amount(dollars(3)).inSection("section"),
                line("x").figure(figure("n").times(amount("a"))),
                line("several").figure(sumOf("a", "s").times(number(2))),
                line("by section").figure(sumOf(Selection.section("section"))),
                line("all").figure(sumOf(everythingAbove().except("a"))),
                line("paid").figure(sumOf(Selection.from(GENERAL))));

        assertThat(formula.line("x")).endsWith("the figure “n” × the line “a”.");
        assertThat(formula.line("several")).endsWith("(the sum of the lines “a” and “s”) × 2.");
        assertThat(formula.line("by section")).endsWith("the sum of all amounts before this line in “section”.");
        assertThat(formula.line("all")).endsWith("the sum of all amounts before this line except “a”.");
        assertThat(formula.line("paid"))
                .endsWith("the sum of all amounts before this line that are paid from general.");
        assertThat(formula.line("s")).endsWith("It belongs to the section “section”.");
    }

    @Test
    void everything_above_in_a_formula_of_a_model_is_the_formulas() {
        Methodology model = Methodology.of(
                FundingModel.named("Model")
                        .unlocked(
                                GENERAL,
                                paying(FundingFormula.named("Foundation")
                                        .add(
                                                line("a").amount(dollars(1)),
                                                line("b")
                                                        .amount(sumOf(everythingAbove())
                                                                .times("0.1")))
                                        .build()))
                        .build(),
                YEAR);

        assertThat(model.line("b"))
                .startsWith("Each school gets 10% of (the sum of all amounts before this line in the formula"
                        + " “Foundation”).");
    }

    @Test
    void all_schools_are_told_apart_from_one() {
        assertThat(words(total(pupils(POVERTY))))
                .isEqualTo("the total over all schools of the number of pupils counted as poverty");
        assertThat(words(total(fact("a").plus(fact("b")))))
                .isEqualTo("the total over all schools of (the school’s “a” plus the school’s “b”)");
        assertThat(words(rank(fact("need"))))
                .isEqualTo(
                        "the school’s place among all schools by the school’s “need” (1 is the highest; equal schools"
                                + " in order of id)");
        assertThat(words(rank(fact("need"), "region")))
                .startsWith("the school’s place among all schools with the same “region” by the school’s “need” (1 is");
        assertThat(formula(
                                line("shared").split(dollars(10)).by(pupils()),
                                line("x").figure(levelOf("shared").times(number(2))))
                        .line("x"))
                .endsWith("the level that was found for “shared” × 2.");
    }

    @Test
    void arithmetic_can_be_read_in_one_way_only() {
        NumberTerm a = fact("a");
        NumberTerm b = fact("b");
        NumberTerm c = fact("c");

        assertThat(words(a.plus(b))).isEqualTo("the school’s “a” plus the school’s “b”");
        assertThat(words(a.minus(b.minus(c))))
                .isEqualTo("the school’s “a” less (the school’s “b” less the school’s “c”)");
        assertThat(words(a.times(b).plus(c))).isEqualTo("the school’s “a” × the school’s “b” plus the school’s “c”");
        assertThat(words(a.plus(b).dividedBy(c)))
                .isEqualTo("(the school’s “a” plus the school’s “b”) divided by the school’s “c”");
        assertThat(words(a.dividedBy(b.times(c))))
                .isEqualTo("the school’s “a” divided by (the school’s “b” × the school’s “c”)");
        assertThat(words(a.dividedBy(b).times(c)))
                .isEqualTo("(the school’s “a” divided by the school’s “b”) × the school’s “c”");
        assertThat(words(shareOf(POVERTY).times(a)))
                .isEqualTo("the share of pupils who are counted as poverty × the school’s “a”");
        assertThat(words(pupils(POVERTY).in(MIDDLE).dividedBy(pupils().in(MIDDLE))))
                .isEqualTo("the share of pupils in middle (6–8) who are counted as poverty");
    }

    @Test
    void least_and_greatest_are_bounds_where_one_is_fixed() {
        assertThat(words(least(fact("a"), fact("b")))).isEqualTo("the lesser of the school’s “a” and the school’s “b”");
        assertThat(words(greatest(fact("a"), fact("b"), number(3))))
                .isEqualTo("the greatest of the school’s “a”, the school’s “b” and 3");
        assertThat(words(least(fact("a").plus(fact("b")), number(3))))
                .isEqualTo("the school’s “a” plus the school’s “b”, but not above 3");
        assertThat(words(pupils().inExcessOf(number(600)).times(number(2))))
                .isEqualTo("(the number of pupils less 600, but not below 0) × 2");
    }

    @Test
    void choices_name_what_decides() {
        assertThat(words(when(is("rural"), number(2), when(oneOf("type", "E", "M"), number(3), number(4)))))
                .isEqualTo("2 if the school’s “rural” is yes; otherwise 3 if the school’s “type” is one of “E” and “M”;"
                        + " otherwise 4");
        assertThat(words(bands(pupils())
                        .upTo(600, number("4.5"))
                        .below(900, number(5))
                        .otherwise(number(6))))
                .isEqualTo("4.5 if the number of pupils is at most 600; otherwise 5 if it is below 900; otherwise 6");
        assertThat(words(ramp(fact("miles")).from("2", "0").to("5", "1")))
                .isEqualTo("a value on the straight line from 0, where the school’s “miles” is 2, to 1, where it is 5"
                        + " (beyond either end it stays as it is there)");
        assertThat(words(pupils(POVERTY).ifMissing(number(0))))
                .isEqualTo("the number of pupils counted as poverty, or 0 where that is not known");
    }

    @Test
    void what_would_need_too_many_brackets_is_a_step() {
        NumberTerm a = fact("a");
        NumberTerm b = fact("b");
        NumberTerm deep =
                a.plus(b).dividedBy(a.minus(b)).times(a.plus(number(1)).dividedBy(b.plus(number(2))));

        assertThat(words(number(1).minus(deep)))
                .isEqualTo("Step 1: (the school’s “a” plus the school’s “b”) divided by (the school’s “a” less the"
                        + " school’s “b”). Step 2: (the school’s “a” plus 1) divided by (the school’s “b” plus 2)."
                        + " 1 less step 1 × step 2");
    }

    @Test
    void the_same_step_is_told_once() {
        NumberTerm choice = when(
                is("rural"),
                fact("a number with a long name, so long that nobody would read it in brackets"),
                fact("another number with a long name, so long that nobody would read it in brackets"));

        assertThat(words(choice.times(fact("x")).plus(choice)))
                .startsWith("Step 1: ")
                .doesNotContain("Step 2")
                .endsWith(" step 1 × the school’s “x” plus step 1");
    }

    @Test
    void conditions_are_told_with_their_opposite() {
        assertThat(words(fact("a").atLeast("40"))).isEqualTo("the school’s “a” is at least 40");
        assertThat(words(fact("a").atLeast("40").negated())).isEqualTo("the school’s “a” is below 40");
        assertThat(words(fact("a").moreThan(number(2)))).isEqualTo("the school’s “a” is more than 2");
        assertThat(words(fact("a").atMost("2"))).isEqualTo("the school’s “a” is at most 2");
        assertThat(words(fact("a").lessThan("2"))).isEqualTo("the school’s “a” is less than 2");
        assertThat(words(fact("a").equalTo(number(2)))).isEqualTo("the school’s “a” is 2");
        assertThat(words(teaches(HIGH))).isEqualTo("the school has pupils in high (9–12)");
        assertThat(words(teaches(HIGH).negated())).isEqualTo("the school has no pupils in high (9–12)");
        assertThat(words(is("charter"))).isEqualTo("the school’s “charter” is yes");
        assertThat(words(is("charter").negated())).isEqualTo("the school’s “charter” is no");
        assertThat(words(oneOf("type", "E"))).isEqualTo("the school’s “type” is “E”");
        assertThat(words(oneOf("type", "E").negated())).isEqualTo("the school’s “type” is not “E”");
        assertThat(words(listed("moves in May", SchoolId.of("101"))))
                .isEqualTo("the school is on a list (school 101, “moves in May”)");
        assertThat(words(listed("moves in May", SchoolId.of("101")).negated()))
                .isEqualTo("the school is not on a list (school 101, “moves in May”)");
        assertThat(words(fact("a").isGiven())).isEqualTo("the school’s “a” is known");
        assertThat(words(fact("a").isGiven().negated())).isEqualTo("the school’s “a” is not known");
        assertThat(words(lastYear().isGiven())).isEqualTo("the school had a budget last year");
    }

    @Test
    void conditions_inside_each_other_have_brackets() {
        Condition a = is("a");
        Condition b = is("b");
        Condition c = is("c");

        assertThat(words(a.and(b).or(c)))
                .isEqualTo("(the school’s “a” is yes and the school’s “b” is yes) or the school’s “c” is yes");
        assertThat(words(a.and(b.or(c))))
                .isEqualTo("the school’s “a” is yes and (the school’s “b” is yes or the school’s “c” is yes)");
        assertThat(words(a.or(b).negated()))
                .isEqualTo("it is not so that (the school’s “a” is yes or the school’s “b” is yes)");
        assertThat(words(a.negated().negated())).isEqualTo("the school’s “a” is yes");
        assertThat(words(new Condition.All(List.of()))).isEqualTo("always");
        assertThat(words(new Condition.Any(List.of()))).isEqualTo("never");
    }

    @Test
    void a_guarantee_and_a_limit_say_what_counts_and_who_pays() {
        Methodology model = model(
                line("a").amount(dollars(1)).from(GENERAL),
                line("minimum")
                        .raiseTo(rate("at-risk").times(pupils()))
                        .counting(everythingAbove())
                        .from(GENERAL)
                        .exceptFor(SchoolId.of("101"), "closes in May"),
                line("cap")
                        .lowerTo(dollars(9_000))
                        .counting(Selection.lines("a"))
                        .from(GENERAL));

        assertThat(model.line("minimum"))
                .isEqualTo(
                        "A guarantee: a school whose counted lines come to less than the rate “at-risk” ($2,387.00) ×"
                                + " the number of pupils gets the difference. The counted lines are all amounts before this line. Left out"
                                + " by decision: school 101 (“closes in May”). Paid from General fund.");
        assertThat(model.line("cap"))
                .isEqualTo("A limit: a school whose counted lines come to more than $9,000.00 gives back what is above"
                        + " it. The counted lines are the line “a”. No school gives back more than General fund has paid"
                        + " it before. What is given back goes to General fund.");
        assertThat(model.text().replaceAll("\\s+", " "))
                .contains("What is guaranteed")
                .contains("What is promised: at least the rate “at-risk” ($2,387.00) × the number of pupils")
                .contains("To which schools: all, but for 1 school by decision");
    }

    @Test
    void each_shared_form_has_its_sentence() {
        Methodology model = model(
                line("split").split(dollars(1_000)).by(pupils(POVERTY)).from(GENERAL),
                line("by money")
                        .split(dollars(1_000))
                        .by(moneyFact("need"))
                        .from(GENERAL)
                        .rounded(Rounding.dollars()),
                line("prorate").prorate(moneyFact("claim")).to(dollars(500)).from(GENERAL),
                line("lift")
                        .lift(dollars(700), pupils(), moneyFact("own means"))
                        .from(GENERAL),
                line("serve")
                        .serveInOrder(dollars(900), dollars(100), rank(fact("need")))
                        .from(GENERAL),
                line("keep")
                        .keepWithin(lastYear(), lastYear().times("1.1"))
                        .counting(everythingAbove(), Selection.from(GENERAL))
                        .from(GENERAL),
                line("back")
                        .takeBack(dollars(30))
                        .inProportionTo(amount("split"))
                        .from(GENERAL));

        assertThat(model.line("split"))
                .isEqualTo(
                        "The schools share $1,000.00 in proportion to the number of pupils counted as poverty, to the last cent. So"
                                + " each of these pupils brings the same: what is shared, divided by their number in all schools"
                                + " that take part. Paid from General fund.");
        assertThat(model.line("by money"))
                .isEqualTo("The schools share $1,000.00 in proportion to the school’s “need”, to the last dollar. So a"
                        + " school gets what is shared × its own value divided by the total of all schools that take"
                        + " part. Paid from General fund.");
        assertThat(model.line("prorate"))
                .isEqualTo("Each school claims the school’s “claim”. The claims are paid in full if $500.00 covers all"
                        + " of them; otherwise all of them are reduced by the same factor, to the last cent. What the"
                        + " claims do not need stays where it is. Paid from General fund.");
        assertThat(model.line("lift"))
                .isEqualTo("The schools that have the least share $700.00, to the last cent, so that all of them reach"
                        + " the same level. A school’s level is its own means and its part together, divided by the number of"
                        + " pupils; its own means are the school’s “own means”. A school above the level gets nothing. Paid from General"
                        + " fund.");
        assertThat(model.line("serve"))
                .startsWith("Each school claims $100.00. Schools are served in order of the school’s place among all"
                        + " schools by the school’s “need” (1 is the highest; equal schools in order of id), 1 first,"
                        + " until $900.00 is spent. The last one served may get a part of its claim; what no claim needs"
                        + " stays where it is.");
        assertThat(model.line("keep"))
                .isEqualTo("A guarantee: no school’s counted lines come to less than the school’s total of last year. A"
                        + " limit: no school’s counted lines come to more than the school’s total of last year × 1.1."
                        + " Where the two disagree, the guarantee holds. The counted lines are all amounts before this"
                        + " line. The other schools pay for this, or share what it leaves, in proportion to what they"
                        + " have from all amounts before this line that are paid from General fund. It adds nothing in"
                        + " all, and no school gives back more than it has from those lines. Paid from General fund.");
        assertThat(model.line("back"))
                .isEqualTo(
                        "The schools give back $30.00, in proportion to the line “split”, to the last cent. No school"
                                + " gives back more than that is. What is given back goes to General fund.");
    }

    @Test
    void a_split_with_bounds_promises_them_and_says_who_pays() {
        Line.Points pot = line("x").split(dollars(1_000));

        assertThat(model(pot.atLeast(lastYear().times("98.5%"))
                                .atMost(lastYear().times("1.04"))
                                .by(pupils())
                                .from(GENERAL))
                        .line("x"))
                .isEqualTo(
                        "The schools share $1,000.00 in proportion to the number of pupils, to the last cent. A guarantee: no"
                                + " school’s share is less than 98.5% of the school’s total of last year. A limit: no school’s share is"
                                + " more than the school’s total of last year × 1.04. Where the two disagree, the guarantee holds. The"
                                + " other schools pay for this, or share what it leaves: in them each of these pupils brings the same,"
                                + " as much as spends the whole. Paid from General fund.");
        assertThat(model(pot.atLeast(dollars(50)).by(moneyFact("need")).from(GENERAL))
                        .line("x"))
                .isEqualTo(
                        "The schools share $1,000.00 in proportion to the school’s “need”, to the last cent. A guarantee: no"
                                + " school’s share is less than $50.00. The other schools pay for this, in proportion to their own"
                                + " values, so that the whole is spent. Paid from General fund.");
        assertThat(model(pot.atMost(dollars(500)).by(moneyFact("need")).from(GENERAL))
                        .line("x"))
                .contains(
                        "A limit: no school’s share is more than $500.00. The other schools share what this leaves, in"
                                + " proportion to their own values, so that the whole is spent.");
    }

    @Test
    void a_split_with_bounds_stands_among_the_guarantees_and_below_what_a_pupil_brings() {
        String text = model(line("x")
                        .split(dollars(1_000))
                        .atLeast(dollars(50))
                        .atMost(dollars(500))
                        .by(pupils())
                        .from(GENERAL))
                .text()
                .replaceAll("\\s+", " ");

        assertThat(text)
                .contains(
                        "What is promised: at least $50.00, and at most $500.00 To which schools: all What counts: this line"
                                + " alone Who pays: the other schools that share General fund")
                .contains(
                        "“x”: $1,000.00, in proportion to the number of pupils; no school’s share is less than $50.00 or"
                                + " more than $500.00.");
    }

    @Test
    void what_is_left_and_what_is_overdrawn_have_words_of_their_own() {
        Methodology model = Methodology.of(
                FundingModel.named("Model")
                        .unlocked(GENERAL, paying(line("a").amount(dollars(5))).prorateIfShort())
                        .unlocked(TITLE_I, inProportionTo(pupils(POVERTY)))
                        .build(),
                YEAR);

        assertThat(model.line("reduction to the pool of General fund"))
                .startsWith(
                        "The schools give back what the lines before take from General fund beyond its pool (nothing"
                                + " if they stay within it), in proportion to the line “a”, to the last cent.");
        assertThat(model.line("share of Title I"))
                .startsWith(
                        "The schools share what is left of the pool of Title I (nothing if the lines before took all"
                                + " of it) in proportion to the number of pupils counted as poverty, to the last cent.");
    }

    @Test
    void sources_say_what_is_decided_about_them() {
        RevenueSource reserve = RevenueSource.state("reserve", "Reserve");
        RevenueSource aid = RevenueSource.state("aid", "Aid");
        RevenueSource bond = RevenueSource.local("bond", "Bond").restrictedTo("repayment of bonds");
        RevenueSource buses = RevenueSource.local("buses", "Buses")
                .restrictedTo(Restriction.to("transport")
                        .forNeeds(POVERTY)
                        .inGrades(ELEMENTARY)
                        .forAccounts("27*"));
        RevenueSource arts = RevenueSource.privately("arts", "Arts grant");
        String text = Methodology.of(
                        FundingModel.named("Model")
                                .unlocked(GENERAL, centralShare("10%"), reserve(reserve, Money.ofDollars(5_000)))
                                .unlocked(
                                        aid, withoutAmount(), paying(line("aid").amount(dollars(1))))
                                .unlocked(
                                        TITLE_I,
                                        eligible(shareOf(POVERTY).atLeast("40%")),
                                        inProportionTo(pupils(POVERTY)))
                                .locked(bond)
                                .locked(buses, "far away", Map.of(SchoolId.of("101"), Money.ofDollars(70)))
                                .schoolGrant(arts, "award", Map.of(SchoolId.of("102"), Money.ofDollars(80)))
                                .build(),
                        YEAR)
                .text()
                .replaceAll("\\s+", " ");

        assertThat(text)
                .contains(
                        "* General fund State money, free of restrictions. 10% of its amount stays central and $5,000.00"
                                + " is set aside as Reserve; the rest is its pool, which its lines distribute. Schools decide what it is spent on, unless a line says otherwise. No line pays from"
                                + " it.")
                .contains(
                        "* Reserve State money, free of restrictions. A reserve: it is set aside from General fund,"
                                + " $5,000.00, before that source is distributed, and pays no more than that. Schools decide what it is spent on, unless a line says otherwise.")
                .contains("* Aid State money, free of restrictions. It has no fixed amount: it pays what its lines come"
                        + " to.")
                .contains(
                        "* Title I Federal money, restricted to pupils counted as poverty. All of it is its pool, which"
                                + " its lines distribute. A school is eligible for it if the share of pupils who are counted as"
                                + " poverty is at least 40%; no other school gets anything from it. Within the restriction, schools decide what it is spent on, unless a line says otherwise.")
                .contains(
                        "* Bond Local money, restricted to this use: repayment of bonds. Locked: it is not distributed"
                                + " to schools, and stays central.")
                .contains("* Buses Local money, restricted to this use: transport, for pupils counted as poverty, in"
                        + " elementary (K–5), for accounts 27*. Locked: it is not distributed by formula. It stays"
                        + " central, but for what the lines below give to named schools, which have no say in its use.")
                .contains("* Arts grant Private money, free of restrictions. A school grant: it is awarded to named"
                        + " schools, reaches them whole, and is for the use that the award states.")
                .contains(
                        "Only for schools eligible for Title I; a school is eligible if the share of pupils who are counted"
                                + " as poverty is at least 40%. The schools share");
    }

    @Test
    void lines_stand_under_who_pays_with_figures_before_and_shadows_last() {
        Methodology model = Methodology.of(
                FundingModel.named("Model")
                        .shadow(FundingFormula.named("As before")
                                .add(Staffing.of("teachers")
                                        .positions(
                                                pupils().dividedBy(number(25)),
                                                Rounding.whole().up())
                                        .at(dollars(90_000)))
                                .build())
                        .unlocked(
                                TITLE_I,
                                inProportionTo(FundingFormula.named("Points")
                                        .perPupil(POVERTY, at(ELEMENTARY, 2), at(MIDDLE, 1))
                                        .build()))
                        .build(),
                YEAR);

        assertThat(model.text().lines().filter(line -> line.matches("(\\*|\\d+\\.) .*")))
                .containsExactly(
                        "* Title I",
                        "* Points, by which Title I is shared",
                        "3. poverty (of the formula “Points”)",
                        "* Paid from Title I",
                        "4. share of Title I",
                        "* Shown beside what is paid, and not paid",
                        "1. teachers, positions (of the formula “As before”)",
                        "2. teachers (of the formula “As before”)");
        assertThat(model.line("teachers, positions"))
                .isEqualTo(FIGURE
                        + "the number of pupils divided by 25. Rounded up (away from zero) to the whole number.");
        assertThat(model.line("teachers"))
                .isEqualTo(
                        "For each school: the figure “teachers, positions” × $90,000.00. This is shown and not paid.");
    }

    @Test
    void rounding_use_and_source_of_a_line_are_remarks() {
        assertThat(model(line("a")
                                .amount(dollars(1))
                                .from(GENERAL)
                                .rounded(Rounding.dollars())
                                .held(Held.LOCKED)
                                .citing("Policy 9"))
                        .line("a"))
                .isEqualTo("Each school gets $1.00. Paid from General fund. Rounded to the nearest dollar, a half away"
                        + " from zero. The school has no say in what it is spent on. Source: Policy 9.");
        assertThat(formula(line("a")
                                .figure(number(1))
                                .rounded(Rounding.to("0.125").down()))
                        .line("a"))
                .endsWith("Rounded down (towards zero) to the next multiple of 0.125.");
        assertThat(formula(line("a")
                                .figure(number(1))
                                .rounded(Rounding.places(4).by(java.math.RoundingMode.HALF_EVEN)))
                        .line("a"))
                .endsWith("Rounded to the nearest multiple of 0.0001, a half to the even one.");
    }

    @Test
    void the_default_rounding_is_said_once() {
        String text = Methodology.of(
                        FundingFormula.named("F")
                                .rounding(Rounding.dollars())
                                .add(
                                        line("a").amount(dollars(1)),
                                        line("b").amount(dollars(2)).rounded(Rounding.cents()))
                                .build(),
                        YEAR)
                .text()
                .replaceAll("\\s+", " ");

        assertThat(text)
                .contains(
                        "- Unless a line says otherwise, its amount is rounded to the nearest dollar, a half away from")
                .contains("- Rounded otherwise: “b”, to the nearest cent, a half away from zero.")
                .doesNotContain("Rounded to the nearest dollar");
    }

    @Test
    void values_stand_in_a_table_with_year_and_citation() {
        Methodology formula = formula(
                line("a").figure(rate("at-risk").times(share("floor"))),
                line("b").figure(rate("index")),
                line("c").figure(rate("by type", "type")),
                line("d").figure(perPupil(ALL_PUPILS, "base")));
        Html page = Html.parse(formula.html());

        assertThat(page.all("//table[caption='Values that the lines use']//tbody/tr"))
                .containsExactly(
                        "at-risk2026–27$2,387.00Guide, page 3",
                        "floor2026–2795%Resolution 12",
                        "index2026–27printed as 4,122.55, computed with $4,122.545644Rates 2027");
        assertThat(page.all("//table[starts-with(caption, 'by type')]/*"))
                .containsExactly("by type, 2026–27; source: Table 4", "EntryValue", "E$10.00 M$12.50");
        assertThat(page.all("//table[starts-with(caption, 'base')]/*"))
                .containsExactly(
                        "base, 2026–27; source: Policy 7, page 2",
                        "GradesValue",
                        "elementary (K–5)$3,741.00 middle (6–8)$3,667.00");
        assertThat(page.all("//p[@class='notice']")).isEmpty();
    }

    @Test
    void a_value_that_is_missing_for_the_year_is_said_first_and_in_its_row() {
        Html page =
                Html.parse(model(line("a").amount(rate("old")).from(GENERAL)).html());

        assertThat(page.all("//p[@class='notice']"))
                .containsExactly(
                        "Not complete: “old” has no value for 2026–27; the model cannot be computed for 2026–27.");
        assertThat(page.all("//table[caption='Values that the lines use']//td"))
                .contains("no value for 2026–27; the model cannot be computed for 2026–27");
    }

    @Test
    void what_a_pupil_brings_adds_up_lines_that_are_so_much_for_each_pupil() {
        Methodology model = Methodology.of(
                FundingModel.named("Model")
                        .parameters(PARAMETERS)
                        .unlocked(
                                GENERAL,
                                paying(
                                                line("all")
                                                        .amount(perPupil(
                                                                ALL_PUPILS, at(ELEMENTARY, 3_741), at(MIDDLE, 3_667))),
                                                line("weight")
                                                        .amount(pupils(POVERTY)
                                                                .times(rate("at-risk"))
                                                                .times("0.5")),
                                                line("lump")
                                                        .amount(dollars(100_000).plus(pupils().times(dollars(10)))))
                                        .prorateIfShort())
                        .unlocked(
                                TITLE_I,
                                eligible(fact("meals").atLeast("40")),
                                paying(line("poverty")
                                        .amount(perPupil(POVERTY, at(GradeSpan.of("upper", "4", "6"), 70)))))
                        .guard(Guard.holdHarmless("hold harmless", "90%")
                                .counting(everythingAbove())
                                .paidBy(GENERAL))
                        .build(),
                YEAR);
        Html page = Html.parse(model.html());

        // all: 3,741 + 10 and 3,667 + 10; poverty: 0.5 × 2,387 = 1,193.50, and 70 more in grades 4 to 6
        // weights: 1,193.50 ÷ 3,751 = 0.31818…, 1,263.50 ÷ 3,751 = 0.33684…, 1,263.50 ÷ 3,677 = 0.34362…, 1,193.50 ÷
        // 3,677 =
        // 0.32458…
        assertThat(page.all("//section[@id='pupils']//tbody/tr"))
                .containsExactly(
                        "grades K–3$3,751.00$1,193.50weight 0.3182",
                        "grades 4–5$3,751.00$1,263.50weight 0.3368",
                        "grade 6$3,677.00$1,263.50weight 0.3436",
                        "grades 7–8$3,677.00$1,193.50weight 0.3246",
                        "every other grade$10.00$1,193.50weight 119.3500");
        // 3,677 + 1,263.50
        assertThat(page.all("//section[@id='pupils']//li"))
                .containsExactly(
                        "A pupil in grade 6 brings $3,677.00 as all pupils do, and, in schools that get “poverty”,"
                                + " $1,263.50 more if counted as poverty: $4,940.50 together, before “reduction to the"
                                + " pool of General fund”.",
                        "A school gets “poverty” only if the school’s “meals” is at least 40.",
                        "“lump” also gives each school $100,000.00, whatever its pupils.",
                        "While “hold harmless” pays a school, one more pupil brings that school what the guarantee grows"
                                + " by, and not the amounts above that count towards it.",
                        "Lines that do not pay a fixed sum for each pupil: “hold harmless”.",
                        "“reduction to the pool of General fund”: what the lines before take from General fund beyond its"
                                + " pool (nothing if they stay within it) is taken back, in proportion to the sum of the"
                                + " lines “all”, “weight” and “lump”.");
    }

    @Test
    void what_a_pupil_with_a_need_brings_has_all_the_amounts_that_the_pupil_is_certain_to_bring() {
        Methodology formula = formula(
                line("all").amount(pupils().times(dollars(100))),
                line("poverty").amount(pupils(POVERTY).times(dollars(20))),
                line("either").amount(pupils(anyOf(POVERTY, ENGLISH_LEARNER)).times(dollars(7))),
                line("both")
                        .amount(pupils(allOf(POVERTY, ENGLISH_LEARNER)).times(dollars(1)))
                        .onlyWhere(is("open")));

        // in poverty: 100 + 7 + 20; in one of the two: 100 + 7; in both: 100 + 20 + 7 + 1
        assertThat(Html.parse(formula.html()).all("//section[@id='pupils']//li"))
                .startsWith(
                        "A pupil brings $100.00 as all pupils do and $7.00 as English learner or poverty (each pupil once),"
                                + " and $20.00 more if counted as poverty: $127.00 together.",
                        "A pupil brings $100.00 as all pupils do, and $7.00 more if counted as English learner or poverty"
                                + " (each pupil once): $107.00 together.",
                        "A pupil brings $100.00 as all pupils do, $20.00 as poverty and $7.00 as English learner or poverty"
                                + " (each pupil once), and, in schools that get “both”, $1.00 more if counted as both"
                                + " English learner and poverty: $128.00 together.");
    }

    @Test
    void an_amount_that_hangs_on_the_lines_before_it_comes_after_what_a_pupil_brings() {
        Methodology formula = formula(
                line("all").amount(pupils().times(dollars(100))),
                line("phase in")
                        .amount(lastYear().minus(sumOf(everythingAbove())).times(number("0.5"))));

        assertThat(Html.parse(formula.html()).all("//section[@id='pupils']//li"))
                .containsExactly(
                        "A pupil brings $100.00, before “phase in”.",
                        "Lines that do not pay a fixed sum for each pupil: “phase in”.");
    }

    @Test
    void what_is_only_shown_is_told_not_to_count_in_all_amounts_before() {
        Line floor = line("floor").raiseTo(dollars(500)).counting(everythingAbove());

        assertThat(formula(
                                line("a").amount(dollars(1)),
                                line("b").amount(dollars(2)).asShadow(),
                                floor)
                        .line("floor"))
                .contains(
                        "The counted lines are all amounts before this line (points and what is only shown left out).");
        assertThat(formula(
                                line("a").amount(dollars(1)),
                                floor,
                                line("b").amount(dollars(2)).asShadow())
                        .line("floor"))
                .contains("The counted lines are all amounts before this line.");
    }

    @Test
    void hostile_names_stay_names() {
        String name = "</style><script>alert(1)</script> & \"x\"\r\n=1+1 😀 \u202Eabc \u0000 {{page}}";
        Methodology formula = formula(line(name).amount(dollars(1)).exceptFor(SchoolId.of("101"), name));

        assertThat(formula.text())
                .contains("1. </style><script>alert(1)</script> & \"x\" =1+1 😀 abc \uFFFD {{page}}")
                .doesNotContain("\r", "\u202E", "\u0000");
        assertThat(formula.html())
                .contains("&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; ")
                .doesNotContain("<script", "\u202E", "\u0000");
    }

    @Test
    void words_from_right_to_left_stay_among_themselves() {
        assertThat(formula(line("x").figure(fact("שלום"))).line("x")).endsWith("the school’s “\u2068שלום\u2069”.");
    }

    @Test
    void another_currency_has_its_sign() {
        Methodology pounds = formula(line("x").amount(dollars(5))).currency("£");

        assertThat(pounds.line("x")).startsWith("For each school: £5.00.");
        assertThat(pounds.text().replaceAll("\\s+", " "))
                .contains("rounded to the nearest multiple of £0.01, a half away from zero");
    }

    @Test
    void a_source_that_ends_with_a_full_stop_has_only_one() {
        assertThat(formula(line("x").amount(dollars(5)).citing("Board memo, p. 3."))
                        .line("x"))
                .endsWith(" Source: Board memo, p. 3.");
    }

    @Test
    void is_its_text_at_a_prompt() {
        Methodology formula = formula(line("x").amount(dollars(5)));

        assertThat(formula).hasToString(formula.text());
    }

    @Test
    void a_line_that_is_not_there_is_refused() {
        Methodology formula = formula(line("x").amount(dollars(5)));

        assertThatThrownBy(() -> formula.line("y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no line \"y\" in \"Formula\"; it has [x]");
    }

    @Test
    void a_page_is_found_by_its_headings_and_is_written_whole(@TempDir Path folder) throws IOException {
        Methodology model = model(line("a").amount(dollars(1)).from(GENERAL));
        model.writeTo(folder.resolve("methodology.html"));
        model.writeText(folder.resolve("methodology.txt"));

        assertThat(Files.readString(folder.resolve("methodology.html"), StandardCharsets.UTF_8))
                .isEqualTo(model.html());
        assertThat(Files.readString(folder.resolve("methodology.txt"), StandardCharsets.UTF_8))
                .isEqualTo(model.text());
        Html page = Html.parse(model.html());
        assertThat(page.one("/html/@lang")).isEqualTo("en");
        assertThat(page.all("//h1")).containsExactly("Model");
        assertThat(page.all("//h2"))
                .containsExactly(
                        "What comes in", "What a pupil brings", "How each line is computed", "How amounts are rounded");
        assertThat(page.all("//nav//a/@href")).containsExactly("#sources", "#pupils", "#lines", "#rounding");
        assertThat(page.all("//table[not(caption)]")).isEmpty();
        assertThat(page.all("//th[not(@scope)]")).isEmpty();
        assertThat(page.all("//script | //link | //img | //@src")).isEmpty();
    }
}
