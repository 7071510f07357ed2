package org.perpupil.io.csv;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.io.internal.Texts;

/**
 * Which columns of a file make a {@link org.perpupil.equity.Study}, and what stands in them: a mapping that is data.
 *
 * <pre>{@code
 * StudyColumns columns = StudyColumns.unit("school", "year")      // a row is a school in a year
 *         .numbers("enrolled", "at_risk")
 *         .percents("lunch")                                      // with a per cent sign or without
 *         .dollars("salaries")                                    // $1,777.50, (250)
 *         .texts("school", "year", "level")
 *         .in(CsvLayout.usual().missing(Missing.SUPPRESSED, "<10"));
 * StudyColumns all = StudyColumns.unit("district").texts("county").restAsNumbers();
 * }</pre>
 *
 * <p>Columns are found by their header, in any order, whatever its case, with any blanks and line breaks. Columns that are not
 * named are not read, unless {@link #restAsNumbers} is said. Each method returns another mapping and leaves this one as it is.
 *
 * <p>Numbers may have a minus before them, separators between thousands ({@code 1,777}) and a decimal point. An exponent is read in
 * {@linkplain #numbers numbers} and {@linkplain #percents per cents} where it is written plainly, without separators and within the
 * range of doubles ({@code 1e+05}, as R writes 100,000), and refused in {@linkplain #dollars dollars}. A cell that is empty, or has a text
 * that the {@linkplain CsvLayout layout} takes for missing, is missing, which is never 0, and the study keeps why; any other cell that is
 * no number is a problem. So is a lone dash among dollars, which stands for 0 in some files and for nothing known in others.
 *
 * <p>Where a comma stands before decimals, say {@link CsvLayout#decimalComma}. A file whose separator is a semicolon may be of either kind:
 * in it {@code 1,777} and {@code 1.777} are refused until one of {@link CsvLayout#decimalComma} and {@link CsvLayout#decimalPoint} is
 * said. With any other separator a point stands before decimals unless the layout says otherwise.
 */
public final class StudyColumns {
    private final ImmutableList<String> unit;
    private final ImmutableMap<String, Column> columns;
    private final boolean restAsNumbers;
    private final CsvLayout layout;

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

    private StudyColumns(
            ImmutableList<String> unit, ImmutableMap<String, Column> columns, boolean restAsNumbers, CsvLayout layout) {
        this.unit = unit;
        this.columns = columns;
        this.restAsNumbers = restAsNumbers;
        this.layout = layout;
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
                CsvLayout.usual());
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

    StudyColumns with(Column column) {
        Column earlier = columns.get(column.name());
        if (earlier != null) {
            throw new IllegalStateException("\"%s\" already comes from column \"%s\"; cannot also be \"%s\""
                    .formatted(column.name(), earlier.header(), column.header()));
        }
        ImmutableMap<String, Column> more = ImmutableMap.<String, Column>builder()
                .putAll(columns)
                .put(column.name(), column)
                .buildOrThrow();
        return new StudyColumns(unit, more, restAsNumbers, layout);
    }

    /** Takes every column of the file that is not named here, and does not tell what a row is of, as one of numbers. */
    public StudyColumns restAsNumbers() {
        return new StudyColumns(unit, columns, true, layout);
    }

    /** Returns the mapping for a file that is laid out so; unless this is said, {@linkplain CsvLayout#usual as most are}. */
    public StudyColumns in(CsvLayout other) {
        return new StudyColumns(unit, columns, restAsNumbers, requireNonNull(other, "layout"));
    }

    private static String checked(String column) {
        if (column.isBlank()) {
            throw new IllegalArgumentException("a column is named by its header, which is not blank");
        }
        return column;
    }

    /** Returns the columns that were named. */
    List<Column> columns() {
        return columns.values().asList();
    }

    boolean isRestAsNumbers() {
        return restAsNumbers;
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
                needed(columns.values()).stream().map(Texts::header).collect(ImmutableSet.toImmutableSet());
        ImmutableList.Builder<Column> all = ImmutableList.<Column>builder().addAll(columns.values());
        header.stream()
                .map(Texts::onOneLine)
                .filter(name -> !name.isEmpty() && !named.contains(Texts.header(name)))
                .distinct()
                .forEach(name -> all.add(new Column(name, name, Column.Kind.NUMBER)));
        return all.build();
    }

    /** Returns the headers of the columns that are read, once. */
    List<String> needed(Iterable<Column> ofStudy) {
        ImmutableSet.Builder<String> all = ImmutableSet.<String>builder().addAll(unit);
        ofStudy.forEach(column -> all.add(column.header()));
        return all.addAll(layout.frame().rows().keySet()).build().asList();
    }

    CsvLayout layout() {
        return layout;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof StudyColumns other
                && unit.equals(other.unit)
                && columns.values().asList().equals(other.columns.values().asList())
                && restAsNumbers == other.restAsNumbers
                && layout.equals(other.layout);
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
