package org.perpupil.formula.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perpupil.exact.Rational;
import org.perpupil.exact.Rounding;
import org.perpupil.formula.compliance.RateCheck.Outlier;

class RateCheckTest {

    private static PublishedRow row(long count, String dollars) {
        return PublishedRow.of(Long.toString(count), dollars).count(count);
    }

    private static PublishedRow weight(String weight, String dollars) {
        return PublishedRow.of(weight, dollars).count(1, weight);
    }

    private static RateInterval interval(String low, boolean lowIncluded, String high, boolean highIncluded) {
        return new RateInterval(Rational.parse(low), lowIncluded, Rational.parse(high), highIncluded);
    }

    /** NYC Department of Education, Fair Student Funding 2015, grades K–5 at weight 1.00: register and dollars, changes too. */
    private static final List<PublishedRow> NEW_YORK = List.of(
            row(1_004, "4139035.83"),
            row(596, "2457037.20"),
            row(490, "2020047.37"),
            row(436, "1797429.90"),
            row(-8, "-32980.37"),
            row(51, "210249.83"));

    @Test
    void the_rate_printed_in_new_york_is_not_the_computing_one() {
        RateCheck check = RateCheck.of(Rounding.cents(), NEW_YORK);
        RateInterval rates = check.interval().orElseThrow();

        // The computing rate lies in [4122.545642858, 4122.545645973], to nine places: by the rows of 490 and 596
        // pupils,
        // 2,020,047.365 / 490 and 2,457,037.205 / 596
        assertThat(rates).isEqualTo(interval("2020047365/490000", true, "2457037205/596000", false));
        assertThat(rates.low().toDecimal(9, RoundingMode.CEILING)).isEqualTo("4122.545642858");
        assertThat(rates.high().toDecimal(9, RoundingMode.FLOOR)).isEqualTo("4122.545645973");
        assertThat(check.pinning()).extracting(PublishedRow::label).containsExactly("596", "490");
        // printed: 4,122.55
        assertThat(check.contains(new BigDecimal("4122.55"))).isFalse();
        // six places are needed; by hand, the middle is 4,122.5456444…
        assertThat(rates.shortestDecimal()).contains(new BigDecimal("4122.545644"));
        assertThat(rates).hasToString("[4122.545642857…, 4122.545645973…)");
    }

    @Test
    void says_which_dollars_a_printed_rate_gives_instead() {
        RateCheck check = RateCheck.of(Rounding.cents(), NEW_YORK);

        List<Outlier> missed = check.missedBy(Rational.parse("4122.55"));

        // By hand: 1,004 × 4,122.55 = 4,139,040.20, where 4,139,035.83 is printed; 51 × 4,122.55 = 210,250.05
        assertThat(missed).hasSize(6);
        assertThat(missed.get(0).computed()).isEqualByComparingTo("4139040.20");
        assertThat(missed.get(0).off()).isEqualByComparingTo("-4.37");
        assertThat(missed.get(5).off()).isEqualByComparingTo("-0.22");
    }

    @Test
    void a_lump_sum_that_is_known_is_taken_off_first() {
        // New York, 225,000 a school: 225,000 + 4,139,035.83 and 225,000 + 2,020,047.37 by hand
        RateCheck check = RateCheck.of(
                Rounding.cents(),
                row(1_004, "4364035.83").withLumpSum("225000"),
                row(490, "2245047.37").withLumpSum("225000"),
                row(596, "2457037.20"));

        // as above
        assertThat(check.interval()).contains(interval("2020047365/490000", true, "2457037205/596000", false));
        assertThat(row(490, "2245047.37").withLumpSum("225000")).hasToString("490: 225000 + 490 → 2245047.37");
    }

    /** Boston Public Schools, fiscal year 2016: count × weight × base, half up to the dollar. */
    private static final List<PublishedRow> BOSTON = List.of(
            PublishedRow.of("K0–K1", "580100").count(80, "1.8"),
            PublishedRow.of("K2", "122465").count(19, "1.6"),
            PublishedRow.of("1–2", "95878").count(17, "1.4"),
            PublishedRow.of("3–5", "125688").count(24, "1.3"),
            PublishedRow.of("6–8", "67678").count(12, "1.4"),
            PublishedRow.of("9–12", "20948").count(4, "1.3"),
            PublishedRow.of("autism", "762187").count(44, "4.3"),
            PublishedRow.of("early childhood", "402847").count(40, "2.5"),
            PublishedRow.of("emotional impairment", "451189").count(32, "3.5"),
            PublishedRow.of("emotional impairment, less", "145025").count(12, "3.0"));

