package org.perpupil.equity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Real spending of districts and schools, with reference answers beside the data.
 *
 * <p>The expected figures are in the folder {@code equity} of the project's data: computed in 60-digit arithmetic, rounded once and
 * checked against R 4.2.2 and statsmodels 0.13.5. The folder is named by the environment variable {@code PERPUPIL_DATA} or the system
 * property {@code perpupil.data}; without it the tests that use it are skipped.
 */
public final class ReferenceData {
    private final Path folder;

    private ReferenceData(Path folder) {
        this.folder = folder;
    }

    /** Finds the data, or skips the test. */
    public static ReferenceData find() {
        Optional<Path> named = Stream.of(System.getProperty("perpupil.data"), System.getenv("PERPUPIL_DATA"))
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(data -> Path.of(data, "equity"));
        assumeTrue(named.isPresent() && Files.isDirectory(named.get()), "no PERPUPIL_DATA with a folder equity");
        return new ReferenceData(named.orElseThrow());
    }

    /** The text between the braces after each name in turn; the files are indented by machine and hold no brace in a text. */
    public String object(String file, String... names) {
        String text = read(file);
        for (String name : names) {
            int place = text.indexOf("\"" + name + "\":");
            assertThat(place).as(name).isNotNegative();
            int open = text.indexOf('{', place);
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

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The numbers of an object by name, empty where there is none. */
    public static Map<String, OptionalDouble> fields(String object) {
        Map<String, OptionalDouble> fields = new LinkedHashMap<>();
        Matcher field = Pattern.compile("\"(\\w+)\": (null|[-+0-9.eE]+)").matcher(object);
        while (field.find()) {
            fields.put(
                    field.group(1),
                    field.group(2).equals("null")
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(Double.parseDouble(field.group(2))));
        }
        return fields;
    }

    /** An array of numbers in an object. */
    public static double[] numbers(String object, String name) {
        Matcher array = Pattern.compile("\"" + name + "\": \\[([^]]*)]").matcher(object);
        assertThat(array.find()).as(name).isTrue();
        return Arrays.stream(array.group(1).split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Rows by column name; an empty cell stays empty. */
    public List<Map<String, String>> rows(String file) {
        List<String> lines = read(file).lines().toList();
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

    /** The sum of columns of a row. */
    public static double number(Map<String, String> row, String... columns) {
        return Arrays.stream(columns)
                .mapToDouble(column -> Double.parseDouble(row.get(column)))
                .sum();
    }

    /** A column, computed from each row. */
    public static double[] column(List<Map<String, String>> rows, ToDoubleFunction<Map<String, String>> computed) {
        return rows.stream().mapToDouble(computed).toArray();
    }

    /** The texts of a column. */
    public static List<String> texts(List<Map<String, String>> rows, String column) {
        return rows.stream().map(row -> row.get(column)).toList();
    }

    /** Schools of the District of Columbia that the expected figures are of, by their note, in some of the years. */
    public List<Map<String, String>> dcps(String... years) {
        List<String> levels = List.of("Elementary", "Middle", "High", "Education Campus", "Art");
        return rows("dcps/dcps_fy15_fy16.csv").stream()
                .filter(row -> List.of(years).contains(row.get("year")))
                .filter(row ->
                        levels.contains(row.get("level")) && !row.get("at_risk").isEmpty())
                .toList();
    }

    /** All dollars per pupil of a school of the District of Columbia: the parts added up, as the note says. */
    public static double dcpsTotal(Map<String, String> row) {
        return (number(row, "amt_enrollment", "amt_specialty", "amt_ppfm", "amt_stabilization")
                        + number(row, "amt_sped", "amt_ell", "amt_aspecr", "amt_title", "amt_atrisk"))
                / number(row, "enrolled");
    }
}
