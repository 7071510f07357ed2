package org.perpupil.io.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.Study;

/** Eight schools of 100 pupils each, with 10% to 80% of them in poverty, two in each group. */
class NeedAnswerTest {
    private static final double[] NEEDS = {10, 20, 30, 40, 50, 60, 70, 80};

    private static Study.Builder schools(int many) {
        return Study.of(
                IntStream.rangeClosed(1, many).mapToObj(i -> "school " + i).toList());
    }

    private static Study study(double[] needs, double... dollars) {
        return schools(needs.length)
                .number("poverty", needs)
                .number(Study.PUPILS, same(needs.length, 100))
                .number(Study.DOLLARS, dollars)
                .build();
    }

    private static double[] same(int many, double value) {
        return DoubleStream.generate(() -> value).limit(many).toArray();
    }

    private static double[] line(double constant, double slope, double... off) {
        return IntStream.range(0, NEEDS.length)
                .mapToDouble(i -> constant + slope * NEEDS[i] + (off.length == 0 ? 0 : off[i]))
                .toArray();
    }

    private static Optional<NeedAnswer.Answer> asked(Study study) {
        return NeedAnswer.of(study, "poverty", new Words("$"), "schools");
    }

    private static NeedAnswer.Answer answer(Study study) {
        return asked(study).orElseThrow();
    }

    @Test
    void says_yes_where_more_need_has_more_money() {
        NeedAnswer.Answer answer = answer(study(NEEDS, line(1_000, 10, 10, -10, -10, 10, 10, -10, -10, 10)));

        // (1,110 + 1,190) ÷ 2 and (1,690 + 1,810) ÷ 2; 600 ÷ 1,150 = 52.17…%
        assertThat(answer.verdict())
                .isEqualTo("Yes: schools with the most pupils in poverty (at least 70%) get $1,750 for each pupil,"
                        + " those with the fewest (at most 20%) $1,150: $600 more (52%).");
        // residuals add up to 0, alone and times the needs, so the slope is 10. Leverages are 1/8 + (x − 45)² ÷ 4,200;
        // the HC3 variance is Σ ((x − 45) ÷ 4,200)² (10 ÷ (1 − h))², its root 0.2416…, times t(6) = 2.4469: by Python
        // 3.11 from these formulas 9.408… to 10.591…
        assertThat(answer.sentences())
                .containsExactly(
                        "Ten percentage points more of pupils in poverty go with $100 more for each pupil, each of the"
                                + " schools counting once. Level, size and other needs are not held constant.");
        assertThat(answer.specialist())
                .containsExactly("95% intervals (HC3 standard errors) of what ten percentage points more of pupils in"
                        + " poverty go with: between $94 and $106 more for all schools.");
        assertThat(answer.split()).isFalse();
        assertThat(answer.groups())
                .extracting(
                        NeedAnswer.Group::range,
                        NeedAnswer.Group::many,
                        NeedAnswer.Group::pupils,
                        NeedAnswer.Group::dollars)
                .containsExactly(
                        tuple("up to 20%", "2", "200", "$1,150"),
                        tuple("above 20% to 40%", "2", "200", "$1,350"),
                        tuple("above 40% to 60%", "2", "200", "$1,550"),
                        tuple("above 60%", "2", "200", "$1,750"));
    }

    @Test
    void says_no_where_more_need_has_less_money() {
        assertThat(answer(study(NEEDS, line(2_000, -10))).verdict())
                .isEqualTo("No: schools with the most pupils in poverty (at least 70%) get $1,250 for each pupil,"
                        + " those with the fewest (at most 20%) $1,850: $600 less (32%).");
    }

    @Test
    void says_hardly_where_chance_could_make_the_slope() {
        NeedAnswer.Answer answer = answer(study(NEEDS, line(5_000, 1, 100, -100, -100, 100, 100, -100, -100, 100)));

        // means 5,015 and 5,075; ten times the standard error above, 2.416…: 1 − 5.913… to 1 + 5.913…
        assertThat(answer.verdict())
                .startsWith("Hardly: ")
                .contains("$5,075", "$5,015: $60 more (1%).")
                .endsWith("rises or falls no more than chance could make it.");
        assertThat(answer.sentences().get(0)).contains("go with $10 more for each pupil, each");
        assertThat(answer.specialist().get(0)).contains("between $49 less and $69 more for all schools");
    }

    @Test
    void says_which_money_follows_need() {
        Study both = study(NEEDS, line(1_000, 10))
                .copy()
                .number(Study.RESTRICTED, line(0, 15))
                .number(Study.UNRESTRICTED, line(1_000, -5))
                .build();

        NeedAnswer.Answer answer = answer(both);

        // 15 × 15 and 75 × 15; 1,000 − 15 × 5 and 1,000 − 75 × 5
        assertThat(answer.sentences().get(0))
                .isEqualTo(
                        "What follows need is restricted money alone. For each pupil, from the schools with the fewest"
                                + " pupils in poverty to those with the most, restricted money (tied to a use) rises from $225 to"
                                + " $1,125 and unrestricted money falls from $925 to $625.");
        assertThat(answer.groups().get(3).restricted()).isEqualTo("$1,125");
    }

