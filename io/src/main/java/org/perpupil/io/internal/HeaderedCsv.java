package org.perpupil.io.internal;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.perpupil.problem.Problem;

/**
 * The rows of a CSV file that has one set layout: a header in its first row, in any order and case, and commas. What is wrong with the
 * file or a row as a whole is told; columns without a header are passed over if they are empty.
 */
public final class HeaderedCsv {
    private static final int LONGEST_FIELD = 100_000;
    private static final int LONGEST_ROW = 1_000_000;
    private static final int MOST_FIELDS = 1_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String source;
    private final ProblemList problems;
    private final Iterator<CsvRecord> records;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private long lastLine;
    private int width;
    private int rowsRead;
    private boolean ended;

    /** Starts to read; the header is told of if it cannot be used, and then there are no rows. */
    public HeaderedCsv(Reader text, String source, ProblemList problems) throws IOException {
        this.source = source;
        this.problems = problems;
        PushbackReader pushback = new PushbackReader(text);
        int first = pushback.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            pushback.unread(first);
        }
        this.records = CsvReader.builder()
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(
                        CsvRecordHandler.of(limits -> limits.maxFields(MOST_FIELDS)
                                .maxFieldSize(LONGEST_FIELD)
                                .maxRecordSize(LONGEST_ROW)),
                        pushback)
                .iterator();
        Optional<CsvRecord> header = nextRecord();
        header.ifPresent(this::readHeader);
        if (width == 0 && !ended) {
            problems.tell(new Problem(
                    "csv.header-missing",
                    source,
                    "nothing, or blanks only",
                    "a row that names the columns",
                    "Export the file again, with its header."));
        }
        ended |= places.isEmpty();
    }

    private void readHeader(CsvRecord header) {
        List<String> names = header.getFields();
        for (int i = 0; i < names.size(); i++) {
            String name = folded(names.get(i));
            if (!name.isEmpty()) {
                width = i + 1;
                if (places.putIfAbsent(name, i) != null) {
                    problems.tell(new Problem(
                            "csv.header-twice",
                            at(lastLine),
                            "the header %s twice".formatted(Texts.shown(names.get(i))),
                            "each header once",
                            "Leave one of the columns out."));
                    places.clear();
                    return;
                }
            }
        }
    }

    /** Tells whether a column is there. */
    public boolean has(String column) {
        return places.containsKey(folded(column));
    }

    /** Tells whether all columns are there; each that is missing is a problem. */
    public boolean hasAll(String... columns) {
        boolean all = !places.isEmpty();
        for (String column : columns) {
            if (!places.isEmpty() && !has(column)) {
                all = false;
                problems.tell(new Problem(
                        "csv.column-missing",
                        source,
                        "no column \"%s\" among %s".formatted(column, Texts.shown(String.join(", ", places.keySet()))),
                        "a column \"%s\"".formatted(column),
                        "Export the file again with the column, or correct its header."));
            }
        }
        return all;
    }

    /** Returns how many rows were read, those with a fault too. */
    public int rowsRead() {
        return rowsRead;
    }

    /** Returns the line on which the last row read starts, from 1. */
    public long lastLine() {
        return lastLine;
    }

    /** Returns the next row that is as long as the header; others are told. */
    public Optional<Row> next() throws IOException {
        while (!ended) {
            Optional<CsvRecord> record = nextRecord();
            if (record.isEmpty()) {
                break;
            }
            List<String> fields = record.get().getFields();
            if (fields.stream().allMatch(field -> Texts.trimmed(field).isEmpty())) {
                continue;
            }
            if (problems.stopsAt("csv.too-many", at(lastLine))) {
                break;
            }
            rowsRead++;
            boolean hasMore = fields.stream()
                    .skip(width)
                    .anyMatch(field -> !Texts.trimmed(field).isEmpty());
            if (fields.size() >= width && !hasMore) {
                return Optional.of(new Row(fields, lastLine));
            }
            problems.tell(new Problem(
                    "csv.row-length",
                    at(lastLine),
                    fields.size() + " fields",
                    width + " fields, as many as the header has",
                    "Look for a separator that is missing, or that stands in a text without quotes around it."));
        }
        ended = true;
        return Optional.empty();
    }

    private Optional<CsvRecord> nextRecord() throws IOException {
        try {
            if (records.hasNext()) {
                CsvRecord record = records.next();
                lastLine = record.getStartingLineNumber();
                return Optional.of(record);
            }
            return Optional.empty();
        } catch (CsvParseException broken) {
            ended = true;
            rowsRead++;
            problems.tell(new Problem(
                    "csv.quote",
                    "%s, after line %s".formatted(source, lastLine),
                    "a quote that does not end its field, or a row that is too long",
                    "quotes around the whole field, and those inside it doubled; at most %s characters in a field and %s fields"
                            .formatted(LONGEST_FIELD, MOST_FIELDS),
                    "Correct the quotes and read the file again; nothing below was read."));
            return Optional.empty();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private String at(long line) {
        return "%s, line %s".formatted(source, line);
    }

    private static String folded(String name) {
        return Texts.trimmed(name).toLowerCase(Locale.ROOT);
    }

    /** One row. */
    public final class Row {
        private final List<String> fields;
        private final long line;

        private Row(List<String> fields, long line) {
            this.fields = fields;
            this.line = line;
        }

        /** Returns a cell without blanks around it; empty if the file has no such column. */
        public String at(String column) {
            Integer place = places.get(folded(column));
            return place == null ? "" : Texts.trimmed(fields.get(requireNonNull(place)));
        }

        /** Returns the line on which the row starts, from 1. */
        public long line() {
            return line;
        }

        /** Tells what is wrong with a cell. */
        public void tell(String code, String column, String allowed, String remedy) {
            tell(code, column, Texts.shown(at(column)), allowed, remedy);
        }

        /** Tells what is wrong with a cell, or with what it stands for. */
        public void tell(String code, String column, String found, String allowed, String remedy) {
            problems.tell(new Problem(
                    code, "%s, column \"%s\"".formatted(HeaderedCsv.this.at(line), column), found, allowed, remedy));
        }
    }
}
