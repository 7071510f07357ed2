package org.perpupil.io.csv;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which columns of a file make a {@link org.perpupil.equity.Study}, and what stands in them: a mapping that is data.
 *
 * <pre>{@code
 * StudyColumns columns = StudyColumns.unit("school", "year")      // a row is a school in a year
 *         .numbers("enrolled", "at_risk")
 *         .percents("lunch")                                      // with a per cent sign or without
 *         .dollars("salaries")                                    // $1,777.50, (250)
 *         .texts("school", "year", "level")
 *         .missing("N/A", "*");                                   // beside the empty cell
 * StudyColumns all = StudyColumns.unit("district").texts("county").restAsNumbers();
 * }</pre>
 *
 * <p>Columns are found by their header, in any order, whatever its case, with any blanks and line breaks. Columns that are not
 * named are not read, unless {@link #restAsNumbers} is said. Each method returns another mapping and leaves this one as it is.
 *
 * <p>Numbers may have a minus before them, separators between thousands ({@code 1,777}) and a decimal point. An exponent is read in
 * {@linkplain #numbers numbers} and {@linkplain #percents per cents} where it is written plainly, without separators and within the
 * range of doubles ({@code 1e+05}, as R writes 100,000), and refused in {@linkplain #dollars dollars}. A cell that is empty, or has one of
 * the {@linkplain #missing declared texts}, is missing, which is never 0; any other cell that is no number is a problem. So is a lone
 * dash, which stands for 0 in some files and for nothing known in others.
 *
 * <p>Where a comma stands before decimals, say {@link #decimalComma}. A file whose separator is a semicolon may be of either kind: in it
 * {@code 1,777} and {@code 1.777} are refused until one of {@link #decimalComma} and {@link #decimalPoint} is said. With any other
 * separator a point stands before decimals unless the mapping says otherwise.
 */
public final class StudyColumns {
    private final ImmutableList<String> unit;
    private final ImmutableMap<String, Column> columns;
    private final boolean restAsNumbers;
    private final ImmutableSet<String> missing;
    private final Options options;

    /** One column of the study. */
    record Column(String name, String header, Kind kind) {
        enum Kind {
            NUMBER,
            PERCENT,
            DOLLARS,
            TEXT
        }

        Column {
            checked(name);
            checked(header);
        }
    }

    /** How the file is laid out. */
    private record Options(
            char separator,
            Optional<Integer> headerLine,
            ImmutableMap<String, String> rows,
            Optional<Numerals> numerals) {

        Options separatedBy(char other) {
            return new Options(other, headerLine, rows, numerals);
        }

        Options headerOn(int line) {
            return new Options(separator, Optional.of(line), rows, numerals);
        }

        Options choosing(ImmutableMap<String, String> chosen) {
            return new Options(separator, headerLine, chosen, numerals);
        }

        Options writtenWith(Numerals way) {
            return new Options(separator, headerLine, rows, Optional.of(way));
        }
    }

    private StudyColumns(
            ImmutableList<String> unit,
            ImmutableMap<String, Column> columns,
            boolean restAsNumbers,
            ImmutableSet<String> missing,
            Options options) {
        this.unit = unit;
        this.columns = columns;
        this.restAsNumbers = restAsNumbers;
        this.missing = missing;
        this.options = options;
    }

    /**
     * Starts with the column, or the columns together, that tell what a row is of: a school, or a school and a year. Each row has another;
     * leading zeros and capital letters count. The study names its units by them, with a comma and a blank between, and as it has texts:
     * with one blank where there are several. So two rows whose names differ in blanks only, or whose parts make the same name, are told.
     */
    public static StudyColumns unit(String column, String... more) {
        return new StudyColumns(
                Stream.concat(Stream.of(column), Stream.of(more))
                        .map(StudyColumns::checked)
                        .collect(ImmutableList.toImmutableList()),
                ImmutableMap.of(),
                false,
                ImmutableSet.of(""),
                new Options(',', Optional.empty(), ImmutableMap.of(), Optional.empty()));
    }

    /**
     * Columns of numbers, named by their headers.
     *
     * @throws IllegalStateException if the study already has a column with one of the names
     */
    public StudyColumns numbers(String... headers) {
        return with(Column.Kind.NUMBER, headers);
    }

    /**
     * A column of numbers with a name of its own.
     *
     * @throws IllegalStateException if the study already has a column with the name
     */
    public StudyColumns number(String name, String header) {
        return with(new Column(name, header, Column.Kind.NUMBER));
    }

    /**
     * Columns of numbers that may have a per cent sign behind them, named by their headers: {@code 23} and {@code 23%} are both 23.
     *
     * @throws IllegalStateException if the study already has a column with one of the names
     */
    public StudyColumns percents(String... headers) {
        return with(Column.Kind.PERCENT, headers);
    }

    /**
     * A column of numbers that may have a per cent sign, with a name of its own.
     *
     * @throws IllegalStateException if the study already has a column with the name
     */
    public StudyColumns percent(String name, String header) {
        return with(new Column(name, header, Column.Kind.PERCENT));
    }

    /**
     * Columns of money, named by their headers: numbers that may have a currency sign, and are below 0 with a minus or in brackets, as
     * accountants write. {@code $1,777.50}, {@code 1,777.50 €}, {@code $ (250)} and {@code -$250} are read; the currency is not kept.
     * Parts of cents are read as well, since dollars per pupil are quotients. An exponent is a problem: what shows it may have lost
     * digits.
     *
     * @throws IllegalStateException if the study already has a column with one of the names
     */
    public StudyColumns dollars(String... headers) {
        return with(Column.Kind.DOLLARS, headers);
    }

    /**
     * A column of money with a name of its own.
     *
     * @throws IllegalStateException if the study already has a column with the name
     */
    public StudyColumns dollar(String name, String header) {
        return with(new Column(name, header, Column.Kind.DOLLARS));
    }

    /**
     * Columns of texts, named by their headers; blanks and line breaks inside a text become one blank.
     *
     * @throws IllegalStateException if the study already has a column with one of the names
     */
    public StudyColumns texts(String... headers) {
        return with(Column.Kind.TEXT, headers);
    }

    /**
     * A column of texts with a name of its own.
     *
     * @throws IllegalStateException if the study already has a column with the name
     */
    public StudyColumns text(String name, String header) {
        return with(new Column(name, header, Column.Kind.TEXT));
    }

    private StudyColumns with(Column.Kind kind, String... headers) {
        StudyColumns all = this;
        for (String header : headers) {
            all = all.with(new Column(header, header, kind));
        }
        return all;
    }

    private StudyColumns with(Column column) {
        Column earlier = columns.get(column.name());
        if (earlier != null) {
            throw new IllegalStateException("\"%s\" already comes from column \"%s\"; cannot also be \"%s\""
                    .formatted(column.name(), earlier.header(), column.header()));
        }
        ImmutableMap<String, Column> more = ImmutableMap.<String, Column>builder()
                .putAll(columns)
                .put(column.name(), column)
                .buildOrThrow();
        return new StudyColumns(unit, more, restAsNumbers, missing, options);
    }

    /** Takes every column of the file that is not named here, and does not tell what a row is of, as one of numbers. */
    public StudyColumns restAsNumbers() {
        return new StudyColumns(unit, columns, true, missing, options);
    }

    /**
     * The texts that mean that a value is missing, beside the empty cell: such as {@code N/A}, {@code *} or {@code DS}. They are compared
     * letter by letter, without blanks around them.
     */
    public StudyColumns missing(String... texts) {
        ImmutableSet<String> more = Stream.concat(
                        missing.stream(), Stream.of(texts).map(Cells::trimmed))
                .collect(ImmutableSet.toImmutableSet());
        return new StudyColumns(unit, columns, restAsNumbers, more, options);
    }

    /**
     * What stands between two fields, where it is no comma: a semicolon, a tab. With a semicolon, see {@link #decimalComma}.
     *
     * @throws IllegalArgumentException if it is a quote or a line break
     */
    public StudyColumns separatedBy(char separator) {
        if (separator == '"' || separator == '\n' || separator == '\r') {
            throw new IllegalArgumentException("fields are not separated by quotes or line breaks");
        }
        return with(options.separatedBy(separator));
    }

    /**
     * Reads numbers, per cents and dollars with a comma before decimals, and a point or a blank between thousands: {@code 1.777,50},
     * {@code 1 777,50}. Then {@code 1,777} is a little less than 2.
     *
     * @throws IllegalStateException if decimal points are asked for as well
     */
    public StudyColumns decimalComma() {
        return writtenWith(Numerals.COMMA);
    }

    /**
     * Reads numbers, per cents and dollars with a point before decimals, and a comma between thousands. That is how they are read unless
     * {@link #decimalComma} is said; in a file with semicolons it has to be said where a number could be read either way.
     *
     * @throws IllegalStateException if decimal commas are asked for as well
     */
    public StudyColumns decimalPoint() {
        return writtenWith(Numerals.POINT);
    }

    private StudyColumns writtenWith(Numerals way) {
        if (options.numerals().filter(earlier -> earlier != way).isPresent()) {
            throw new IllegalStateException(
                    "decimals have either a comma or a point before them; say one of decimalComma() and"
                            + " decimalPoint()");
        }
        return with(options.writtenWith(way));
    }

    /**
     * The line of the file, from 1, on which the header starts, where titles or notes stand above it. Unless this is said, the
     * first line that is not blank is the header.
     */
    public StudyColumns headerOnLine(int line) {
        if (line < 1) {
            throw new IllegalArgumentException("lines are counted from 1, so there is no line " + line);
        }
        return with(options.headerOn(line));
    }

    /**
     * Reads only rows with a text in a column, such as those of one year. Other rows are not read: they are in no count of rows, and no
     * fault of theirs is told.
     *
     * @param text compared letter by letter, without blanks around it
     * @throws IllegalStateException if rows are already chosen by the column
     */
    public StudyColumns onlyRows(String column, String text) {
        if (options.rows().containsKey(column)) {
            throw new IllegalStateException("rows are already chosen by column \"%s\"".formatted(column));
        }
        return with(options.choosing(ImmutableMap.<String, String>builder()
                .putAll(options.rows())
                .put(checked(column), requireNonNull(text, "text"))
                .buildOrThrow()));
    }

    private StudyColumns with(Options other) {
        return new StudyColumns(unit, columns, restAsNumbers, missing, other);
    }

    private static String checked(String column) {
        if (column.isBlank()) {
            throw new IllegalArgumentException("a column is named by its header, which is not blank");
        }
        return column;
    }

    List<String> units() {
        return unit;
    }

    /** Returns the columns of the study, for a file with a header. */
    ImmutableList<Column> of(List<String> header) {
        if (!restAsNumbers) {
            return columns.values().asList();
        }
        ImmutableSet<String> named =
                needed(columns.values()).stream().map(Cells::header).collect(ImmutableSet.toImmutableSet());
        ImmutableList.Builder<Column> all = ImmutableList.<Column>builder().addAll(columns.values());
        header.stream()
                .map(Cells::onOneLine)
                .filter(name -> !name.isEmpty() && !named.contains(Cells.header(name)))
                .distinct()
                .forEach(name -> all.add(new Column(name, name, Column.Kind.NUMBER)));
        return all.build();
    }

    /** Returns the headers of the columns that are read, once. */
    List<String> needed(Iterable<Column> ofStudy) {
        ImmutableSet.Builder<String> all = ImmutableSet.<String>builder().addAll(unit);
        ofStudy.forEach(column -> all.add(column.header()));
        return all.addAll(options.rows().keySet()).build().asList();
    }

    boolean isMissing(String trimmed) {
        return missing.contains(trimmed);
    }

    char separator() {
        return options.separator();
    }

    /** Returns how numbers are written. */
    Numerals numerals() {
        return options.numerals().orElse(Numerals.POINT);
    }

    /** Tells whether the file may be of either kind, and the mapping does not say of which. */
    boolean mayBeEither() {
        return options.separator() == ';' && options.numerals().isEmpty();
    }

    Optional<Integer> headerLine() {
        return options.headerLine();
    }

    Map<String, String> rows() {
        return options.rows();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof StudyColumns other
                && unit.equals(other.unit)
                && columns.values().asList().equals(other.columns.values().asList())
                && restAsNumbers == other.restAsNumbers
                && missing.equals(other.missing)
                && options.equals(other.options);
    }

    @Override
    public int hashCode() {
        return 31 * unit.hashCode() + columns.hashCode();
    }

    @Override
    public String toString() {
        return "%s by %s%s"
                .formatted(
                        columns.values().stream().map(Column::name).collect(Collectors.joining(", ")),
                        String.join(", ", unit),
                        restAsNumbers ? ", and every other column" : "");
    }
}
