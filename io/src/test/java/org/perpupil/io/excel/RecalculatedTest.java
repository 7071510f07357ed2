package org.perpupil.io.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.function.Consumer;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecalculatedTest {
    private static final String DATA = "Data";
    private static final String SHEET = "It's <b> & \"more\"";

    /**
     * Returns a workbook with schools in A1:C5 (points 10, 20, 20, 30 and none; ids; their places in the order of ids), a formula that
     * shows nothing in D1, yes in E1, a blank F1, and other cells on a second sheet.
     */
    private static Recalculated workbook(Consumer<Worksheet> cells) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet data = workbook.newWorksheet(DATA);
            Object[] points = {10, 20, 20, 30};
            String[] ids = {"001", "k9", "K12", "a-1", "7"};
            for (int i = 0; i < ids.length; i++) {
                if (i < points.length) {
                    data.value(i, 0, (Number) points[i]);
                }
                data.value(i, 1, ids[i]);
                // K12 comes before k9 as it does in Java, where capital letters come first: 001, 7, K12, a-1, k9
                data.value(i, 2, new int[] {1, 5, 3, 4, 2}[i]);
            }
            data.formula(0, 3, "IF(F1=\"\",\"\",A1)");
            data.value(0, 4, true);
            cells.accept(workbook.newWorksheet(SHEET));
        }
        return Recalculated.of(bytes.toByteArray());
    }

    /** What fastexcel leaves to be escaped by the caller. */
    private static String escaped(String formula) {
        return formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String value(String formula) throws IOException {
        return workbook(sheet -> sheet.formula(0, 0, escaped(formula))).text(SHEET, 0, 0);
    }

    // Expected values: by hand, from what Excel's function reference says of each function.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // away from zero at the half
                "ROUND(2.5,0) | 3",
                "ROUND(-2.5,0) | -3",
                "ROUND(0.465,2) | 0.47",
                "ROUND(2.675,2) | 2.68",
                "ROUND(1272.505,2) | 1272.51",
                "ROUND(15,-1) | 20",
                // 31 thirds of 0.045 are 0.465 exactly; the inner rounding takes away what doubles lack
                "ROUND(ROUND(31/3*0.045,8),2) | 0.47",
                "ROUNDUP(-3.1,0) | -4",
                "ROUNDDOWN(-3.9,0) | -3",
                "INT(-3.1) | -4",
                "CEILING(-2.5,1) | -2",
                "FLOOR(-2.5,1) | -3",
                "MROUND(0.0625,0.125) | 0.125",
                "ROUND(0.4375/0.125,0)*0.125 | 0.5",
                // half even: 2.5 lies halfway, and 2 is even
                "IF(ABS(2.5-TRUNC(2.5))=0.5,2*ROUND(2.5/2,0),ROUND(2.5,0)) | 2",
                // a reference to a blank cell is not a value to MIN, MAX and COUNT, and 0 to an operator
                "MIN(Data!F1,5) | 5",
                "MAX(Data!F1,-5) | -5",
                "Data!F1*5 | 0",
                "COUNT(Data!A1,Data!A5,Data!B1,Data!D1) | 1",
                "IF(COUNT(Data!A1,Data!A5)=2,Data!A1+Data!A5,\"\") | ''",
                "MEDIAN(0,0.4,1) | 0.4",
                "MEDIAN(0,Data!A1,1) | 1",
                "SUM(Data!A1:A5) | 80",
                "Data!E1 | TRUE",
                "IF(Data!E1,1,2) | 1",
                "IF(Data!F1,1,2) | 2",
                "NOT(Data!E1) | FALSE",
                "\"north\"=\"North\" | TRUE",
                "Data!B1=1 | FALSE",
                // 10 × 10 + 20 × 20 + 20 × 20 + 30 × 30
                "SUMPRODUCT(Data!A1:A5,Data!A1:A5) | 1800",
                "SUMPRODUCT((Data!A1:A5>15)*1) | 3",
                "SUMPRODUCT(ISNUMBER(Data!A1:A5)*(Data!A1:A5<25)) | 3",
                // (20 + 20 + 30) / 3 = 23.33…
                "ROUND(SUMPRODUCT((Data!A1:A5>15)*Data!A1:A5)/3,2) | 23.33",
                "IF(Data!D1=\"\",\"\",SUMPRODUCT((Data!A1:A5>Data!D1)*1)) | ''"
            })
    void computes_as_the_function_reference_says(String formula, String expected) throws IOException {
        assertThat(value(formula)).as(formula).isEqualTo(expected);
    }

    @Test
    void ranks_schools_from_the_highest_with_equal_ones_in_order_of_id() throws IOException {
        Recalculated workbook = workbook(sheet -> {
            for (int row = 1; row <= 5; row++) {
                String rank = ("IF(ISNUMBER(Data!A#),SUMPRODUCT(ISNUMBER(Data!A$1:A$5)*"
                                + "((Data!A$1:A$5>Data!A#)+(Data!A$1:A$5=Data!A#)*(Data!C$1:C$5<Data!C#)))+1,\"\")")
                        .replace("#", String.valueOf(row));
                sheet.formula(row - 1, 0, escaped(rank));
            }
        });

        // 30 is first, then the two of 20 with K12 before k9, then 10; the school without points has no place
        assertThat(workbook.text(SHEET, 0, 0)).isEqualTo("4");
        assertThat(workbook.text(SHEET, 1, 0)).isEqualTo("3");
        assertThat(workbook.text(SHEET, 2, 0)).isEqualTo("2");
        assertThat(workbook.text(SHEET, 3, 0)).isEqualTo("1");
        assertThat(workbook.number(SHEET, 4, 0)).isEmpty();

        workbook.set(DATA, 4, 0, new BigDecimal("20"));

        // 7 comes before K12 and k9
        assertThat(workbook.text(SHEET, 4, 0)).isEqualTo("2");
        assertThat(workbook.text(SHEET, 1, 0)).isEqualTo("4");
    }

    @Test
    void a_rank_among_one_is_first_or_an_error() throws IOException {
        Recalculated workbook = workbook(sheet -> {
            sheet.formula(0, 0, escaped("SUMPRODUCT((B$1:B$1>B1)+(B$1:B$1=B1)*(Data!$C$1:$C$1<Data!C1))+1"));
            sheet.formula(0, 1, "IF(COUNT(Data!A1)=1,Data!A1,NA())");
        });

        // nobody is before the only one; an error among what is added up is the sum
        assertThat(workbook.text(SHEET, 0, 0)).isEqualTo("1");
        assertThat(workbook.clear(DATA, 0, 0).shown(SHEET, 0, 0)).isEqualTo("#N/A");
    }

    @Test
    void inputs_are_changed_and_emptied() throws IOException {
        Recalculated workbook = workbook(sheet -> {
            sheet.value(0, 0, 3);
            sheet.formula(0, 1, "IF(COUNT(A1)=1,A1*2,\"\")");
            sheet.formula(0, 2, "A1&amp;\"!\"");
        });

        assertThat(workbook.number(SHEET, 0, 1)).contains(new BigDecimal("6"));
        assertThat(workbook.set(SHEET, 0, 0, new BigDecimal("0.25")).number(SHEET, 0, 1))
                .contains(new BigDecimal("0.5"));
        assertThat(workbook.clear(SHEET, 0, 0).number(SHEET, 0, 1)).isEmpty();
        assertThat(workbook.set(SHEET, 0, 0, "=1+1").text(SHEET, 0, 2)).isEqualTo("=1+1!");
        assertThat(workbook.set(SHEET, 7, 7, "new").text(SHEET, 7, 7)).isEqualTo("new");
        assertThat(workbook.number(SHEET, 9, 9)).isEmpty();
        assertThat(workbook.formula(SHEET, 0, 2)).contains("A1&\"!\"");
        assertThat(workbook.formula(SHEET, 0, 0)).isEmpty();
        assertThat(workbook.sheets()).containsExactly(DATA, SHEET);
        assertThatThrownBy(() -> workbook.clear(SHEET, 0, 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no input but a formula: IF(COUNT(A1)=1,A1*2,\"\")");
        assertThatThrownBy(() -> workbook.number(SHEET, 0, 2)).hasMessageContaining("not a number");
    }

    @Test
    void rows_and_columns_are_found_by_their_text() throws IOException {
        Recalculated workbook = workbook(sheet -> {
            sheet.value(4, 2, "0042");
            sheet.value(5, 2, "twice");
            sheet.value(6, 2, "twice");
        });

        assertThat(workbook.row(SHEET, 2, "0042")).isEqualTo(4);
        assertThat(workbook.rows(SHEET, 2, "twice")).containsExactly(5, 6);
        assertThat(workbook.column(DATA, 1, "k9")).isEqualTo(1);
        assertThatThrownBy(() -> workbook.row(SHEET, 2, "twice")).hasMessageContaining("is there 2 times: [5, 6]");
        assertThatThrownBy(() -> workbook.row(SHEET, 2, "42")).hasMessageContaining("is there 0 times");
        assertThatThrownBy(() -> workbook.text("None", 0, 0)).hasMessageContaining("no sheet \"None\" among [Data, ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1/0 | #DIV/0!",
                "\"a\"*2 | #VALUE!",
                "Data!D1*2 | #VALUE!",
                "MATCH(\"none\",Data!B1:B5,0) | #N/A",
                "INDEX(Data!A1:A5,9) | #REF!",
                "MROUND(5,-2) | #NUM!",
                "N(Data!A1) | not known to POI",
                "NOSUCH(1) | not known to POI"
            })
    void an_error_in_any_cell_is_told_with_sheet_cell_and_formula(String formula, String error) throws IOException {
        Recalculated workbook = workbook(sheet -> sheet.formula(3, 1, formula));

        assertThatThrownBy(() -> workbook.number(DATA, 0, 0))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("'" + SHEET + "'!B4 is " + error)
                .hasMessageContaining("=" + formula);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SUMPRODUCT(ROUND(Data!A1:A3/3,2)) | ROUND of a range",
                "1+SUMPRODUCT((Data!A1:A3>0)*IF(Data!A1:A3>15,1,0)) | IF of a range",
                "SUMPRODUCT(EXACT(Data!B1:B3,\"k9\")*1) | EXACT of a range",
                "COUNT((Data!A1,Data!A3)) | none of a union"
            })
    void what_poi_would_compute_otherwise_is_refused(String formula, String told) {
        assertThatThrownBy(() -> workbook(sheet -> sheet.formula(0, 0, escaped(formula))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(told)
                .hasMessageContaining(formula);
    }

    @Test
    void a_formula_that_is_longer_than_a_program_takes_is_refused() {
        // 4,097 ones with a plus between are 8,193 characters
        String sum = "1" + "+1".repeat(4_096);

        assertThatThrownBy(() -> workbook(sheet -> sheet.formula(0, 0, sum)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("8193 characters");
    }
}
