package org.perpupil.io.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.perpupil.io.internal.Utf8;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;

/**
 * Where a table is read from: a file that is CSV in UTF-8 or a workbook ({@code .xlsx}), or text that is CSV.
 *
 * <pre>{@code
 * CsvInput input = CsvInput.of(Path.of("pupils.csv"))
 *         .telling(progress -> progress.share().ifPresent(bar::setValue));
 * Loaded<List<School>> loaded = SchoolsCsv.read(input, columns);
 * }</pre>
 *
 * <p>Every reader of this package also takes the path alone. A file is read as it comes and never held as a whole. In a workbook, which is
 * told by its content and not by its name, the first sheet that is not hidden is read, or the one that {@linkplain CsvLayout#sheet the
 * layout} names, each cell as the text that it shows: a number that is hidden behind an asterisk is not read, {@code #N/A} is a text, and
 * another error, or a formula whose value was not saved, is a fault where it is read; this needs the library {@code org.dhatim:fastexcel-reader} on the class path.
 */
public final class CsvInput {
    /** Of a line of bytes that is searched for one that is not UTF-8; it is cut where a character ends. */
    private static final int PIECE = 1 << 16;

    /** Above this a file is refused whose values are all held at once. */
    static final long MOST_BYTES = 1L << 28;

    private static final int TOLD_EVERY = 10_000;

    private static final byte[] ZIP = {'P', 'K', 3, 4};

    /** How other kinds of file begin, in hexadecimal digits, that districts send. */
    private static final ImmutableMap<String, String> OTHER = ImmutableMap.of(
            "d0cf11e0", "an old workbook (.xls), or one with a password",
            "1f8b", "a compressed file (.gz)",
            "25504446", "a printed page (.pdf)");

    private final @Nullable Path file;
    private final @Nullable Reader text;
    private final String name;
    private final Consumer<Progress> listener;

    private CsvInput(@Nullable Path file, @Nullable Reader text, String name, Consumer<Progress> listener) {
        this.file = file;
        this.text = text;
        this.name = name;
        this.listener = listener;
    }

    /** Returns a file: CSV in UTF-8, where other bytes are a problem, or a workbook. */
    public static CsvInput of(Path file) {
        return new CsvInput(file, null, file.toString(), progress -> {});
    }

    /**
     * Returns text that is CSV, of any length. It is read once, and the reader is not closed.
     *
     * @param name what the text is called in problems, in place of a file name
     */
    public static CsvInput of(Reader csv, String name) {
        return new CsvInput(null, requireNonNull(csv, "csv"), requireNonNull(name, "name"), progress -> {});
    }

    /**
     * Returns the input whose reading is followed.
     *
     * @param follower is told after every 10,000 rows and at the end, on the thread that reads; what it throws ends the reading
     */
    public CsvInput telling(Consumer<Progress> follower) {
        return new CsvInput(file, text, name, requireNonNull(follower, "listener"));
    }

    /** Makes something of rows. */
    interface Reading<T> {
        Loaded<T> read(TableRows rows) throws IOException;
    }

