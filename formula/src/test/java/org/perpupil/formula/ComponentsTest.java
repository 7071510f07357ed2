package org.perpupil.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.perpupil.formula.Line.line;
import static org.perpupil.formula.Selection.section;
import static org.perpupil.formula.Terms.amount;
import static org.perpupil.formula.Terms.bands;
import static org.perpupil.formula.Terms.dollars;
import static org.perpupil.formula.Terms.fact;
import static org.perpupil.formula.Terms.figure;
import static org.perpupil.formula.Terms.is;
import static org.perpupil.formula.Terms.least;
import static org.perpupil.formula.Terms.moneyFact;
import static org.perpupil.formula.Terms.number;
import static org.perpupil.formula.Terms.pupils;
import static org.perpupil.formula.Terms.ramp;
import static org.perpupil.formula.Terms.rate;
import static org.perpupil.formula.Terms.shareOf;
import static org.perpupil.formula.Terms.sumOf;
import static org.perpupil.formula.Terms.total;
import static org.perpupil.formula.Trial.ELEMENTARY;
import static org.perpupil.formula.Trial.HIGH;
import static org.perpupil.formula.Trial.school;
import static org.perpupil.pupils.NeedCategory.ENGLISH_LEARNER;
import static org.perpupil.pupils.NeedCategory.POVERTY;
import static org.perpupil.pupils.NeedCategory.SPECIAL_EDUCATION;
import static org.perpupil.pupils.PupilGroup.allOf;
import static org.perpupil.pupils.PupilGroup.anyOf;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.district.School;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.funding.ResolvedModel;
import org.perpupil.pupils.CountBasis;
import org.perpupil.pupils.Enrollment;
import org.perpupil.pupils.GradeSpan;

/** Shapes of components that real formulas have, worked by hand. */
public class ComponentsTest {

    /** Returns the trials of more than one term, by a name, for tests of whatever is made of an allocation. */
    public static Map<String, ResolvedModel> models() {
        Map<String, ResolvedModel> models = new LinkedHashMap<>();
        models.put("unduplicated", unduplicated().resolve());
        models.put("square law", squareLaw().resolve());
        models.put("tapers", tapers().resolve());
        models.put("staffing", staffing().resolve());
        models.put("wage index", wageIndex().resolve());
        models.put("local share", localShare().resolve());
        models.put("baseline", baseline().resolve());
        models.put("blended minimum", blendedMinimum().resolve());
        return models;
    }

    /** 100 pupils, so many of them in poverty. */
    private static School poor(String id, long poverty) {
        return School.of(id, "School " + id)
                .enrolling(Enrollment.in(ELEMENTARY)
                        .pupils(100)
                        .need(POVERTY, poverty)
                        .build())
                .build();
    }

    private static Trial unduplicated() {
        School school = School.of("1", "A school")
                .enrolling(Enrollment.in(ELEMENTARY)
                        .pupils(100)
                        .need(POVERTY, 60)
                        .need(ENGLISH_LEARNER, 30)
                        .need(anyOf(POVERTY, ENGLISH_LEARNER), 70)
                        .need(allOf(POVERTY, ENGLISH_LEARNER), 20)
                        .build())
                .build();
        return Trial.in(school)
                .lines(
                        line("stacked")
                                .amount(pupils(POVERTY)
                                        .plus(pupils(ENGLISH_LEARNER))
                                        .times(dollars(10))),
                        line("once")
                                .amount(pupils(anyOf(POVERTY, ENGLISH_LEARNER)).times(dollars(10))),
                        line("both")
                                .amount(pupils(allOf(POVERTY, ENGLISH_LEARNER)).times(dollars(3))));
    }

    @Test
    void an_unduplicated_count_pays_each_pupil_once() {
        Trial trial = unduplicated();

        // 90 × 10, 70 × 10, 20 × 3
        assertThat(trial.amounts("stacked")).containsExactly("900.00");
        assertThat(trial.amounts("once")).containsExactly("700.00");
        assertThat(trial.amounts("both")).containsExactly("60.00");
    }