    @Test
    void a_level_has_a_slope_of_its_own() {
        double[] needs = DoubleStream.concat(
                        Arrays.stream(NEEDS), Arrays.stream(NEEDS).map(need -> need / 2))
                .toArray();
        double[] dollars = IntStream.range(0, 16)
                .mapToDouble(i -> i < 8 ? 1_000 + 10 * needs[i] : 3_000 + 20 * needs[i])
                .toArray();
        Study levels = study(needs, dollars)
                .copy()
                .text(
                        Study.LEVEL,
                        IntStream.range(0, 16)
                                .mapToObj(i -> i < 8 ? "elementary" : "high")
                                .toList())
                .build();

        // mean needs 45 and 22.5; 1,000 + 450 and 3,000 + 450
        assertThat(answer(levels).levels())
                .extracting(
                        NeedAnswer.Level::name,
                        NeedAnswer.Level::many,
                        NeedAnswer.Level::share,
                        NeedAnswer.Level::dollars,
                        NeedAnswer.Level::slope)
                .containsExactly(
                        tuple("high", "8", "22.5%", "$3,450", "$200 more"),
                        tuple("elementary", "8", "45%", "$1,450", "$100 more"));
        // All 16: needs add up to 540, squares to 20,400 + 5,100; dollars are 8 × 1,450 and 8 × 3,450; their products
        // add up to
        // 360 × 1,000 + 10 × 20,400 and 180 × 3,000 + 20 × 5,100. (1,206,000 − 540 × 39,200 ÷ 16) ÷ (25,500 − 540² ÷
        // 16) =
        // −117,000 ÷ 7,275 = −16.08…
        assertThat(answer(levels).sentences())
                .contains(
                        "Compare like with like: ten points more pupils in poverty go with $200 more in high and $100 more in"
                                + " elementary schools; for all schools together it is $161 less, since levels differ in what"
                                + " they get and in how poor they are.");
    }

    /** 1,000 pupils, and 300 of them in the school of 40%; high schools have 2,000 each. */
    private static Study withLevels(List<String> levels) {
        double[] restricted = line(0, 30);
        double[] unrestricted = {2_000, 2_000, 2_000, 1_100, 2_000, 1_000, 850, 850};
        return schools(8)
                .number("poverty", NEEDS)
                .number(Study.PUPILS, 100, 100, 100, 300, 100, 100, 100, 100)
                .number(
                        Study.DOLLARS,
                        IntStream.range(0, 8)
                                .mapToDouble(i -> restricted[i] + unrestricted[i])
                                .toArray())
                .number(Study.RESTRICTED, restricted)
                .number(Study.UNRESTRICTED, unrestricted)
                .text(Study.LEVEL, levels)
                .build();
    }

    @Test
    void says_how_much_of_a_fall_of_unrestricted_money_comes_of_levels() {
        List<String> levels = List.of("high", "high", "high", "primary", "high", "primary", "primary", "primary");

        // The first quarter is 10% to 30%, the last 70% and 80%: 2,000 to 850. Primary schools have (300 × 1,100 + 100
        // ×
        // 1,000 + 200 × 850) ÷ 600 = 1,000; all have (400 × 2,000 + 600 × 1,000) ÷ 1,000 = 1,400
        assertThat(answer(withLevels(levels)).sentences().get(1))
                .isEqualTo(
                        "Which levels the schools are of explains $1,000 of that fall of $1,150: if each of the schools had the"
                                + " mean of its level, unrestricted money would fall from $2,000 to $1,000. Of the pupils of"
                                + " schools with the most pupils in poverty, 100% are in primary schools, of those with the"
                                + " fewest 0%; primary schools get less of it for each pupil ($1,000) than all schools together"
                                + " ($1,400).");
    }

    @Test
    void levels_that_explain_less_than_half_of_a_fall_are_not_named() {
        // East has 4 × 100 pupils: (2,000 + 2,000 + 2,000 + 850) ÷ 4 = 1,712.50; west 600: (100 × 2,000 + 300 × 1,100 +
        // 100 × 1,000 + 100 × 850) ÷ 600 = 1,191.67. The first three schools: (2 × 1,712.50 + 1,191.67) ÷ 3 = 1,538.89;
        // the
        // last two: (1,191.67 + 1,712.50) ÷ 2 = 1,452.08; 86.81 of 1,150.
        List<String> levels = List.of("east", "east", "west", "west", "east", "west", "west", "east");

        assertThat(answer(withLevels(levels)).sentences()).noneMatch(sentence -> sentence.contains("explains"));
    }

