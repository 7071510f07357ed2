package org.perpupil.io.internal.table;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.perpupil.io.internal.Utf8;
import org.perpupil.problem.Problem;

/** The rows of a CSV file, one after the other; blank ones are none. */
public final class CsvRows implements TableRows {
    static final int LONGEST_FIELD = 100_000;
    static final int LONGEST_ROW = 10_000_000;
    static final int MOST_FIELDS = 10_000;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final Optional<CsvRow> KNOWN = Optional.of(CsvRow.KNOWN);

    private final String name;
    private final Collector collector = new Collector();
    private final Iterator<Collector> rows;
    private boolean ended;

    /** Starts to read; a byte order mark is passed over. */
    public CsvRows(Reader text, char separator, String name) throws IOException {
        this.name = name;
        PushbackReader pushback = new PushbackReader(text);
        int first = pushback.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            pushback.unread(first);
        }
        // Row lengths are compared with the header by whoever reads the rows; FastCSV would compare with the first row
        // of data.
        this.rows = CsvReader.builder()
                .fieldSeparator(separator)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(collector, pushback)
                .iterator();
    }

    /**
     * Returns where a file is not UTF-8, for which it is read again.
     *
     * @param name what the file is called in problems
     * @param unread what told of it, thrown if the file has changed since
     */
    public static Problem notUtf8(String name, InputStream file, CharacterCodingException unread, String remedy)
            throws IOException {
        Utf8.Fault fault = Utf8.firstFault(new BufferedInputStream(file)).orElseThrow(() -> unread);
        return new Problem(
                "csv.not-utf8",
                "%s, line %s".formatted(name, fault.line()),
                Utf8.found(fault.octet()),
                "text in UTF-8",
                remedy);
    }

    @Override
    public Optional<CsvRow> next() throws IOException {
        while (!ended) {
            try {
                if (!rows.hasNext()) {
                    break;
                }
                Collector row = rows.next();
                if (row.isKnown()) {
                    return KNOWN;
                }
                CsvRow read = row.read();
                if (!read.isBlank()) {
                    return Optional.of(read);
                }
            } catch (CsvParseException broken) {
                ended = true;
                return Optional.of(CsvRow.broken(
                        collector.line(),
                        "a field that starts with a quote and does not end with one before the next separator"));
            } catch (UncheckedIOException unreadable) {
                throw unreadable.getCause();
            }
        }
        ended = true;
        return Optional.empty();
    }

    @Override
    public void know(AlikeRows alike) {
        collector.alike = alike;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String at(long line) {
        return "%s, line %s".formatted(name, line);
    }

    @Override
    public boolean mayEndEarly() {
        return false;
    }

    /** Puts fields together to a row, without keeping what is too long, what has a number, and more than a letter of what is not read. */
    private static final class Collector extends CsvCallbackHandler<Collector> {
        private final Map<Integer, Integer> tooLong = new LinkedHashMap<>();
        private AlikeRows alike = new AlikeRows(0, List.of(), OptionalInt.empty());
        private char[] letters = new char[256];

        /** Where the letters of a field are; nowhere if it has a number. */
        private int[] starts = new int[16];

        private int[] ends = new int[16];

        private RecordType type = RecordType.DATA;
        private long line;
        private int fields;
        private int kept;

        long line() {
            return line;
        }

        @Override
        protected RecordType getRecordType() {
            return type;
        }

        @Override
        protected int getFieldCount() {
            return fields;
        }

        @Override
        protected void beginRecord(long startingLineNumber) {
            line = startingLineNumber;
            type = RecordType.DATA;
            fields = 0;
            kept = 0;
            if (!tooLong.isEmpty()) {
                tooLong.clear();
            }
        }

        @Override
        protected void addField(char[] buffer, int offset, int length, boolean quoted) {
            int place = fields;
            if (alike.isFound(place, buffer, offset, length)) {
                fields = place + 1;
            } else {
                keep(place, buffer, offset, length);
            }
        }

        private void keep(int place, char[] buffer, int offset, int length) {
            if (place > MOST_FIELDS) {
                return; // one more than there may be is enough to tell
            }
            if (place >= ends.length) {
                starts = Arrays.copyOf(starts, 2 * place);
                ends = Arrays.copyOf(ends, 2 * place);
            }
            starts[place] = kept;
            if (length > LONGEST_FIELD || length > LONGEST_ROW - kept) {
                tooLong.put(place, length);
            } else {
                if (length > letters.length - kept) {
                    letters = Arrays.copyOf(letters, Math.max(2 * letters.length, kept + length));
                }
                System.arraycopy(buffer, offset, letters, kept, length);
                kept += length;
            }
            ends[place] = kept;
            fields = place + 1;
        }

        @Override
        protected void setComment(char[] buffer, int offset, int length) {
            throw new IllegalStateException("a comment, though the file is read as one without any");
        }

        @Override
        protected void setEmpty() {
            type = RecordType.EMPTY;
        }

        @Override
        protected Collector buildRecord() {
            return this;
        }

        /** Tells whether the row is known, and what else is told of it then. */
        boolean isKnown() {
            if (!tooLong.isEmpty() || !alike.isKnown(fields)) {
                return false;
            }
            alike.isOn(line);
            if (alike.keptPlace().isPresent()) {
                alike.keep(text(alike.keptPlace().getAsInt()));
            }
            return true;
        }

        private String text(int place) {
            return alike.text(place).orElseGet(() -> new String(letters, starts[place], ends[place] - starts[place]));
        }

        /** Returns the row as it stands in the file. */
        CsvRow read() {
            List<String> texts = new ArrayList<>(fields);
            for (int place = 0; place < fields; place++) {
                texts.add(text(place));
            }
            return new CsvRow(line, Fields.of(texts), tooLong, Optional.empty(), false);
        }
    }
}
