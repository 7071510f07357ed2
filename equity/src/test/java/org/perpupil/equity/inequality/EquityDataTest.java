package org.perpupil.equity.inequality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perpupil.equity.inequality.DollarsPerPupil.AtMedian;

/**
 * Real spending of districts and schools, against the reference answers beside the data.
 *
 * <p>The expected figures are in the folder {@code equity} of the project's data: computed in 60-digit arithmetic, rounded once and
 * checked against R 4.2.2 (laeken) and statsmodels 0.13.5. The folder is named by the environment variable {@code PERPUPIL_DATA} or
 * the system property {@code perpupil.data}; without it these tests are skipped.
 */
class EquityDataTest {
    /** The reference answers certify 15 digits; 14 are asked for. */
    private static final Percentage DIGITS = Percentage.withPercentage(1e-12);

    private static final Map<String, ToDoubleFunction<DollarsPerPupil>> BY_NAME = byName();

    /** Only without weights, and not offered. */
    private static final String SAMPLE_VARIATION = "cv_sample";

    private static Path folder = Path.of("");

    private static Map<String, ToDoubleFunction<DollarsPerPupil>> byName() {
        Map<String, ToDoubleFunction<DollarsPerPupil>> names = new LinkedHashMap<>();
        names.put("n_units", DollarsPerPupil::units);
        names.put("pupils", DollarsPerPupil::pupils);
        names.put("total", DollarsPerPupil::dollars);
        names.put("mean", DollarsPerPupil::mean);
        names.put("median", DollarsPerPupil::median);
        names.put("min", DollarsPerPupil::lowest);
        names.put("max", DollarsPerPupil::highest);
        names.put("range", DollarsPerPupil::range);
        for (int percent : new int[] {5, 10, 25, 75, 90, 95}) {
            names.put(String.format(Locale.ROOT, "p%02d", percent), spending -> spending.percentile(percent));
        }
        names.put("p05_type1", spending -> spending.percentileReached(5));
        names.put("median_type1", spending -> spending.percentileReached(50));
        names.put("p95_type1", spending -> spending.percentileReached(95));
        names.put("federal_disparity", DollarsPerPupil::federalDisparity);
        names.put("restricted_range", DollarsPerPupil::restrictedRange);
        names.put("federal_range_ratio", DollarsPerPupil::federalRangeRatio);
        names.put("p95_p05_ratio", spending -> spending.percentileRatio(95, 5));
        names.put("p90_p10_ratio", spending -> spending.percentileRatio(90, 10));
        names.put("interquartile_range", DollarsPerPupil::interquartileRange);
        names.put("variance", DollarsPerPupil::variance);
        names.put("sd", DollarsPerPupil::standardDeviation);
        names.put("cv", DollarsPerPupil::coefficientOfVariation);
        names.put("relative_mean_deviation", DollarsPerPupil::relativeMeanDeviation);
        names.put("hoover", DollarsPerPupil::hoover);
        names.put("gini", DollarsPerPupil::gini);
        names.put("theil_t", DollarsPerPupil::theilT);
        names.put("theil_l", DollarsPerPupil::theilL);
        names.put("ge2", DollarsPerPupil::halfSquaredVariation);
        names.put("atkinson_0_5", spending -> spending.atkinson(0.5));
        names.put("atkinson_1", spending -> spending.atkinson(1));
        names.put("atkinson_2", spending -> spending.atkinson(2));
        names.put("sd_log", DollarsPerPupil::standardDeviationOfLogarithms);
        names.put("mcloone", DollarsPerPupil::mcloone);
        names.put("verstegen", DollarsPerPupil::verstegen);
        names.put("mcloone_strict", spending -> spending.mcloone(AtMedian.LEFT_OUT));
        names.put("verstegen_strict", spending -> spending.verstegen(AtMedian.LEFT_OUT));
        names.put("mcloone_half", spending -> spending.mcloone(AtMedian.SPLIT));
        names.put("verstegen_half", spending -> spending.verstegen(AtMedian.SPLIT));
        names.put("adequacy_index_at_mean", DollarsPerPupil::adequacyAtMean);
        names.put("adequacy_index_at_median", DollarsPerPupil::adequacyAtMedian);
        return names;
    }