    @Test
    void an_interval_of_all_under_one_rule_is_not_one_of_chance() {
        NeedAnswer.Answer answer =
                answer(study(NEEDS, line(1_000, 10))).ofOneRule("this draft", " (assumed: what a rule would cost)");

        assertThat(answer.sentences())
                .endsWith(
                        "How sure is this? It is arithmetic of this draft for all schools, and as such certain. It rests"
                                + " on last year’s budgets (assumed: what a rule would cost).")
                .noneMatch(sentence -> sentence.contains("interval"));
        assertThat(answer.specialist())
                .last()
                .asString()
                .startsWith("These are all the district’s schools under one rule, not a sample: ");
    }

    @Test
    void says_that_all_get_the_same() {
        assertThat(answer(study(NEEDS, same(8, 4_000))).verdict())
                .isEqualTo("No: schools with the most pupils in poverty (at least 70%) get $4,000 for each pupil,"
                        + " those with the fewest (at most 20%) $4,000, which is the same.");
        assertThat(answer(study(NEEDS, same(8, 0))).verdict()).contains("$0, which is the same");
    }

    @Test
    void schools_with_the_same_share_stay_together() {
        // six of eight schools have all pupils in poverty: every cut point is at 100% or below
        NeedAnswer.Answer answer =
                answer(study(new double[] {10, 20, 100, 100, 100, 100, 100, 100}, 1, 1, 2, 2, 2, 2, 2, 2));

        assertThat(answer.groups()).extracting(NeedAnswer.Group::many).containsExactly("2", "6");
        assertThat(answer.groups()).extracting(NeedAnswer.Group::range).containsExactly("up to 20%", "above 20%");
        assertThat(answer.verdict()).startsWith("Yes: ").contains("(at least 100%) get $2.00", "(at most 20%) $1.00");
    }

    @Test
    void who_is_not_known_is_in_no_figure_and_is_counted() {
        double[] needs = {10, 20, 30, 40, 50, 60, 70, 80, Double.NaN};
        double[] dollars = DoubleStream.concat(Arrays.stream(line(1_000, 10)), DoubleStream.of(9_999_999))
                .toArray();

        NeedAnswer.Answer answer = answer(study(needs, dollars));

        assertThat(answer.verdict()).contains("$1,750", "$1,150");
        assertThat(answer.sentences())
                .contains("1 of the schools without a share of need, pupils or an amount is in none of these figures.");
    }

    @Test
    void a_narrow_range_is_told_by_one_point() {
        double[] needs = {1, 2, 3, 4, 5, 6, 7, 8};

        assertThat(answer(study(
                                needs,
                                Arrays.stream(needs).map(need -> 100 * need).toArray()))
                        .sentences())
                .singleElement()
                .asString()
                .startsWith("One percentage point more of pupils in poverty go with $100 more");
    }

    @Test
    void tells_of_another_need_and_currency() {
        Study learners = study(NEEDS, line(1_000, 10))
                .copy()
                .number("English learner", NEEDS)
                .build();

        assertThat(NeedAnswer.of(learners, "English learner", new Words("£"), "colleges")
                        .orElseThrow()
                        .verdict())
                .startsWith("Yes: colleges with the most pupils counted as English learner (at least 70%) get £1,750");
    }

    @Test
    void nothing_is_told_of_too_few_or_of_the_same_need_everywhere() {
        assertThat(asked(study(Arrays.copyOf(NEEDS, 7), Arrays.copyOf(NEEDS, 7))))
                .isEmpty();
        assertThat(asked(study(new double[] {10}, 100))).isEmpty();
        assertThat(asked(study(same(8, 0), line(1_000, 10)))).isEmpty();
        assertThat(asked(study(same(8, 30), line(1_000, 10)))).isEmpty();
        // from 50.0% to 50.7%
        assertThat(asked(study(new double[] {50, 50.1, 50.2, 50.3, 50.4, 50.5, 50.6, 50.7}, 1, 2, 3, 4, 5, 6, 7, 8)))
                .isEmpty();
    }

    @Test
    void nothing_is_told_of_a_line_that_one_school_alone_holds() {
        // the leverage of the last is 1, so that its residual is 0 whatever it gets
        assertThat(asked(study(
                        new double[] {0, 0, 0, 0, 0, 0, 0, 50}, 1_000, 1_010, 990, 1_000, 1_020, 1_000, 1_000, 2_000)))
                .isEmpty();
    }

    @Test
    void never_says_yes_of_what_is_the_same_to_the_dollar() {
        // 5,000 + need ÷ 1,000: 7 cents from the least need to the most, exactly
        assertThat(answer(study(NEEDS, line(5_000, 0.001))).verdict())
                .isEqualTo("Hardly: schools with the most pupils in poverty (at least 70%) get $5,000 for each pupil,"
                        + " those with the fewest (at most 20%) $5,000, which is the same to the nearest dollar.");
        assertThat(answer(study(NEEDS, line(5_000, -0.001))).verdict()).startsWith("Hardly: ");
    }

    @Test
    void names_the_columns_there_are() {
        Study without = schools(8).number("other", same(8, 1)).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> asked(without))
                .withMessage("the study has no column of numbers \"poverty\"; it has \"other\"");
    }
}
