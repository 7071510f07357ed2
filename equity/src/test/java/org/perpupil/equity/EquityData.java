package org.perpupil.equity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Real data with reference answers.
 *
 * <p>California districts are among the test resources; see the README beside them. The rest is in the folder {@code equity} of the
 * project's data, which is named by the environment variable {@code PERPUPIL_DATA} or the system property {@code perpupil.data};
 * without it tests that ask for it are skipped.
 */
public final class EquityData {
    private EquityData() {}

    /** Returns the text of a file of California districts. */
    public static String california(String file) throws IOException {
        try (InputStream stream = requireNonNull(EquityData.class.getResourceAsStream("caschools/" + file))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Returns the text of a file of the project's data. */
    public static String text(String file) throws IOException {
        Optional<Path> named = Stream.of(System.getProperty("perpupil.data"), System.getenv("PERPUPIL_DATA"))
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(data -> Path.of(data, "equity"));
        assumeTrue(named.isPresent() && Files.isDirectory(named.get()), "no PERPUPIL_DATA with a folder equity");
        return Files.readString(named.orElseThrow().resolve(file));
    }

    /** Returns a table as a study of units that are named by their row; see {@link #study(String, String)}. */
    public static Study study(String csv) {
        return study(csv, "");
    }

    /** Returns a table as a study: a column is one of numbers if it has a number, or nothing, in every row; else one of texts. */
    public static Study study(String csv, String unit) {
        List<List<String>> lines = csv.lines().map(EquityData::cells).toList();
        List<String> header = lines.get(0);
        List<List<String>> rows = lines.subList(1, lines.size());
        rows.forEach(row -> assertThat(row).hasSameSizeAs(header));
        int name = header.indexOf(unit);
        Study.Builder study = name < 0
                ? Study.ofRows(rows.size())
                : Study.of(rows.stream().map(row -> row.get(name)).toList());
        for (int i = 0; i < header.size(); i++) {
            int column = i;
            List<String> cells = rows.stream().map(row -> row.get(column)).toList();
            boolean isNumber =
                    column != name && cells.stream().allMatch(cell -> cell.matches("|-?[0-9.]+([eE]-?[0-9]+)?"));
            if (isNumber) {
                study.number(
                        header.get(i),
                        cells.stream()
                                .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
                                .toArray());
            } else {
                study.text(header.get(i), cells);
            }
        }
        return study.build();
    }

    /** Cells may stand in quotes that hold commas; none of these files has a quote within a cell. */
    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                .map(cell -> cell.replace("\"", ""))
                .toList();
    }

    /** Returns the study with a column that is the sum of others. */
    public static Study withSum(Study study, String name, String... columns) {
        return study.copy()
                .number(
                        name,
                        IntStream.range(0, study.size())
                                .mapToDouble(row -> Arrays.stream(columns)
                                        .mapToDouble(column -> study.numbers(column)[row])
                                        .sum())
                                .toArray())
                .build();
    }

    /** Returns the schools of the District of Columbia that the reference answers are of, as their note says, in one fiscal year. */
    public static Study districtOfColumbia(String year) throws IOException {
        Study all = study(text("dcps/dcps_fy15_fy16.csv"), "school_code");
        List<String> levels = List.of("Elementary", "Middle", "High", "Education Campus", "Art");
        Study schools = all.where(row -> all.number(row, "year").orElseThrow() == Double.parseDouble(year)
                && levels.contains(all.texts("level").get(row))
                && all.number(row, "at_risk").isPresent());
        Study summed =
                withSum(schools, "unrestricted", "amt_enrollment", "amt_specialty", "amt_ppfm", "amt_stabilization");
        summed = withSum(summed, "for at risk", "amt_atrisk", "amt_title", "amt_aspecr");
        summed = withSum(summed, "total", "unrestricted", "for at risk", "amt_sped", "amt_ell");
        return summed.with("per pupil", "total", "enrolled", (dollars, pupils) -> dollars / pupils)
                .with("% at risk", "at_risk", "enrolled", (count, pupils) -> 100 * count / pupils)
                .with("% ell", "ell", "enrolled", (count, pupils) -> 100 * count / pupils)
                .with("% sped", "sped", "enrolled", (count, pupils) -> 100 * count / pupils);
    }
}
