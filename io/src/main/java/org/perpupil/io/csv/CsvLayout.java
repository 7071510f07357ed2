package org.perpupil.io.csv;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.perpupil.problem.Missing;

/**
 * How a file is laid out, whatever stands in it: what is between fields, where the header is, how numbers are written, and which texts
 * mean that a value is missing.
 *
 * <pre>{@code
 * StudyColumns.unit("school").numbers("dollars", "pupils").in(CsvLayout.usual()
 *         .separatedBy(';')
 *         .decimalComma()                     // 1.777,50
 *         .headerOnLine(7)                    // a title and notes stand above it
 *         .missing(Missing.SUPPRESSED, "<10"))
 * }</pre>
 *
 * <p>The usual file has commas between fields and its header on the first line that is not blank; a point stands before decimals, and a
 * comma between thousands or nothing. A value is missing if the cell is empty or has {@code N/A}, {@code NA}, {@code #N/A}, {@code null},
 * a dot, a hyphen, an en or em dash; not applicable with {@code †}; suppressed with {@code *} or {@code ‡}. A lone dash in a column of
 * money is refused until it is declared, for accountants write 0 so.
 *
 * <p>Each method returns another layout and leaves this one as it is.
 */
public final class CsvLayout {
    private static final ImmutableSet<String> DASHES = ImmutableSet.of("-", "–", "—");

    private static final ImmutableMap<String, Missing> USUALLY_MISSING = ImmutableMap.<String, Missing>builder()
            .putAll(as(Missing.NOT_GIVEN, "", "N/A", "NA", "#N/A", "null", "."))
            .putAll(Maps.asMap(DASHES, any -> Missing.NOT_GIVEN))
            .putAll(as(Missing.NOT_APPLICABLE, "†"))
            .putAll(as(Missing.SUPPRESSED, "*", "‡"))
            .buildOrThrow();

    private static final CsvLayout USUAL = new CsvLayout(
            ',',
            Optional.empty(),
            ImmutableSet.of(),
            Optional.empty(),
            Optional.empty(),
            ImmutableMap.of(),
            USUALLY_MISSING,
            false);

    private final char separator;
    private final Optional<Integer> headerLine;
    private final ImmutableSet<String> headerTexts;
    private final Optional<String> end;
    private final Optional<Numerals> numerals;
    private final ImmutableMap<String, String> rows;
    private final ImmutableMap<String, Missing> missing;

    /** Whether someone said what a dash means. */
    private final boolean dashesDeclared;

    private CsvLayout(
            char separator,
            Optional<Integer> headerLine,
            ImmutableSet<String> headerTexts,
            Optional<String> end,
            Optional<Numerals> numerals,
            ImmutableMap<String, String> rows,
            ImmutableMap<String, Missing> missing,
            boolean dashesDeclared) {
        this.separator = separator;
        this.headerLine = headerLine;
        this.headerTexts = headerTexts;
        this.end = end;
        this.numerals = numerals;
        this.rows = rows;
        this.missing = missing;
        this.dashesDeclared = dashesDeclared;
    }

    /** Returns the layout that most files have. */
    public static CsvLayout usual() {
        return USUAL;
    }

    private static Map<String, Missing> as(Missing why, String... texts) {
        return Maps.asMap(
                Stream.of(texts).map(CsvLayout::word).collect(ImmutableSet.toImmutableSet()),
                any -> requireNonNull(why, "why"));
    }

    /** Returns the form in which words of a cell are compared. */
    static String word(String text) {
        return Cells.trimmed(text).toLowerCase(Locale.ROOT);
    }

    /**
     * What stands between two fields, where it is no comma: a semicolon, a tab. With a semicolon, see {@link #decimalComma}.
     *
     * @throws IllegalArgumentException if it is a quote or a line break
     */
    public CsvLayout separatedBy(char between) {
        if (between == '"' || between == '\n' || between == '\r') {
            throw new IllegalArgumentException("fields are not separated by quotes or line breaks");
        }
        return new CsvLayout(between, headerLine, headerTexts, end, numerals, rows, missing, dashesDeclared);
    }

    /**
     * The line of the file, from 1, on which the header starts, where titles or notes stand above it. Unless this is said, the
     * first line that is not blank is the header.
     */
    public CsvLayout headerOnLine(int line) {
        if (line < 1) {
            throw new IllegalArgumentException("lines are counted from 1, so there is no line " + line);
        }
        return new CsvLayout(
                separator, Optional.of(line), ImmutableSet.of(), end, numerals, rows, missing, dashesDeclared);
    }

    /**
     * Finds the header by its texts, where titles or notes of any length stand above it: it is the first row that has them all. So much of
     * the file as 1,000 rows is searched.
     *
     * @param columns one or more headers, compared as the columns of a mapping are
     * @throws IllegalArgumentException if none is named
     */
    public CsvLayout headerWith(String... columns) {
        ImmutableSet<String> texts = Stream.of(columns).map(Cells::header).collect(ImmutableSet.toImmutableSet());
        if (texts.isEmpty() || texts.contains("")) {
            throw new IllegalArgumentException("a header is found by one or more texts, which are not blank");
        }
        return new CsvLayout(separator, Optional.empty(), texts, end, numerals, rows, missing, dashesDeclared);
    }