    @Test
    void finds_the_unrounded_base_of_boston() {
        RateCheck check = RateCheck.of(Rounding.dollars(), BOSTON);

        // inferred for fiscal year 2016: 4,028.47
        assertThat(check.rate()).isEqualTo(Rational.parse("4028.47"));
        // By hand: 762,186.5 / (44 × 4.3) = 7,621,865 / 1,892 and 122,465.5 / (19 × 1.6) = 1,224,655 / 304
        assertThat(check.interval()).contains(interval("7621865/1892", true, "1224655/304", false));
    }

    @Test
    void the_rounded_rate_printed_in_boston_gives_other_dollars() {
        RateCheck check = RateCheck.of(Rounding.dollars(), BOSTON);
        Rational printed = Rational.of(7_251).dividedBy(Rational.parse("1.8"));

        // printed for K0–K1: 7,251; 80 × 7,251 = 580,080, where 580,100 is printed
        Outlier first = check.missedBy(printed).get(0);
        assertThat(first.row().label()).isEqualTo("K0–K1");
        assertThat(first.computed()).isEqualByComparingTo("580080");
        assertThat(first.off()).isEqualByComparingTo("20");
    }

    @Test
    void a_rate_may_be_the_very_end_of_what_the_table_allows() {
        List<PublishedRow> rows = List.of(
                weight(".97", "12046"),
                weight("1.20", "14903"),
                weight("1.97", "24465"),
                weight("3.49", "43342"),
                weight(".099", "1229"),
                weight(".50", "6210"),
                weight(".75", "9314"),
                weight(".24", "2981"),
                weight(".06", "745"));
        RateCheck check = RateCheck.of(Rounding.dollars(), rows);

        // D.C. uniform formula, fiscal year 2023: weight × 12,419 half up; .50 × 12,419 = 6,209.50, printed 6,210.
        // By hand: 24,465.5 / 1.97 = 2,446,550 / 197
        assertThat(check.interval()).contains(interval("12419", true, "2446550/197", false));
        assertThat(check.rate()).isEqualTo(Rational.of(12_419));
        assertThat(check.contains(new BigDecimal("12419"))).isTrue();
        // by the other rule for halves, 6,209.50 would be 6,209
        assertThat(RateCheck.of(Rounding.dollars().by(RoundingMode.HALF_DOWN), rows)
                        .contains(new BigDecimal("12419")))
                .isFalse();
    }

    @Test
    void a_row_that_no_common_rate_explains_is_an_outlier() {
        // D.C. Public Schools, fiscal year 2017, at-risk money as printed for Aiton, Anacostia, Ballou and Stanton,
        // whose
        // parts sum to 449 × 1,908 = 856,692
        RateCheck check = RateCheck.of(
                Rounding.dollars(),
                PublishedRow.of("Stanton ES", "356692").count(449),
                PublishedRow.of("Aiton ES", "450288").count(236),
                PublishedRow.of("Anacostia HS", "1013148").count(531),
                PublishedRow.of("Ballou HS", "1797336").count(942));

        assertThat(check.interval()).isEmpty();
        // 2,120 less the 10% that the district keeps: 1,908
        assertThat(check.rate()).isEqualTo(Rational.of(1_908));
        assertThat(check.outliers()).hasSize(1);
        Outlier stanton = check.outliers().get(0);
        // 356,692 − 856,692
        assertThat(stanton.off()).isEqualByComparingTo("-500000");
        // 356,691.5 / 449 and 356,692.5 / 449
        assertThat(stanton.needed()).contains(interval("713383/898", true, "713385/898", false));
        // 1,797,335.5 / 942 and 1,797,336.5 / 942; 356,691.5 / 449 and 356,692.5 / 449
        assertThat(check).hasToString("""
                3 of 4 rows, rounded to 1 half up, come from one rate in [1907.999469…, 1908.000530…), such as 1908
                  Stanton ES: 449 → 356692, 500000 less than 856692 by the rate 1908; it needs a rate in [794.413140…, 794.415367…)""");
    }

    @Test
    void where_as_many_rows_speak_for_another_rate_both_are_told() {
        RateCheck check = RateCheck.of(Rounding.dollars(), row(10, "500"), row(20, "400"));

        // By hand: 399.5 / 20 to 400.5 / 20, and 499.5 / 10 to 500.5 / 10
        assertThat(check.ranges())
                .containsExactly(interval("19.975", true, "20.025", false), interval("49.95", true, "50.05", false));
        assertThat(check.interval()).isEmpty();
        assertThat(check.rate()).isEqualTo(Rational.of(20));
        assertThat(check.contains(new BigDecimal("50"))).isTrue();
        assertThat(check.outliers())
                .extracting(outlier -> outlier.row().label())
                .containsExactly("10");
        assertThat(check.toString()).contains("; 1 other range explains as many");
    }

