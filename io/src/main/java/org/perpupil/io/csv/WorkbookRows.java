package org.perpupil.io.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.perpupil.io.internal.Texts;
import org.perpupil.io.internal.table.CsvRow;
import org.perpupil.io.internal.table.TableRows;
import org.perpupil.problem.Problem;

/** The rows of one sheet of a workbook, each cell as the text that it shows. */
final class WorkbookRows implements TableRows, Closeable {
    /** A sheet has no more columns. */
    private static final int MOST_COLUMNS = 16_384;

    /** What stands in a cell has so many digits; further ones come from binary fractions, and no spreadsheet shows them. */
    private static final MathContext SHOWN = new MathContext(15);

    private static final int MOST_PARTS = 10_000;

    private final String name;
    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;

    private WorkbookRows(String name, ReadableWorkbook workbook, Stream<Row> stream) {
        this.name = name;
        this.workbook = workbook;
        this.stream = stream;
        this.rows = stream.iterator();
    }

    /** The workbook cannot be read, and why. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        RefusedException(Problem problem) {
            super(problem.message());
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    /**
     * Opens a sheet.
     *
     * @param sheet its name; empty for the first
     * @param mostBytes above which a workbook is refused, once unpacked
     * @throws RefusedException if it cannot be read as a workbook
     */
    static WorkbookRows open(Path file, Optional<String> sheet, long mostBytes) throws IOException {
        checkSize(file, mostBytes);
        ReadableWorkbook workbook = opened(file);
        try {
            Optional<Sheet> found = sheet.isPresent()
                    ? workbook.findSheet(sheet.get())
                    : workbook.getSheets().findFirst();
            if (found.isEmpty()) {
                throw new RefusedException(new Problem(
                        "csv.sheet-missing",
                        file.toString(),
                        "no sheet %s; there are %s"
                                .formatted(
                                        sheet.map(Texts::shown).orElse("at all"),
                                        workbook.getSheets()
                                                .map(Sheet::getName)
                                                .map(Texts::shown)
                                                .collect(Collectors.joining(", "))),
                        "the name of a sheet",
                        "Name the sheet as the workbook does, in the layout."));
            }
            return new WorkbookRows(
                    "%s, sheet %s".formatted(file, Texts.shown(found.get().getName())),
                    workbook,
                    found.get().openStream());
        } catch (IOException | RuntimeException broken) {
            workbook.close();
            throw broken instanceof RefusedException refused ? refused : broken(file, broken);
        }
    }

    private static ReadableWorkbook opened(Path file) throws IOException {
        try {
            return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
        } catch (IOException | RuntimeException broken) {
            throw broken(file, broken);
        }
    }

    private static RefusedException broken(Path file, Exception broken) {
        RefusedException refused = new RefusedException(new Problem(
                "csv.workbook",
                file.toString(),
                "a zip file that is no workbook, or a broken one",
                "CSV, or a workbook (.xlsx)",
                "Open it in a spreadsheet program and save it again, or save the sheet as CSV UTF-8."));
        refused.initCause(broken);
        return refused;
    }

    /** Unpacks everything once without keeping it: what a zip file says of its own size is not to be believed. */
    private static void checkSize(Path file, long mostBytes) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_PARTS) {
                throw tooLarge(file, "more than %s parts".formatted(MOST_PARTS));
            }
            byte[] scratch = new byte[1 << 16];
            long left = mostBytes;
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                try (InputStream part = zip.getInputStream(entries.nextElement())) {
                    for (int read = part.read(scratch); read >= 0; read = part.read(scratch)) {
                        left -= read;
                        if (left < 0) {
                            throw tooLarge(file, "more than %s bytes when unpacked".formatted(mostBytes));
                        }
                    }
                }
            }
        } catch (ZipException | IllegalArgumentException broken) {
            throw broken(file, broken);
        }
    }

    private static RefusedException tooLarge(Path file, String found) {
        return new RefusedException(new Problem(
                "csv.too-large",
                file.toString(),
                found,
                "a workbook of a smaller size",
                "Save the sheet as CSV UTF-8, or split it."));
    }

    @Override
    public Optional<CsvRow> next() throws IOException {
        try {
            while (rows.hasNext()) {
                CsvRow row = row(rows.next());
                if (!row.isBlank()) {
                    return Optional.of(row);
                }
            }
            return Optional.empty();
        } catch (RuntimeException broken) { // of many kinds, some of them those of the XML parser below
            RefusedException refused = new RefusedException(new Problem(
                    "csv.workbook",
                    name,
                    "a sheet that breaks off, or is none",
                    "a sheet of a workbook (.xlsx)",
                    "Open it in a spreadsheet program and save it again, or save the sheet as CSV UTF-8."));
            refused.initCause(broken);
            throw refused;
        }
    }

    private static CsvRow row(Row row) {
        List<String> fields = new ArrayList<>();
        Map<Integer, Integer> none = Map.of();
        for (int i = 0; i < Math.min(row.getCellCount(), MOST_COLUMNS); i++) {
            fields.add(row.getOptionalCell(i).map(WorkbookRows::text).orElse(""));
        }
        int end = fields.size();
        while (end > 0 && Texts.trimmed(fields.get(end - 1)).isEmpty()) {
            end--;
        }
        return new CsvRow(row.getRowNum(), fields.subList(0, end), none, Optional.empty());
    }

    private static String text(Cell cell) {
        CellType type = cell.getType();
        String raw = cell.getRawValue() == null ? "" : cell.getRawValue();
        if (type == CellType.BOOLEAN) {
            return raw.equals("1") ? "TRUE" : raw.equals("0") ? "FALSE" : raw;
        }
        boolean isNumber =
                type == CellType.NUMBER || (type == CellType.FORMULA && cell.getValue() instanceof BigDecimal);
        return isNumber ? number(cell, raw) : String.valueOf(cell.getText());
    }

    /** A per cent is shown as one, and a day is no number: a spreadsheet may have taken the grades {@code 9-12} for one. */
    private static String number(Cell cell, String raw) {
        BigDecimal number;
        try {
            number = new BigDecimal(raw).round(SHOWN);
        } catch (NumberFormatException none) {
            return raw;
        }
        String format = Optional.ofNullable(cell.getDataFormatString()).orElse("");
        if (format.contains("%")) {
            return plain(number.movePointRight(2)) + "%";
        }
        return isDay(format) ? day(cell, number) : plain(number);
    }

    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        // What is so large or small is told as it stands; its digits would fill the memory.
        return Math.abs((long) stripped.scale()) > 400 ? stripped.toString() : stripped.toPlainString();
    }

    /** Letters of days and months, outside of quotes, brackets and escapes. */
    private static boolean isDay(String format) {
        String letters = format.replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.", "");
        return letters.matches("(?i).*[ymdh].*") && !letters.equalsIgnoreCase("general");
    }

    private static String day(Cell cell, BigDecimal number) {
        try {
            LocalDateTime moment = cell.asDate();
            return moment.toLocalDate().atStartOfDay().equals(moment)
                    ? moment.toLocalDate().toString()
                    : moment.toString();
        } catch (RuntimeException none) {
            return plain(number);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String at(long line) {
        return "%s, row %s".formatted(name, line);
    }

    @Override
    public boolean mayEndEarly() {
        return true;
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
    }
}
