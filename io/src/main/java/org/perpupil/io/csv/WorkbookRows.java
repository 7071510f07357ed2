package org.perpupil.io.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableSet;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;
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

    /** A spreadsheet's numbers have at most 308 digits before the point, and about as many zeros behind it. */
    private static final int MOST_PLACES = 400;

    /** Of what cannot be read so much is told. */
    private static final int LONGEST_TOLD = 20;

    /** What is not known, by the function that says so: missing, and no fault. */
    private static final String NOT_AVAILABLE = "#N/A";

    private static final ImmutableSet<String> ERRORS = ImmutableSet.of(
            "#REF!",
            "#VALUE!",
            "#DIV/0!",
            "#NAME?",
            "#NUM!",
            "#NULL!",
            "#SPILL!",
            "#CALC!",
            "#GETTING_DATA",
            "#FIELD!",
            "#BLOCKED!",
            "#UNKNOWN!",
            "#CONNECT!",
            "#BUSY!");

    private final Path file;
    private final String name;
    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final Map<String, CellFormat> formats = new HashMap<>();
    private int line;
    /** Whether values of formulas were saved; null as long as nobody asked. */
    private @Nullable Boolean saved;

    private WorkbookRows(Path file, String name, ReadableWorkbook workbook, Stream<Row> stream) {
        this.file = file;
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
     * @param sheet its name; empty for the first that is not hidden
     * @param mostBytes above which a workbook is refused, once unpacked
     * @throws RefusedException if it cannot be read as a workbook
     */
    static WorkbookRows open(Path file, Optional<String> sheet, long mostBytes) throws IOException {
        checkSize(file, mostBytes);
        checkTexts(file);
        ReadableWorkbook workbook = opened(file);
        try {
            Optional<Sheet> found = sheet.isPresent()
                    ? workbook.findSheet(sheet.get())
                    : workbook.getSheets()
                            .filter(any -> any.getVisibility() == SheetVisibility.VISIBLE)
                            .findFirst();
            if (found.isEmpty()) {
                throw new RefusedException(new Problem(
                        "csv.sheet-missing",
                        file.toString(),
                        "no sheet %s; there are %s"
                                .formatted(
                                        sheet.map(Texts::shown).orElse("that is not hidden"),
                                        workbook.getSheets()
                                                .map(Sheet::getName)
                                                .map(Texts::shown)
                                                .collect(Collectors.joining(", "))),
                        "the name of a sheet",
                        "Name the sheet as the workbook does, in the layout."));
            }
            return new WorkbookRows(
                    file,
                    "%s, sheet %s".formatted(file, Texts.shown(found.get().getName())),
                    workbook,
                    found.get().openStream());
        } catch (Exception broken) {
            workbook.close();
            throw broken instanceof RefusedException refused ? refused : broken(file, broken);
        }
    }

    private static ReadableWorkbook opened(Path file) throws IOException {
        try {
            return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
        } catch (Exception broken) { // among them faults of XML that the library does not declare
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

    /** The library makes room for as many shared texts as a cell asks for; so none may ask for more than there are. */
    private static void checkTexts(Path file) throws IOException {
        long texts = 0;
        long most = -1;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry part : Collections.list(zip.entries())) {
                String name = part.getName().toLowerCase(Locale.ROOT);
                boolean isTexts = name.endsWith("sharedstrings.xml");
                if (isTexts || (name.contains("/worksheets/") && name.endsWith(".xml"))) {
                    try (InputStream stream = zip.getInputStream(part)) {
                        XMLStreamReader xml = parser(stream);
                        if (isTexts) {
                            texts += count(xml, "si");
                        } else {
                            most = Math.max(most, mostShared(xml));
                        }
                    }
                }
            }
        } catch (XMLStreamException | RuntimeException broken) {
            throw broken(file, broken);
        }
        if (texts > 0 && most >= texts) {
            throw new RefusedException(new Problem(
                    "csv.workbook",
                    file.toString(),
                    "a cell with the text number %s, of %s that there are".formatted(most, texts),
                    "a workbook whose cells have the texts that they name",
                    "Open it in a spreadsheet program and save it again, or save the sheet as CSV UTF-8."));
        }
    }

    private static long count(XMLStreamReader xml, String element) throws XMLStreamException {
        long count = 0;
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals(element)) {
                count++;
            }
        }
        return count;
    }

    /** Returns the highest number of a shared text that a cell names; below 0 if none does. */
    private static long mostShared(XMLStreamReader xml) throws XMLStreamException {
        long most = -1;
        boolean isShared = false;
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("c")) {
                    isShared = "s".equals(xml.getAttributeValue(null, "t"));
                } else if (isShared && xml.getLocalName().equals("v")) {
                    String number = xml.getElementText();
                    most = Math.max(most, number.matches("\\d{1,9}") ? Long.parseLong(number) : Long.MAX_VALUE);
                }
            }
        }
        return most;
    }

    /** Returns a parser of the platform, whatever else is on the class path. It is given characters: of wrong bytes it would print. */
    private static XMLStreamReader parser(InputStream part) throws XMLStreamException {
        XMLInputFactory parsers = XMLInputFactory.newDefaultFactory();
        parsers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        parsers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        parsers.setXMLReporter((message, kind, more, location) -> {});
        return parsers.createXMLStreamReader(new InputStreamReader(part, UTF_8));
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
        } catch (Exception broken) { // of which the library declares none
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

    private CsvRow row(Row row) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < Math.min(row.getCellCount(), MOST_COLUMNS); i++) {
            fields.add(row.getOptionalCell(i).map(this::text).orElse(""));
        }
        int end = fields.size();
        while (end > 0 && Texts.trimmed(fields.get(end - 1)).isEmpty()) {
            end--;
        }
        // A row need not say its number; the library then calls the first one 0.
        line = Math.max(row.getRowNum(), line + 1);
        return CsvRow.of(line, fields.subList(0, end));
    }

    private String text(Cell cell) {
        Object value = cell.getValue();
        if (value instanceof BigDecimal number) {
            return number(cell, number);
        }
        if (value instanceof Boolean yes) {
            return yes ? "TRUE" : "FALSE";
        }
        if (value == null) {
            return withoutValue(cell);
        }
        String text = value.toString();
        boolean isError = cell.getType() == CellType.ERROR || (cell.getFormula() != null && ERRORS.contains(text));
        return isError && !text.equals(NOT_AVAILABLE) ? unreadable(text + ", an error of the spreadsheet") : text;
    }

    /** Returns a text that no column takes for a value, nor for a missing one, and that tells in a problem what is wrong. */
    private static String unreadable(String found) {
        return CsvRow.UNREADABLE + found;
    }

    private String withoutValue(Cell cell) {
        String raw = cell.getRawValue();
        if (raw != null && !raw.isEmpty()) {
            // The library knows 0 and 1 only.
            return raw.equals("true") || raw.equals("false")
                    ? raw.toUpperCase(Locale.ROOT)
                    : unreadable(
                            "a cell that cannot be read: " + raw.substring(0, Math.min(raw.length(), LONGEST_TOLD)));
        }
        if (cell.getFormula() != null) {
            // A formula may have an empty text for its value.
            return raw != null && formulasAreSaved()
                    ? ""
                    : unreadable("a formula whose value was not saved; recalculate and save");
        }
        boolean isEmpty = cell.getType() != CellType.ERROR && cell.getType() != CellType.STRING;
        return isEmpty ? "" : unreadable("a cell that cannot be read");
    }

    /**
     * Tells whether the program that saved the workbook saved what formulas come to. The library does not tell an empty text from an empty
     * number, which no formula comes to; so this looks for one when it first matters.
     */
    private boolean formulasAreSaved() {
        if (saved == null) {
            saved = !hasEmptyNumber();
        }
        return saved;
    }

    private boolean hasEmptyNumber() {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry part : Collections.list(zip.entries())) {
                if (part.getName().contains("/worksheets/") && part.getName().endsWith(".xml")) {
                    try (InputStream stream = zip.getInputStream(part)) {
                        if (hasEmptyNumber(parser(stream))) {
                            return true;
                        }
                    }
                }
            }
            return false;
        } catch (IOException | XMLStreamException broken) {
            return true;
        }
    }

    private static boolean hasEmptyNumber(XMLStreamReader xml) throws XMLStreamException {
        boolean isNumber = false;
        boolean isFormula = false;
        boolean isEmpty = false;
        while (xml.hasNext()) {
            int event = xml.next();
            String element = xml.hasName() ? xml.getLocalName() : "";
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (element.equals("c")) {
                    String type = xml.getAttributeValue(null, "t");
                    isNumber = type == null || type.equals("n");
                    isFormula = false;
                    isEmpty = true;
                }
                isFormula |= element.equals("f");
                isEmpty &= !element.equals("v") || xml.getElementText().isEmpty();
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && element.equals("c")
                    && isNumber
                    && isFormula
                    && isEmpty) {
                return true;
            }
        }
        return false;
    }

    /** A per cent is shown as one, and a day is no number: a spreadsheet may have taken the grades {@code 9-12} for one. */
    private String number(Cell cell, BigDecimal exact) {
        if (Math.abs((long) exact.scale()) > MOST_PLACES || exact.precision() > MOST_PLACES) {
            return unreadable("a number that no spreadsheet has");
        }
        BigDecimal stripped = exact.stripTrailingZeros();
        if (stripped.scale() <= 0 && stripped.precision() > SHOWN.getPrecision()) {
            return unreadable("a number of more than 15 digits, of which 15 are kept");
        }
        BigDecimal number = stripped.round(SHOWN);
        CellFormat.Section format = formats.computeIfAbsent(
                        Optional.ofNullable(cell.getDataFormatString()).orElse(""), CellFormat::of)
                .section(number);
        if (format.isHiding()) {
            return format.text();
        }
        if (format.isDay()) {
            return day(cell, number);
        }
        boolean isWhole = stripped.scale() <= 0 && number.signum() >= 0;
        return format.isCode() && isWhole
                ? format.code(number)
                : plain(number.movePointRight(2 * format.percents())) + "%".repeat(format.percents());
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
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