    @Test
    void several_counts_of_known_weights_make_one_row() {
        // By hand: 80 × 1.8 + 19 × 1.6 = 174.4 pupils of weight 1; at 1,000 dollars 174,400; 174,399.5 / 174.4
        RateCheck check = RateCheck.of(
                Rounding.dollars(),
                PublishedRow.of("A school", "174400").count(80, "1.8").count(19, "1.6"));

        assertThat(check.rate()).isEqualTo(Rational.of(1_000));
        assertThat(check.interval()).contains(interval("1743995/1744", true, "1744005/1744", false));
    }

    @Test
    void ranges_that_only_touch_do_not_overlap() {
        // By hand: 10.5 is not below the open end of the first row, and is the closed end of the second
        RateCheck check = RateCheck.of(Rounding.dollars(), row(1, "10"), row(1, "11"));

        assertThat(check.ranges())
                .containsExactly(interval("9.5", true, "10.5", false), interval("10.5", true, "11.5", false));
    }

    @Test
    void nobody_counted_means_no_dollars() {
        RateCheck check = RateCheck.of(Rounding.dollars(), row(0, "0"), row(0, "7"), row(2, "20"));

        assertThat(check.outliers()).hasSize(1);
        assertThat(check.outliers().get(0).needed()).isEmpty();
        assertThat(check.outliers().get(0)).hasToString("0: 0 → 7, 7 more than 0 by the rate 10; no rate explains it");
    }

    @Test
    void dollars_that_are_no_multiple_of_the_unit_have_no_rate() {
        RateCheck check = RateCheck.of(Rounding.dollars(), row(2, "20"), row(3, "30.25"));

        assertThat(check.outliers()).extracting(Outlier::off).containsExactly(new BigDecimal("0.25"));
        assertThat(check.outliers().get(0).needed()).isEmpty();
    }

    @Test
    void refuses_a_table_that_says_nothing_of_a_rate() {
        assertThatThrownBy(() -> RateCheck.of(Rounding.dollars(), row(0, "0"), row(3, "30.25")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "none of 2 rows can tell a rate: each has a count of 0, or dollars that are no multiple of 1");
    }

    // By hand, for a count of 4 and dollars as given: the numbers that the rule rounds to them, over 4
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HALF_UP   | 8  | [1.875, 2.125)",
                "HALF_UP   | -8 | (-2.125, -1.875]",
                "HALF_UP   | 0  | (-0.125, 0.125)",
                "HALF_DOWN | 8  | (1.875, 2.125]",
                "HALF_DOWN | 0  | [-0.125, 0.125]",
                "HALF_EVEN | 8  | [1.875, 2.125]",
                "HALF_EVEN | 9  | (2.125, 2.375)",
                "UP        | 8  | (1.75, 2]",
                "UP        | -8 | [-2, -1.75)",
                "UP        | 0  | [0]",
                "DOWN      | 8  | [2, 2.25)",
                "DOWN      | -8 | (-2.25, -2]",
                "DOWN      | 0  | (-0.25, 0.25)",
                "FLOOR     | -8 | [-2, -1.75)",
                "CEILING   | -8 | (-2.25, -2]",
            })
    void every_rule_of_rounding_is_undone(RoundingMode mode, String dollars, String rates) {
        assertThat(row(4, dollars).rates(Rounding.dollars().by(mode)).orElseThrow())
                .hasToString(rates);
    }

    @Test
    void a_change_below_zero_turns_the_interval_round() {
        // By hand: −20.5 / −2 and −19.5 / −2; half up is away from zero, so that −20.5 is rounded to −21
        assertThat(row(-2, "-20").rates(Rounding.dollars())).contains(interval("9.75", true, "10.25", false));
    }

    // By hand
    @ParameterizedTest
    @CsvSource({
        "1851, true, 1949, true, 1900",
        "1901, true, 1949, true, 1920",
        "1, true, 2, false, 1",
        "1, false, 2, true, 2",
        "-2, true, -1, false, -2",
        "0.05, false, 0.07, false, 0.06",
        "999.5, true, 1000, true, 1000",
        "-3, true, 5, true, 0",
        "1/3, true, 1/3, true,",
        "0.125, true, 0.125, true, 0.125",
    })
    void the_shortest_decimal_has_the_roundest_number(
            String low, boolean lowIncluded, String high, boolean highIncluded, BigDecimal shortest) {
        assertThat(interval(low, lowIncluded, high, highIncluded)
                        .shortestDecimal()
                        .orElse(null))
                .isEqualTo(shortest);
    }

    @Test
    void dollars_are_a_decimal() {
        assertThatThrownBy(() -> PublishedRow.of("a", "1/3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"1/3\" is no amount of dollars; write a decimal such as 450288 or 2020047.37");
        assertThat(row(3, "30.50")).isEqualTo(row(3, "30.5"));
    }

    @Test
    void an_interval_has_at_least_one_rate() {
        assertThatThrownBy(() -> interval("2", true, "2", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no rate is in [2, 2)");
    }
}