    // New Jersey's shape: 0.47 up to 20%, 0.57 from 60%, straight between. 40%: half way; 30%: a quarter.
    @ParameterizedTest
    @CsvSource({"10, 0.47", "20, 0.47", "30, 0.495", "40, 0.52", "60, 0.57", "90, 0.57"})
    void a_weight_rises_between_two_shares(long poverty, String weight) {
        assertThat(Trial.in(poor("1", poverty))
                        .of(ramp(shareOf(POVERTY)).from("20%", "0.47").to("60%", "0.57"))
                        .value())
                .contains(Rational.parse(weight));
    }

    private static Trial squareLaw() {
        NumberTerm index = shareOf(POVERTY).dividedBy(total(pupils(POVERTY)).dividedBy(total(pupils())));
        return Trial.in(poor("1", 60), poor("2", 20))
                .lines(
                        line("index").figure(index),
                        line("aid")
                                .amount(figure("index")
                                        .times(figure("index"))
                                        .times(pupils(POVERTY))
                                        .times(dollars(100))));
    }

    @Test
    void a_square_law_compares_with_the_mean_of_all_schools() {
        Trial trial = squareLaw();

        // The mean is 80 / 200 = 40%; 60% and 20% are 1.5 and 0.5 of it: 2.25 × 60 × 100 and 0.25 × 20 × 100
        assertThat(trial.amounts("aid")).containsExactly("13500.00", "500.00");
    }

    // Arizona's shape for small schools: bands that each hold a line of their own, continuous where they meet.
    @ParameterizedTest
    @CsvSource({"99, 1.559", "100, 1.558", "499, 1.3585", "500, 1.358", "599, 1.16", "600, 1.158", "2000, 1.158"})
    void a_weight_is_piecewise_linear_in_size(long pupils, String weight) {
        NumberTerm term = bands(pupils())
                .below(100, number("1.559"))
                .below(
                        500,
                        number("1.358").plus(number("0.0005").times(number(500).minus(pupils()))))
                .below(
                        600,
                        number("1.158").plus(number("0.002").times(number(600).minus(pupils()))))
                .otherwise(number("1.158"));

        // 1.358 + 0.0005 × 400, × 1; 1.158 + 0.002 × 100, × 1
        assertThat(Trial.withPupils(pupils).of(term).value()).contains(Rational.parse(weight));
    }

    private static Trial tapers() {
        School school = school("1", 90)
                .number("miles", new BigDecimal("2.75"))
                .flag("rural", true)
                .build();
        School near = school("2", 90).number("miles", 1).flag("rural", true).build();
        School town = school("3", 90).number("miles", 9).flag("rural", false).build();
        return Trial.in(school, near, town)
                .lines(line("sparsity")
                        .amount(dollars(10_000)
                                .times(ramp(pupils()).from("60", "1").to("120", "0"))
                                .times(ramp(fact("miles")).from("2", "0").to("3", "1")))
                        .onlyWhere(is("rural")));
    }

    @Test
    void a_product_of_tapers_with_a_gate() {
        Trial trial = tapers();

        // 10,000 × 0.5 × 0.75; 10,000 × 0.5 × 0
        assertThat(trial.amounts("sparsity")).containsExactly("3750.00", "0.00", "–");
    }

    private static Trial staffing() {
        Parameter average = Parameter.dollars("average salary").in(2027, "90000", "payroll 2027");
        School school = school("1", 200)
                .money("actual salary", Trial.dollars("96500.00"))
                .build();
        return Trial.in(school)
                .parameters(average)
                .lines(
                        line("teachers")
                                .figure(pupils().dividedBy(number(17)))
                                .rounded(Rounding.to("0.125").down()),
                        line("at average").amount(figure("teachers").times(rate("average salary"))),
                        line("at actual").amount(figure("teachers").times(moneyFact("actual salary"))));
    }

    @Test
    void staff_by_ratio_at_average_and_at_actual_cost() {
        Trial trial = staffing();

        // 200 / 17 = 11.76… → 11.75 in eighths; × 90,000 and × 96,500
        assertThat(trial.amounts("at average")).containsExactly("1057500.00");
        assertThat(trial.amounts("at actual")).containsExactly("1133875.00");
    }

