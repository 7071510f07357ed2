package org.perpupil.equity.spread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.perpupil.equity.ReferenceData.column;
import static org.perpupil.equity.ReferenceData.number;
import static org.perpupil.equity.ReferenceData.texts;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.perpupil.equity.ReferenceData;
import org.perpupil.equity.Study;

/** Real spending of districts and schools, against the reference answers beside the data. */
class SpreadDataTest {
    /** The reference answers certify 15 digits; 14 are asked for. */
    private static final Percentage DIGITS = Percentage.withPercentage(1e-12);

    /** Of probabilities 12 digits are asked for: the incomplete beta function is computed to 14. */
    private static final Percentage DIGITS_OF_P = Percentage.withPercentage(1e-10);

    private final ReferenceData data = ReferenceData.find();

    private static void check(OneWay found, Map<String, OptionalDouble> expected) {
        assertThat(expected).containsOnlyKeys("df1", "df2", "ss_between", "ss_within", "F", "p");
        assertThat(found.freedomBetween()).isEqualTo((int) expected.get("df1").getAsDouble());
        assertThat(found.freedomWithin()).isEqualTo((int) expected.get("df2").getAsDouble());
        assertThat(found.squaresBetween()).isCloseTo(expected.get("ss_between").getAsDouble(), DIGITS);
        assertThat(found.squaresWithin()).isCloseTo(expected.get("ss_within").getAsDouble(), DIGITS);
        assertThat(found.f()).isCloseTo(expected.get("F").getAsDouble(), DIGITS);
        assertThat(found.p()).isCloseTo(expected.get("p").getAsDouble(), DIGITS_OF_P);
    }

    @Test
    void agrees_on_california_districts_of_1998() {
        List<Map<String, String>> rows = data.rows("caschools/caschools.csv");
        Study districts = Study.of(texts(rows, "district"))
                .number("expenditure", column(rows, row -> number(row, "expenditure")))
                .text("grades", texts(rows, "grades"))
                .text("county", texts(rows, "county"))
                .build();
        String file = "caschools/expected.json";
        check(
                OneWay.levene(districts, "expenditure", "grades"),
                ReferenceData.fields(data.object(file, "levene_expenditure_by_grades")));
        check(
                OneWay.brownForsythe(districts, "expenditure", "grades"),
                ReferenceData.fields(data.object(file, "brown_forsythe_expenditure_by_grades")));
        check(
                OneWay.anova(districts, "expenditure", "county"),
                ReferenceData.fields(data.object(file, "anova_expenditure_by_county")));
    }

    @Test
    void agrees_on_schools_of_the_district_of_columbia() {
        List<Map<String, String>> rows = data.dcps("2015", "2016");
        Study schools = Study.ofRows(rows.size())
                .number("total", column(rows, ReferenceData::dcpsTotal))
                .text("year", texts(rows, "year"))
                .build();
        Map<String, OptionalDouble> expected =
                ReferenceData.fields(data.object("dcps/expected.json", "levene_by_year"));
        // The 190 rows of the expected figures are the 95 schools of both years.
        List<String> inBoth = rows.stream()
                .collect(Collectors.groupingBy(row -> row.get("school_code"), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(school -> school.getValue() == 2)
                .map(Map.Entry::getKey)
                .toList();
        List<String> codes = texts(rows, "school_code");
        Study both = schools.where(row -> inBoth.contains(codes.get(row)));
        check(OneWay.levene(both, "total", "year"), expected);
        check(
                OneWay.brownForsythe(both, "total", "year"),
                ReferenceData.fields(data.object("dcps/expected.json", "brown_forsythe_by_year")));
    }

    @Test
    void agrees_on_michigan_districts() {
        List<Map<String, String>> rows = data.rows("michigan/mathpnl.csv").stream()
                .filter(row -> List.of("1993", "1998").contains(row.get("year")))
                .filter(row -> Stream.of("expp", "enrol", "lunch")
                        .noneMatch(column -> row.get(column).isEmpty()))
                .toList();
        Map<String, Long> years =
                rows.stream().collect(Collectors.groupingBy(row -> row.get("distid"), Collectors.counting()));
        List<Map<String, String>> both =
                rows.stream().filter(row -> years.get(row.get("distid")) == 2).toList();
        Study districts = Study.ofRows(both.size())
                .number("expp", column(both, row -> number(row, "expp")))
                .text("year", texts(both, "year"))
                .build();
        check(
                OneWay.brownForsythe(districts, "expp", "year"),
                ReferenceData.fields(data.object("michigan/expected-mathpnl.json", "brown_forsythe_by_year")));
    }
}
