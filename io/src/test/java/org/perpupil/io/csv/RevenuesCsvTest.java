package org.perpupil.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perpupil.money.Money;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;
import org.perpupil.revenue.RevenueSource;

class RevenuesCsvTest {
    private static final CsvColumns<RevenuesCsv> COLUMNS = CsvColumns.of(RevenuesCsv.SOURCE, "Fund")
            .and(RevenuesCsv.NAME, "Fund name")
            .and(RevenuesCsv.ORIGIN, "Level", Map.of("F", "federal", "S", "state", "L", "local"))
            .and(RevenuesCsv.PURPOSE, "Restricted to")
            .and(RevenuesCsv.AMOUNT, "Projected");

    private static final String HEADER = "Fund,Fund name,Level,Restricted to,Projected\n";

    @TempDir
    private Path folder;

    private static Loaded<Map<RevenueSource, Money>> read(String csv) throws IOException {
        return RevenuesCsv.read(CsvInput.of(new StringReader(csv), "a.csv"), COLUMNS);
    }

    @Test
    void adds_up_the_rows_of_a_source() throws IOException {
        Map<RevenueSource, Money> revenues = read(HEADER
                        + "title-i,Title I,F,pupils in poverty,\"$1,200,000.50\"\n"
                        + "general,General fund,L,,9000000\n"
                        + "title-i,Title  I ,F,pupils in poverty,($0.50)\n")
                .orThrow();

        // 1,200,000.50 − 0.50
        assertThat(revenues)
                .containsExactly(
                        Map.entry(
                                RevenueSource.federal("title-i", "Title I").restrictedTo("pupils in poverty"),
                                Money.ofDollars(1_200_000)),
                        Map.entry(RevenueSource.local("general", "General fund"), Money.ofDollars(9_000_000)));
    }

    @Test
    void tells_what_is_wrong_with_a_row_and_what_two_rows_disagree_on() throws IOException {
        Loaded<Map<RevenueSource, Money>> loaded = read(HEADER
                + "general,General fund,L,,10\n"
                + "general,General fund,S,,5\n"
                + "no id,,X,,lots\n"
                + "general,General fund,L,,2\n");

        assertThat(loaded.value()).containsValue(Money.ofDollars(12)).hasSize(1);
        assertThat(loaded.rowsRead()).isEqualTo(4);
        assertThat(loaded.rowsUsed()).isEqualTo(2);
        assertThat(loaded.problems())
                .extracting(Problem::code, Problem::place)
                .containsExactly(
                        tuple("csv.source", "a.csv, line 4, column \"Fund\""),
                        tuple("csv.missing", "a.csv, line 4, column \"Fund name\""),
                        tuple("csv.code-unknown", "a.csv, line 4, column \"Level\""),
                        tuple("csv.money", "a.csv, line 4, column \"Projected\""),
                        tuple("csv.source-differs", "a.csv, line 3"));
    }

    @Test
    void reads_a_file() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), HEADER + "g,General,L,,10\n");
        assertThat(RevenuesCsv.read(file, COLUMNS).orThrow()).hasSize(1);
    }
}