    /**
     * Ends the table before the first row that starts with a text, such as {@code Total} or {@code Note:}; that row and those below it are not
     * read.
     *
     * @param text what the first cell that is not blank starts with, in any case
     */
    public CsvLayout endingBefore(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a table ends before a text that is not blank");
        }
        return new CsvLayout(
                separator,
                headerLine,
                headerTexts,
                Optional.of(Cells.header(text)),
                numerals,
                rows,
                missing,
                dashesDeclared);
    }

    /**
     * Reads numbers, per cents and money with a comma before decimals, and a point or a blank between thousands: {@code 1.777,50},
     * {@code 1 777,50}. Then {@code 1,777} is a little less than 2.
     *
     * @throws IllegalStateException if decimal points are asked for as well
     */
    public CsvLayout decimalComma() {
        return writtenWith(Numerals.COMMA);
    }

    /**
     * Reads numbers, per cents and money with a point before decimals, and a comma between thousands. That is how they are read unless
     * {@link #decimalComma} is said; in a file with semicolons it has to be said where a number could be read either way.
     *
     * @throws IllegalStateException if decimal commas are asked for as well
     */
    public CsvLayout decimalPoint() {
        return writtenWith(Numerals.POINT);
    }

    private CsvLayout writtenWith(Numerals way) {
        if (numerals.filter(earlier -> earlier != way).isPresent()) {
            throw new IllegalStateException(
                    "decimals have either a comma or a point before them; say one of decimalComma() and"
                            + " decimalPoint()");
        }
        return new CsvLayout(separator, headerLine, headerTexts, end, Optional.of(way), rows, missing, dashesDeclared);
    }

    /**
     * Reads only rows with a text in a column: one year of a file that has several, schools and not their totals. Other rows are not
     * read: they are in no count of rows, and no fault of theirs is told.
     *
     * @param text compared letter by letter, without blanks around it
     * @throws IllegalStateException if rows are already chosen by the column
     */
    public CsvLayout onlyRows(String column, String text) {
        if (column.isBlank()) {
            throw new IllegalArgumentException("a column is named by its header, which is not blank");
        }
        if (rows.containsKey(column)) {
            throw new IllegalStateException("rows are already chosen by column \"%s\"".formatted(column));
        }
        return new CsvLayout(
                separator,
                headerLine,
                headerTexts,
                end,
                numerals,
                ImmutableMap.<String, String>builder()
                        .putAll(rows)
                        .put(column, requireNonNull(text, "text"))
                        .buildOrThrow(),
                missing,
                dashesDeclared);
    }

    /**
     * More texts that mean that a value is missing, and why; what one of them means by use, it means no longer. The case of letters does
     * not matter, nor do blanks around them.
     */
    public CsvLayout missing(Missing why, String... texts) {
        Map<String, Missing> more = as(why, texts);
        return new CsvLayout(
                separator,
                headerLine,
                headerTexts,
                end,
                numerals,
                rows,
                ImmutableMap.<String, Missing>builder()
                        .putAll(missing)
                        .putAll(more)
                        .buildKeepingLast(),
                dashesDeclared || DASHES.stream().anyMatch(more::containsKey));
    }

    /** Takes no text for missing but the empty cell, and those that are declared from here on. */
    public CsvLayout onlyEmptyIsMissing() {
        return new CsvLayout(
                separator,
                headerLine,
                headerTexts,
                end,
                numerals,
                rows,
                ImmutableMap.copyOf(as(Missing.NOT_GIVEN, "")),
                false);
    }

    char separator() {
        return separator;
    }

    Optional<Integer> headerLine() {
        return headerLine;
    }

    /** Returns the texts by which the header is found; none if it is found otherwise. */
    ImmutableSet<String> headerTexts() {
        return headerTexts;
    }

    /** Tells whether the table ends before a row. */
    boolean endsBefore(CsvRow row) {
        return end.isPresent()
                && row.fields().stream()
                        .map(Cells::header)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .filter(text -> text.startsWith(end.get()))
                        .isPresent();
    }

    /** Returns how numbers are written. */
    Numerals numerals() {
        return numerals.orElse(Numerals.POINT);
    }

    /** Tells whether a number can be read two ways in the file, and nobody said which. */
    boolean readsTwoWays(String cell) {
        return separator == ';' && numerals.isEmpty() && Numerals.readsTwoWays(cell);
    }

    /** Returns the texts by column that choose rows. */
    ImmutableMap<String, String> rows() {
        return rows;
    }

    /** Returns why a value is missing; empty if the cell has one. */
    Optional<Missing> why(String cell) {
        return Optional.ofNullable(missing.get(word(cell)));
    }

    /** Tells whether a cell has a dash that may be 0 as well. */
    boolean isUnclearAmount(String cell) {
        return !dashesDeclared && DASHES.contains(cell);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof CsvLayout other
                && separator == other.separator
                && headerLine.equals(other.headerLine)
                && headerTexts.equals(other.headerTexts)
                && end.equals(other.end)
                && numerals.equals(other.numerals)
                && rows.equals(other.rows)
                && missing.equals(other.missing)
                && dashesDeclared == other.dashesDeclared;
    }

    @Override
    public int hashCode() {
        return Objects.hash(separator, headerLine, headerTexts, end, numerals, rows, missing, dashesDeclared);
    }

    @Override
    public String toString() {
        return "fields separated by \"%s\"%s%s"
                .formatted(
                        separator == '\t' ? "tab" : separator,
                        headerLine.map(line -> ", header on line " + line).orElse(""),
                        rows.isEmpty() ? "" : ", rows with " + rows);
    }
}
