package org.perpupil.io.excel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.ProtectionOption;
import org.dhatim.fastexcel.StyleSetter;
import org.dhatim.fastexcel.Worksheet;
import org.perpupil.exact.Rational;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/** One sheet of a workbook. Whatever is written as text stays text. */
final class Sheet {
    /** No cell holds more. */
    private static final int LONGEST_TEXT = 32_000;

    /** More digits than that, a spreadsheet does not keep. */
    private static final int DIGITS = 17;

    /** As many as 15 digits have at least. */
    private static final int BITS_OF_A_NUMBER = 49;

    private static final int LONGEST_FORMULA = 8_192;

    private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n?");

    /** What a workbook takes for the code of a character, such as {@code _x0041_}. */
    private static final Pattern CODE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private static final double POINTS_OF_A_LINE = 13.5;
    private static final double MOST_POINTS = 405;

    private final Worksheet worksheet;

    Sheet(Worksheet worksheet) {
        this.worksheet = worksheet;
    }

    /** How a cell looks. */
    enum Look {
        PLAIN,
        TITLE,
        HEADING,
        /** A heading over numbers. */
        NUMBERS,
        STRONG,
        QUIET,
        WRAPPED,
        INPUT,
        WARNING
    }

    Worksheet worksheet() {
        return worksheet;
    }

    String cell(int row, int column) {
        return worksheet.getName() + "!" + address(row, column);
    }

    String range(int top, int left, int bottom, int right) {
        return "%s!%s:%s".formatted(worksheet.getName(), fixed(top, left), fixed(bottom, right));
    }

    private static String fixed(int row, int column) {
        return "$" + letters(column) + "$" + (row + 1);
    }

    static String address(int row, int column) {
        return letters(column) + (row + 1);
    }

    private static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.toString();
    }

    private void check(int row, int column) {
        if (row >= Worksheet.MAX_ROWS || column >= Worksheet.MAX_COLS) {
            throw refused(
                    "row %s, column %s in sheet %s".formatted(row + 1, column + 1, worksheet.getName()),
                    "at most %s rows and %s columns".formatted(Worksheet.MAX_ROWS, Worksheet.MAX_COLS),
                    "Write fewer schools or lines, or use a table of values.");
        }
    }

    private static ProblemException refused(String found, String allowed, String remedy) {
        return new ProblemException(
                "the workbook cannot be written",
                List.of(new Problem("workbook.too-large", "workbook", found, allowed, remedy)));
    }

    Sheet text(int row, int column, String text) {
        check(row, column);
        worksheet.value(row, column, storable(text));
        return this;
    }

    /** What no workbook can hold is shown as such; what is too long for a cell says so. */
    static String storable(String text) {
        String whole = LINE_BREAK
                .matcher(text)
                .replaceAll("\n")
                .codePoints()
                .map(Sheet::storable)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String shown = whole;
        if (whole.length() > LONGEST_TEXT) {
            int end = Character.isHighSurrogate(whole.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
            shown = whole.substring(0, end) + "… (too long for a cell)";
        }
        return CODE.matcher(shown).replaceAll("_x005F_");
    }

    private static int storable(int character) {
        boolean allowed = character < ' '
                ? character == '\t' || character == '\n'
                : Character.getType(character) != Character.SURROGATE && (character & 0xFFFE) != 0xFFFE;
        return allowed ? character : '\uFFFD';
    }

    Sheet number(int row, int column, Rational value) {
        check(row, column);
        if (value.toExactDecimal().isPresent()) {
            worksheet.value(row, column, value.toExactDecimal().get());
        } else {
            quotient(value)
                    .ifPresentOrElse(
                            formula -> worksheet.formula(row, column, formula),
                            () -> worksheet.value(row, column, significant(value)));
        }
        return this;
    }

    /** A fraction as a formula, if a spreadsheet keeps all digits of its parts. */
    static Optional<String> quotient(Rational value) {
        return Stream.of(value.numerator(), value.denominator()).allMatch(part -> part.bitLength() < BITS_OF_A_NUMBER)
                ? Optional.of(value.numerator() + "/" + value.denominator())
                : Optional.empty();
    }

    /** As many digits as a spreadsheet keeps, so that what is multiplied by it keeps them too. */
    static BigDecimal significant(Rational value) {
        int whole = value.toDecimal(0, RoundingMode.UP).abs().precision();
        int zeros = 0;
        for (Rational rest = value; rest.signum() != 0 && isBelowATenth(rest); rest = rest.times(Rational.of(10))) {
            zeros++;
        }
        return value.toDecimal(zeros + DIGITS - Math.min(whole, DIGITS - 1) + 1, RoundingMode.HALF_EVEN);
    }

    private static boolean isBelowATenth(Rational value) {
        return value.max(value.negated()).compareTo(Rational.of(1, 10)) < 0;
    }

    /** @throws ProblemException if the formula is longer than a spreadsheet takes */
    Sheet formula(int row, int column, String formula) {
        check(row, column);
        if (formula.length() >= LONGEST_FORMULA) {
            throw refused(
                    "a formula of %s characters in %s".formatted(formula.length(), cell(row, column)),
                    "at most %s characters".formatted(LONGEST_FORMULA - 1),
                    "Cut the line into figures.");
        }
        worksheet.formula(
                row, column, formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        return this;
    }

    Sheet look(int row, int column, Look look) {
        return look(row, column, row, column, look, "");
    }

    Sheet look(int row, int column, Look look, String format) {
        return look(row, column, row, column, look, format);
    }

    /** How a block of cells looks; an empty format is the usual one. */
    Sheet look(int top, int left, int bottom, int right, Look look, String format) {
        StyleSetter style = worksheet.range(top, left, bottom, right).style();
        if (!format.isEmpty()) {
            style.format(format);
        }
        switch (look) {
            case PLAIN -> style.verticalAlignment("top");
            case TITLE -> style.bold().fontSize(14);
            case HEADING ->
                style.bold().fillColor("FFDDE6EE").verticalAlignment("top").wrapText(true);
            case NUMBERS -> style.horizontalAlignment("right").verticalAlignment("top");
            case STRONG -> style.bold().verticalAlignment("top");
            case QUIET -> style.fontColor("FF666666").verticalAlignment("top");
            case WRAPPED -> style.wrapText(true).verticalAlignment("top");
            case INPUT -> style.fillColor("FFFFF2CC").protectionOption(ProtectionOption.LOCKED, false);
            case WARNING ->
                style.bold().fontColor("FFB00020").horizontalAlignment("center").verticalAlignment("top");
        }
        style.set();
        return this;
    }

    /** Makes a row so many lines high; not every program does so by itself for wrapped texts. */
    Sheet height(int row, int lines) {
        worksheet.rowHeight(row, Math.min(MOST_POINTS, POINTS_OF_A_LINE * Math.max(1, lines)));
        return this;
    }

    /** How many lines a text takes in a column that holds so many characters. */
    static int lines(String text, int columnWidth) {
        return text.lines()
                .mapToInt(line -> 1 + line.length() * 11 / (columnWidth * 10)) // words do not break
                .sum();
    }

    Sheet width(int column, double characters) {
        worksheet.width(column, characters);
        return this;
    }
}