    private static Trial wageIndex() {
        Parameter index = Parameter.number("wage index").in(2027, Map.of("Boston", "1.08", "west", "0.97"), "guide");
        School boston = school("1", 100).text("region", "Boston").build();
        School west = school("2", 100).text("region", "west").build();
        return Trial.in(boston, west)
                .parameters(index)
                .lines(
                        line("teachers").amount(pupils().times(dollars(50)).times(Terms.share("wage index", "region"))),
                        line("books").amount(pupils().times(dollars(5))));
    }

    @Test
    void an_index_stands_on_some_lines_only() {
        Trial trial = wageIndex();

        // 5,000 × 1.08 and × 0.97
        assertThat(trial.amounts("teachers")).containsExactly("5400.00", "4850.00");
        assertThat(trial.amounts("books")).containsExactly("500.00", "500.00");
    }

    private static Trial localShare() {
        School poor =
                school("1", 100).money("wealth", Trial.dollars("1000000.00")).build();
        School rich =
                school("2", 100).money("wealth", Trial.dollars("9000000.00")).build();
        return Trial.in(poor, rich)
                .lines(
                        line("foundation").figure(pupils().times(dollars(500))),
                        line("local share")
                                .figure(least(
                                        moneyFact("wealth").times("0.01"),
                                        amount("foundation").times("80%"))),
                        line("aid").amount(amount("foundation").minus(amount("local share"))));
    }

    @Test
    void a_local_share_is_taken_off_and_capped() {
        Trial trial = localShare();

        // 50,000 − 10,000; 50,000 − the lesser of 90,000 and 40,000
        assertThat(trial.amounts("aid")).containsExactly("40000.00", "10000.00");
    }

    @Test
    void an_assumed_count_is_capped_at_a_share_of_all() {
        School school = School.of("1", "A school")
                .enrolling(Enrollment.in(ELEMENTARY)
                        .pupils(200)
                        .need(SPECIAL_EDUCATION, 40)
                        .build())
                .build();

        // the lesser of 40 and 15% of 200
        assertThat(Trial.in(school)
                        .of(least(pupils(SPECIAL_EDUCATION), pupils().times("15%")))
                        .value())
                .contains(Rational.of(30));
    }

    @Test
    void a_part_of_a_year_is_paid_by_days() {
        School school = school("1", 200).number("days open", 90).build();

        // 200 × 100 × 90 / 180
        assertThat(Trial.in(school)
                        .lines(line("base")
                                .amount(pupils().times(dollars(100))
                                        .times(fact("days open"))
                                        .dividedBy(number(180))))
                        .amounts("base"))
                .containsExactly("10000.00");
    }