    /**
     * Reads the rows.
     *
     * @param mostBytes above which a file is refused
     * @param nothing what there is if the file is no text
     */
    <T> Loaded<T> read(CsvLayout layout, long mostBytes, T nothing, Reading<T> reading) throws IOException {
        if (file == null) {
            return reading.read(
                    new Told(new CsvRows(requireNonNull(text), layout.separator(), name), new Limited(mostBytes)));
        }
        Limited limited = new Limited(Files.newInputStream(file), mostBytes, OptionalLong.of(Files.size(file)));
        try (InputStream stream = new BufferedInputStream(limited)) {
            stream.mark(ZIP.length);
            byte[] start = stream.readNBytes(ZIP.length);
            Optional<String> other = OTHER.entrySet().stream()
                    .filter(kind -> HexFormat.of().formatHex(start).startsWith(kind.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst();
            if (other.isPresent()) {
                return refused(
                        nothing,
                        new Problem(
                                "csv.workbook",
                                name,
                                other.get(),
                                "CSV, or a workbook (.xlsx) without a password",
                                "Open it in the program that it is of, and save it as a workbook (.xlsx) or as CSV UTF-8."));
            }
            if (Arrays.equals(start, ZIP)) {
                // A workbook is not read as it comes.
                return workbook(file, layout, Math.min(mostBytes, MOST_BYTES), nothing, reading);
            }
            stream.reset();
            // The decoder reports what is malformed, rather than replacing it.
            Reader csv = new InputStreamReader(stream, UTF_8.newDecoder());
            return reading.read(new Told(new CsvRows(csv, layout.separator(), name), limited));
        } catch (CharacterCodingException notText) {
            return refused(nothing, notUtf8(file, notText));
        } catch (TooLargeException tooLarge) {
            return refused(
                    nothing,
                    new Problem(
                            "csv.too-large",
                            name,
                            "more than %s bytes".formatted(mostBytes),
                            "at most %s bytes".formatted(mostBytes),
                            "Split the file, or leave out columns that are not needed."));
        }
    }

    private <T> Loaded<T> workbook(Path workbook, CsvLayout layout, long mostBytes, T nothing, Reading<T> reading)
            throws IOException {
        try (WorkbookRows rows = WorkbookRows.open(workbook, layout.sheet(), mostBytes)) {
            return reading.read(new Told(rows, new Limited(mostBytes)));
        } catch (WorkbookRows.RefusedException refused) {
            return refused(nothing, refused.problem());
        } catch (NoClassDefFoundError noReader) {
            return refused(
                    nothing,
                    new Problem(
                            "csv.workbook",
                            name,
                            "a workbook, and nothing on the class path to read one with",
                            "CSV, or the library org.dhatim:fastexcel-reader beside this one",
                            "Add the library, or save the sheet as CSV UTF-8."));
        }
    }

    /** Rows whose reading somebody follows. */
    private final class Told implements TableRows {
        private final TableRows rows;
        private final Limited bytes;
        private long read;

        Told(TableRows rows, Limited bytes) {
            this.rows = rows;
            this.bytes = bytes;
        }

        @Override
        public Optional<CsvRow> next() throws IOException {
            Optional<CsvRow> next = rows.next();
            if (next.isPresent()) {
                read++;
            }
            if (next.isEmpty() || read % TOLD_EVERY == 0) {
                listener.accept(new Progress(read, bytes.read, bytes.all));
            }
            return next;
        }

        @Override
        public String name() {
            return rows.name();
        }

        @Override
        public String at(long line) {
            return rows.at(line);
        }

        @Override
        public boolean mayEndEarly() {
            return rows.mayEndEarly();
        }
    }

    /** There are more bytes than are read. */
    private static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Hands on so many bytes and no more, and counts them. */
    private static final class Limited extends FilterInputStream {
        private final long most;
        private final OptionalLong all;
        private long read;

        Limited(InputStream stream, long most, OptionalLong all) {
            super(stream);
            this.most = most;
            this.all = all;
        }

        /** Of what is not read by bytes. */
        Limited(long most) {
            this(InputStream.nullInputStream(), most, OptionalLong.empty());
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int many) throws IOException {
            int now = super.read(bytes, from, many);
            if (now > most - read) {
                throw new TooLargeException();
            }
            read += Math.max(0, now);
            return now;
        }
    }

    private static <T> Loaded<T> refused(T nothing, Problem problem) {
        return new Loaded<>(nothing, List.of(problem), 0, 0);
    }

    private static Problem notUtf8(Path file, CharacterCodingException unread) throws IOException {
        long line = 1;
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
            ByteArrayOutputStream piece = new ByteArrayOutputStream();
            int before = 0;
            for (int octet = stream.read(); ; octet = stream.read()) {
                boolean ends = octet < 0 || octet == '\n' || octet == '\r';
                if (ends || (piece.size() >= PIECE && octet < 0x80)) {
                    byte[] bytes = piece.toByteArray();
                    OptionalInt fault = Utf8.firstFault(bytes);
                    if (fault.isPresent()) {
                        return new Problem(
                                "csv.not-utf8",
                                "%s, line %s".formatted(file, line),
                                Utf8.found(bytes[fault.getAsInt()]),
                                "text in UTF-8",
                                "Save the file as CSV UTF-8.");
                    }
                    piece.reset();
                }
                if (octet < 0) {
                    throw unread; // the file changed since
                }
                if (octet == '\r' || (octet == '\n' && before != '\r')) {
                    line++;
                }
                if (!ends) {
                    piece.write(octet);
                }
                before = octet;
            }
        }
    }

    /** Returns what it is called in problems. */
    @Override
    public String toString() {
        return name;
    }
}
