package org.perpupil.io.csv;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.perpupil.io.internal.Texts;
import org.perpupil.io.internal.table.Frame;
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

    /** What is allowed where a number can be read two ways, and what to do about it. */
    static final String ONE_WAY = "a number that can be read one way only, in a file with semicolons";

    static final String SAY_WHICH =
            "Say decimalComma() in the layout if a comma stands before decimals in this file, or decimalPoint() if a point does.";

    private static final CsvLayout USUAL = new CsvLayout(new Parts());

    private final Parts parts;

    private CsvLayout(Parts parts) {
        this.parts = parts;
    }

    /** What a copy is made from; never changed once a layout has it. */
    private static final class Parts {
        private char separator = ',';
        private @Nullable Integer headerLine;
        private ImmutableSet<String> headerTexts = ImmutableSet.of();
        private @Nullable String sheet;
        private @Nullable String start;
        private @Nullable String end;
        private @Nullable Numerals numerals;
        private @Nullable RoundingMode cents;
        private ImmutableMap<String, String> rows = ImmutableMap.of();
        private ImmutableMap<String, Missing> missing = USUALLY_MISSING;

        /** Whether someone said what a dash means. */
        private boolean dashesDeclared;

        Parts copy() {
            Parts copy = new Parts();
            copy.separator = separator;
            copy.headerLine = headerLine;
            copy.headerTexts = headerTexts;
            copy.sheet = sheet;
            copy.start = start;
            copy.end = end;
            copy.numerals = numerals;
            copy.cents = cents;
            copy.rows = rows;
            copy.missing = missing;
            copy.dashesDeclared = dashesDeclared;
            return copy;
        }

        List<Object> all() {
            return List.of(
                    separator,
                    Optional.ofNullable(headerLine),
                    headerTexts,
                    Optional.ofNullable(sheet),
                    Optional.ofNullable(start),
                    Optional.ofNullable(end),
                    Optional.ofNullable(numerals),
                    Optional.ofNullable(cents),
                    rows,
                    missing,
                    dashesDeclared);
        }
    }

    private CsvLayout with(Consumer<Parts> change) {
        Parts copy = parts.copy();
        change.accept(copy);
        return new CsvLayout(copy);
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
        return Texts.trimmed(text).toLowerCase(Locale.ROOT);
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
        return with(copy -> copy.separator = between);
    }

    /**
     * The line of the file, from 1, on which the header starts, where titles or notes stand above it. Unless this is said, the
     * first line that is not blank is the header.
     */
    public CsvLayout headerOnLine(int line) {
        if (line < 1) {
            throw new IllegalArgumentException("lines are counted from 1, so there is no line " + line);
        }
        return with(copy -> {
            copy.headerLine = line;
            copy.headerTexts = ImmutableSet.of();
        });
    }

    /**
     * Finds the header by its texts, where titles or notes of any length stand above it: it is the first row that has them all. So much of
     * the file as 1,000 rows is searched.
     *
     * @param columns one or more headers, compared as the columns of a mapping are
     * @throws IllegalArgumentException if none is named
     */
    public CsvLayout headerWith(String... columns) {
        ImmutableSet<String> texts = Stream.of(columns).map(Texts::header).collect(ImmutableSet.toImmutableSet());
        if (texts.isEmpty() || texts.contains("")) {
            throw new IllegalArgumentException("a header is found by one or more texts, which are not blank");
        }
        return with(copy -> {
            copy.headerLine = null;
            copy.headerTexts = texts;
        });
    }

    /**
     * Ends the table before the first row that starts with a text, such as {@code Total} or {@code Note:}; that row and those below it are not
     * read, which is a {@linkplain org.perpupil.problem.Loaded#notices() notice}, as it is that no row starts so.
     *
     * @param text what the first cell that is not blank starts with, in any case
     */
    public CsvLayout endingBefore(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a table ends before a text that is not blank");
        }
        return with(copy -> copy.end = Texts.header(text));
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
        if (parts.numerals != null && parts.numerals != way) {
            throw new IllegalStateException(
                    "decimals have either a comma or a point before them; say one of decimalComma() and"
                            + " decimalPoint()");
        }
        return with(copy -> copy.numerals = way);
    }

    /**
     * Reads only rows with a text in a column: one year of a file that has several, schools and not their totals. Other rows are not
     * read: they are in no count of rows, and no fault of theirs is told; how many they are is a {@linkplain
     * org.perpupil.problem.Loaded#notices() notice}.
     *
     * @param text compared letter by letter, without blanks around it
     * @throws IllegalStateException if rows are already chosen by the column
     */
    public CsvLayout onlyRows(String column, String text) {
        if (column.isBlank()) {
            throw new IllegalArgumentException("a column is named by its header, which is not blank");
        }
        if (parts.rows.containsKey(column)) {
            throw new IllegalStateException("rows are already chosen by column \"%s\"".formatted(column));
        }
        String wanted = Texts.trimmed(text);
        return with(copy -> copy.rows = ImmutableMap.<String, String>builder()
                .putAll(parts.rows)
                .put(column, wanted)
                .buildOrThrow());
    }

    /**
     * More texts that mean that a value is missing, and why; what one of them means by use, it means no longer. The case of letters does
     * not matter, nor do blanks around them.
     */
    public CsvLayout missing(Missing why, String... texts) {
        Map<String, Missing> more = as(why, texts);
        return with(copy -> {
            copy.missing = ImmutableMap.<String, Missing>builder()
                    .putAll(parts.missing)
                    .putAll(more)
                    .buildKeepingLast();
            copy.dashesDeclared |= DASHES.stream().anyMatch(more::containsKey);
        });
    }

    /** Takes no text for missing but the empty cell, and those that are declared from here on. */
    public CsvLayout onlyEmptyIsMissing() {
        return with(copy -> {
            copy.missing = ImmutableMap.copyOf(as(Missing.NOT_GIVEN, ""));
            copy.dashesDeclared = false;
        });
    }

    /**
     * The sheet of a workbook that is read, by its name; unless this is said, the first. In a file that is no workbook it means nothing.
     */
    public CsvLayout sheet(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a sheet has a name, which is not blank");
        }
        return with(copy -> copy.sheet = name);
    }

    /**
     * Begins below the first row that starts with a text, such as the title of the second of two tables that stand one below the other. The
     * header is then looked for from there.
     *
     * @param text what the first cell that is not blank starts with, in any case
     */
    public CsvLayout startingAfter(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a table starts after a text that is not blank");
        }
        return with(copy -> copy.start = Texts.header(text));
    }

    /**
     * Rounds amounts of money with parts of a cent to whole cents, each by itself; what was read {@linkplain
     * org.perpupil.problem.Loaded#notices() tells} for each column how many amounts were rounded and what that changed in all. Unless this is
     * said, such an amount is a problem of its row.
     *
     * @throws IllegalArgumentException if the mode is {@code UNNECESSARY}
     */
    public CsvLayout roundingCents(RoundingMode mode) {
        if (mode == RoundingMode.UNNECESSARY) {
            throw new IllegalArgumentException("rounding is said by a mode that rounds");
        }
        return with(copy -> copy.cents = mode);
    }

    char separator() {
        return parts.separator;
    }

    /** Returns which part of the file the table is. */
    Frame frame() {
        return new Frame(
                Optional.ofNullable(parts.start),
                Optional.ofNullable(parts.end),
                Optional.ofNullable(parts.headerLine),
                parts.headerTexts,
                parts.rows,
                false);
    }

    /** Returns the sheet of a workbook; empty for the first. */
    Optional<String> sheet() {
        return Optional.ofNullable(parts.sheet);
    }

    /** Returns how parts of a cent are rounded; empty if there may be none. */
    Optional<RoundingMode> cents() {
        return Optional.ofNullable(parts.cents);
    }

    /** Returns how numbers are written. */
    Numerals numerals() {
        return parts.numerals == null ? Numerals.POINT : parts.numerals;
    }

    /** Returns how numbers are written, if somebody said so. */
    Optional<Numerals> declaredNumerals() {
        return Optional.ofNullable(parts.numerals);
    }

    /** Tells whether no text was taken for missing before some were declared. */
    boolean isOnlyEmptyMissing() {
        return !parts.missing.keySet().containsAll(USUALLY_MISSING.keySet());
    }

    /** Returns the texts that are missing beyond those that would be, and dashes where somebody said what they mean. */
    Map<String, Missing> declaredMissing() {
        Map<String, Missing> base = isOnlyEmptyMissing() ? as(Missing.NOT_GIVEN, "") : USUALLY_MISSING;
        Map<String, Missing> declared = new LinkedHashMap<>();
        parts.missing.forEach((text, why) -> {
            if (why != base.get(text) || (parts.dashesDeclared && DASHES.contains(text))) {
                declared.put(text, why);
            }
        });
        return declared;
    }

    /** Tells whether a number can be read two ways in the file, and nobody said which. */
    boolean readsTwoWays(String cell) {
        return parts.separator == ';' && parts.numerals == null && Numerals.readsTwoWays(cell);
    }

    /** Returns why a value is missing; empty if the cell has one. */
    Optional<Missing> why(String cell) {
        return Optional.ofNullable(parts.missing.get(word(cell)));
    }

    /** Tells whether a cell has a dash that may be 0 as well. */
    boolean isUnclearAmount(String cell) {
        return !parts.dashesDeclared && DASHES.contains(cell);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof CsvLayout other && parts.all().equals(other.parts.all());
    }

    @Override
    public int hashCode() {
        return parts.all().hashCode();
    }

    @Override
    public String toString() {
        return "fields separated by \"%s\"%s%s"
                .formatted(
                        parts.separator == '\t' ? "tab" : parts.separator,
                        parts.headerLine == null ? "" : ", header on line " + parts.headerLine,
                        parts.rows.isEmpty() ? "" : ", rows with " + parts.rows);
    }
}
