package org.perpupil.formula.compliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.perpupil.formula.compliance.FootingCheck.Gap;

class FootingCheckTest {
    private static final BigDecimal ONE = BigDecimal.ONE;

    /** Parts by column, in the order given; {@code ""} is a cell without a figure. */
    private static PublishedSum sum(String label, String total, String... parts) {
        Map<String, BigDecimal> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].isEmpty()) {
                byColumn.put("column " + (char) ('A' + i), new BigDecimal(parts[i]));
            }
        }
        return new PublishedSum(
                label, byColumn, total.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(total)));
    }

    @Test
    void a_total_short_of_its_parts_is_told_with_the_difference() {
        // D.C. Public Schools, fiscal year 2017, at-risk: Stanton prints 356,692, its parts sum to 856,692; the parts
        // of
        // Eastern are 1,278,591 of 1,379,484, those of Garfield 394,790 of 501,804. Split into two parts by hand.
        FootingCheck check = FootingCheck.of(
                ONE,
                List.of(
                        sum("Aiton ES", "450288", "450000", "287.5722"),
                        sum("Stanton ES", "356692", "456692", "400000"),
                        sum("Eastern HS", "1379484", "1278591", "0"),
                        sum("Garfield ES", "501804", "94790", "300000")));

        assertThat(check.rows()).extracting(Gap::label).containsExactly("Stanton ES", "Eastern HS", "Garfield ES");
        // 356,692 − 856,692; Eastern's is what its stabilization had more than the rule; 501,804 − 394,790
        assertThat(check.rows())
                .extracting(Gap::difference)
                .containsExactly(new BigDecimal("-500000"), new BigDecimal("100893"), new BigDecimal("107014"));
        assertThat(check).hasToString("""
                1 of 4 printed totals foot
                  Stanton ES: 356692 printed, 500000 less than its parts, 856692
                  Eastern HS: 1379484 printed, 100893 more than its parts, 1278591
                  Garfield ES: 501804 printed, 107014 more than its parts, 394790""");
    }

    @Test
    void what_may_pass_is_said_by_the_caller() {
        List<PublishedSum> rows = List.of(sum("a", "101", "50", "50"), sum("b", "102", "50", "50"));

        assertThat(FootingCheck.of(BigDecimal.ZERO, rows).rows()).hasSize(2);
        assertThat(FootingCheck.of(ONE, rows).rows()).extracting(Gap::label).containsExactly("b");
        assertThat(FootingCheck.of(BigDecimal.valueOf(2), rows).foots()).isTrue();
        assertThatThrownBy(() -> FootingCheck.of(new BigDecimal("-0.5"), rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a tolerance is 0 or more, not -0.5");
    }

    @Test
    void columns_foot_too_and_so_does_the_total_of_totals() {
        // By hand: 10 + 30 = 40, 20 + 40 is 60 and not 65, 30 + 70 = 100; along, 40 + 65 is 105 and not 100
        FootingCheck check = FootingCheck.of(
                BigDecimal.ZERO,
                List.of(sum("a", "30", "10", "20"), sum("b", "70", "30", "40")),
                sum("district", "100", "40", "65"));

        assertThat(check.checked()).isEqualTo(6);
        assertThat(check.rows())
                .containsExactly(new Gap("district", BigDecimal.valueOf(100), BigDecimal.valueOf(105), List.of()));
        assertThat(check.columns())
                .containsExactly(new Gap("column B", BigDecimal.valueOf(65), BigDecimal.valueOf(60), List.of()));
        assertThat(check.foots()).isFalse();
    }

    @Test
    void a_part_that_is_missing_is_named_and_not_taken_for_nothing() {
        // By hand: 100 − 60 = 40 in column B, or not; 110 − (60 + 50); 40 is all of column B but row a
        FootingCheck check = FootingCheck.of(
                ONE, List.of(sum("a", "100", "60", ""), sum("b", "", "50", "40")), sum("district", "190", "110", "80"));

        assertThat(check.rows())
                .containsExactly(new Gap("a", BigDecimal.valueOf(100), BigDecimal.valueOf(60), List.of("column B")));
        assertThat(check.columns())
                .containsExactly(
                        new Gap("column B", BigDecimal.valueOf(80), BigDecimal.valueOf(40), List.of("a")),
                        new Gap("district", BigDecimal.valueOf(190), BigDecimal.valueOf(100), List.of("b")));
        assertThat(check.rows().get(0)).hasToString("a: 100 printed, 40 more than its parts, 60; without column B");
    }

    @Test
    void a_row_without_a_printed_total_is_not_counted_as_one_that_foots() {
        FootingCheck check = FootingCheck.of(ONE, List.of(sum("a", "", "60"), sum("b", "5", "5"), sum("c", "7", "")));

        assertThat(check.checked()).isEqualTo(1);
        assertThat(check).hasToString("1 of 1 printed totals foot");
    }

    @Test
    void two_rows_of_one_label_are_refused() {
        List<PublishedSum> rows = List.of(sum("a", "5", "5"), sum("a", "6", "6"));

        assertThatThrownBy(() -> FootingCheck.of(ONE, rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two rows are labelled \"a\"; give each row a label of its own");
        assertThatThrownBy(() -> FootingCheck.of(ONE, rows.subList(0, 1), rows.get(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two rows are labelled \"a\"; give each row a label of its own");
    }
}