    @Test
    void a_declining_school_is_paid_for_its_mean_of_two_years() {
        School school = School.of("1", "A school")
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES).pupils(90).build())
                .enrolling(
                        new CountBasis("prior year"),
                        Enrollment.in(GradeSpan.ALL_GRADES).pupils(101).build())
                .build();
        NumberTerm mean = pupils().plus(pupils().counted("prior year")).dividedBy(number(2));

        // (90 + 101) / 2
        assertThat(Trial.in(school).of(Terms.greatest(pupils(), mean)).value()).contains(Rational.parse("95.5"));
    }

    private static Trial baseline() {
        return Trial.withPupils(100, 400)
                .lines(
                        line("principal").figure(dollars(120_000)).inSection("baseline"),
                        line("classes").figure(pupils().times(dollars(700))).inSection("baseline"),
                        line("formula").amount(pupils().times(dollars(1_000))),
                        line("top-up").raiseTo(sumOf("principal", "classes")).counting(Selection.lines("formula")));
    }

    @Test
    void a_minimum_operating_budget_is_the_cost_of_baseline_services() {
        Trial trial = baseline();

        // 120,000 + 70,000 − 100,000; 120,000 + 280,000 − 400,000
        assertThat(trial.amounts("top-up")).containsExactly("90000.00", "0.00");
    }

    private static Trial blendedMinimum() {
        School school = School.of("1", "A school")
                .enrolling(
                        Enrollment.in(ELEMENTARY).pupils(70).in(HIGH).pupils(40).build())
                .build();
        return Trial.in(school)
                .lines(
                        line("rate")
                                .figure(pupils().in(ELEMENTARY)
                                        .times(dollars(4_000))
                                        .plus(pupils().in(HIGH).times(dollars(5_000)))
                                        .dividedBy(pupils())),
                        line("base").amount(dollars(400_000)).inSection("counted"),
                        line("minimum").raiseTo(amount("rate").times(pupils())).counting(section("counted")));
    }

    @Test
    void a_blended_minimum_follows_the_year_groups() {
        Trial trial = blendedMinimum();

        // 70 × 4,000 + 40 × 5,000 = 480,000; the blended rate 4,363.63… is not rounded
        assertThat(trial.amounts("minimum")).containsExactly("80000.00");
    }

    private static School counted(long now, long priorYear, long twoYearsAgo) {
        return School.of("1", "A school")
                .enrolling(Enrollment.in(GradeSpan.ALL_GRADES)
                        .pupils(now)
                        .need(POVERTY, now / 2)
                        .build())
                .enrolling(
                        new CountBasis("prior year"),
                        Enrollment.in(GradeSpan.ALL_GRADES).pupils(priorYear).build())
                .enrolling(
                        new CountBasis("two years ago"),
                        Enrollment.in(GradeSpan.ALL_GRADES).pupils(twoYearsAgo).build())
                .build();
    }

    @Test
    void counts_of_several_years_have_names() {
        School school = counted(90, 101, 100);

        assertThat(Trial.in(school)
                        .of(pupils().orGreater("prior year", "two years ago"))
                        .value())
                .contains(Rational.of(101));
        // (90 + 101 + 100) / 3
        assertThat(Trial.in(school)
                        .of(pupils().meanWith("prior year", "two years ago"))
                        .value())
                .contains(Rational.of(97));
        assertThat(Trial.in(school).of(pupils().orGreater("spring")).value()).isEmpty();
        assertThatThrownBy(() -> pupils().orGreater())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one other basis");
    }

    @Test
    void shares_of_all_pupils_have_names() {
        School school = counted(90, 1, 1);

        // 45 poor of 90: beyond 40% of 90 are 9, beyond 60% none; at most 20% of 90 are 18
        assertThat(Trial.in(school).of(pupils(POVERTY).beyondShareOfAll("40%")).value())
                .contains(Rational.of(9));
        assertThat(Trial.in(school).of(pupils(POVERTY).beyondShareOfAll("60%")).value())
                .contains(Rational.ZERO);
        assertThat(Trial.in(school).of(pupils(POVERTY).atMostShareOfAll("20%")).value())
                .contains(Rational.of(18));
        assertThat(Trial.in(school).of(pupils(POVERTY).atMostShareOfAll("60%")).value())
                .contains(Rational.of(45));
        // of the same span only
        assertThat(pupils(POVERTY).in(ELEMENTARY).atMostShareOfAll("20%").term())
                .isEqualTo(least(
                                pupils(POVERTY).in(ELEMENTARY),
                                pupils().in(ELEMENTARY).times("20%"))
                        .term());
    }

    @Test
    void gaps_squares_and_compound_indices_have_names() {
        School school = counted(90, 1, 1);

        // 500 − 90; 90 − 50 is no gap; 90 × 90
        assertThat(Trial.in(school).of(pupils().shortOf(number(500))).value()).contains(Rational.of(410));
        assertThat(Trial.in(school).of(pupils().shortOf(number(50))).value()).contains(Rational.ZERO);
        assertThat(Trial.in(school).of(pupils().squared()).value()).contains(Rational.of(8_100));
        assertThat(Trial.in(school).of(dollars(30).shortOf(dollars(100))).value())
                .contains(Rational.of(70));
        // California, 2021–22: 1.0231 × 1.0270 = 1.0507237
        assertThat(Trial.in(school)
                        .of(Terms.compounded(number("0.0231"), number("0.0270")))
                        .value())
                .contains(Rational.parse("1.0507237"));
    }
}