    @BeforeAll
    static void find_the_data() {
        Optional<Path> named = Stream.of(System.getProperty("perpupil.data"), System.getenv("PERPUPIL_DATA"))
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(data -> Path.of(data, "equity"));
        assumeTrue(named.isPresent() && Files.isDirectory(named.get()), "no PERPUPIL_DATA with a folder equity");
        folder = named.orElseThrow();
    }

    /** The text between the braces after each name in turn; the files are indented by machine and hold no brace in a text. */
    private static String object(String json, String... names) {
        String text = json;
        for (String name : names) {
            int open = text.indexOf('{', text.indexOf("\"" + name + "\":"));
            int close = open;
            for (int depth = 1; depth > 0; ) {
                close++;
                char letter = text.charAt(close);
                depth += letter == '{' ? 1 : letter == '}' ? -1 : 0;
            }
            text = text.substring(open + 1, close);
        }
        return text;
    }

    private static double[] numbers(String object, String name) {
        Matcher array = Pattern.compile("\"" + name + "\": \\[([^]]*)]").matcher(object);
        assertThat(array.find()).as(name).isTrue();
        return Arrays.stream(array.group(1).split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static void check(DollarsPerPupil spending, String expected) {
        Set<String> checked = new LinkedHashSet<>();
        Matcher field = Pattern.compile("\"(\\w+)\": (null|[-+0-9.eE]+)").matcher(expected);
        while (field.find()) {
            String name = field.group(1);
            checked.add(name);
            if (name.equals(SAMPLE_VARIATION)) {
                continue;
            }
            ToDoubleFunction<DollarsPerPupil> measure = BY_NAME.get(name);
            assertThat(measure).as(name).isNotNull();
            if (field.group(2).equals("null")) {
                assertThat(catchUndefined(measure, spending)).as(name).isTrue();
            } else {
                double value = Double.parseDouble(field.group(2));
                if (value == 0) {
                    assertThat(measure.applyAsDouble(spending)).as(name).isZero();
                } else {
                    assertThat(measure.applyAsDouble(spending)).as(name).isCloseTo(value, DIGITS);
                }
            }
        }
        assertThat(checked).containsAll(BY_NAME.keySet());
    }

    private static boolean catchUndefined(ToDoubleFunction<DollarsPerPupil> measure, DollarsPerPupil spending) {
        try {
            measure.applyAsDouble(spending);
            return false;
        } catch (UndefinedMeasureException undefined) {
            return true;
        }
    }

    /** Rows by column name; an empty cell stays empty. */
    private static List<Map<String, String>> rows(String file) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(file));
        List<String> header = cells(lines.get(0));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            assertThat(cells).as(line).hasSameSizeAs(header);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                row.put(header.get(i), cells.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Cells may stand in quotes that hold commas; none of these files has a quote within a cell. */
    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                .map(cell -> cell.replace("\"", ""))
                .toList();
    }

    private static double number(Map<String, String> row, String... columns) {
        return Arrays.stream(columns)
                .mapToDouble(column -> Double.parseDouble(row.get(column)))
                .sum();
    }

    private static DollarsPerPupil of(
            List<Map<String, String>> rows,
            ToDoubleFunction<Map<String, String>> dollarsPerPupil,
            ToDoubleFunction<Map<String, String>> pupils) {
        return DollarsPerPupil.of(
                rows.stream().mapToDouble(dollarsPerPupil).toArray(),
                rows.stream().mapToDouble(pupils).toArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "four_equal",
                "three_weighted",
                "exact_half",
                "one_school",
                "all_equal",
                "zero_pupils",
                "zero_spending",
                "percentile_hits",
                "outlier"
            })
    void agrees_with_the_worked_examples(String name) throws IOException {
        String example = object(Files.readString(folder.resolve("worked-examples.json")), name);
        DollarsPerPupil spending = DollarsPerPupil.of(numbers(example, "per_pupil"), numbers(example, "pupils"));
        check(spending, object(example, "expected"));
    }

    @Test
    void agrees_on_california_districts_of_1998() throws IOException {
        String expected = Files.readString(folder.resolve("caschools/expected.json"));
        List<Map<String, String>> districts = rows("caschools/caschools.csv");
        check(
                of(districts, row -> number(row, "expenditure"), row -> number(row, "students")),
                object(expected, "horizontal_weighted_students"));
        check(of(districts, row -> number(row, "expenditure"), row -> 1), object(expected, "horizontal_unweighted"));
    }

    @Test
    void agrees_on_michigan_elementary_schools_of_1994() throws IOException {
        String expected = Files.readString(folder.resolve("michigan/expected-elem94_95.json"));
        List<Map<String, String>> schools = rows("michigan/elem94_95.csv");
        check(
                of(schools, row -> number(row, "exppp"), row -> number(row, "enrol")),
                object(expected, "horizontal_weighted"));
        check(of(schools, row -> number(row, "exppp"), row -> 1), object(expected, "horizontal_unweighted"));
    }

    @Test
    void agrees_on_michigan_high_schools_of_1993() throws IOException {
        String expected = Files.readString(folder.resolve("michigan/expected-meap93.json"));
        check(
                of(rows("michigan/meap93.csv"), row -> number(row, "expend"), row -> number(row, "enroll")),
                object(expected, "horizontal_weighted"));
    }

    @Test
    void agrees_on_massachusetts_districts_of_2017() throws IOException {
        String expected = Files.readString(folder.resolve("massachusetts-2017/expected.json"));
        List<Map<String, String>> districts = List.copyOf(rows("massachusetts-2017/ma_schools_2017.csv").stream()
                .filter(row -> !row.get("district_in_district_ppe").isEmpty())
                .collect(Collectors.toMap(
                        row -> row.get("district_code"), row -> row, (one, same) -> one, LinkedHashMap::new))
                .values());
        check(
                of(
                        districts,
                        row -> number(row, "district_in_district_ppe"),
                        row -> number(row, "district_in_district_fte_pupils")),
                object(expected, "district_horizontal_weighted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2015", "2016"})
    void agrees_on_schools_of_the_district_of_columbia(String year) throws IOException {
        String expected = object(Files.readString(folder.resolve("dcps/expected.json")), year);
        // Which rows the expected figures are of: its note.
        List<String> levels = List.of("Elementary", "Middle", "High", "Education Campus", "Art");
        List<Map<String, String>> schools = rows("dcps/dcps_fy15_fy16.csv").stream()
                .filter(row -> row.get("year").equals(year))
                .filter(row ->
                        levels.contains(row.get("level")) && !row.get("at_risk").isEmpty())
                .toList();
        String[] unrestricted = {"amt_enrollment", "amt_specialty", "amt_ppfm", "amt_stabilization"};
        String[] restricted = {"amt_sped", "amt_ell", "amt_aspecr", "amt_title", "amt_atrisk"};
        ToDoubleFunction<Map<String, String>> pupils = row -> number(row, "enrolled");
        check(
                of(schools, row -> number(row, unrestricted) / number(row, "enrolled"), pupils),
                object(expected, "horizontal_unrestricted_weighted"));
        check(
                of(schools, row -> number(row, restricted) / number(row, "enrolled"), pupils),
                object(expected, "horizontal_restricted_weighted"));
        check(
                of(
                        schools,
                        row -> (number(row, unrestricted) + number(row, restricted)) / number(row, "enrolled"),
                        pupils),
                object(expected, "horizontal_total_weighted"));
    }
}
