package org.perpupil.io.internal.table;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.perpupil.io.internal.Utf8;
import org.perpupil.problem.Problem;

/** The rows of a CSV file, one after the other; blank ones are none. */
public final class CsvRows implements TableRows {
    static final int LONGEST_FIELD = 100_000;
    static final int LONGEST_ROW = 10_000_000;
    static final int MOST_FIELDS = 10_000;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String name;
    private final Collector collector = new Collector();
    private final Iterator<CsvRow> rows;
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
                CsvRow row = rows.next();
                if (!row.isBlank()) {
                    return Optional.of(row);
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

    /** Puts fields together to rows, without keeping what is too long. */
    private static final class Collector extends AbstractBaseCsvCallbackHandler<CsvRow> {
        private final Map<Integer, Integer> tooLong = new LinkedHashMap<>();
        private char[] letters = new char[256];
        private int[] ends = new int[16];
        private int fields;
        private int kept;

        long line() {
            return getStartingLineNumber();
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            fields = 0;
            tooLong.clear();
            kept = 0;
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            if (index > MOST_FIELDS) {
                return; // one more than there may be is enough to tell
            }
            if (length > LONGEST_FIELD || length > LONGEST_ROW - kept) {
                tooLong.put(index, length);
            } else {
                if (length > letters.length - kept) {
                    letters = Arrays.copyOf(letters, Math.max(2 * letters.length, kept + length));
                }
                System.arraycopy(buffer, offset, letters, kept, length);
                kept += length;
            }
            if (fields == ends.length) {
                ends = Arrays.copyOf(ends, 2 * fields);
            }
            ends[fields++] = kept;
        }

        @Override
        protected CsvRow buildRecord() {
            return new CsvRow(
                    getStartingLineNumber(),
                    new Fields(Arrays.copyOf(letters, kept), Arrays.copyOf(ends, fields)),
                    tooLong,
                    Optional.empty());
        }
    }
}
