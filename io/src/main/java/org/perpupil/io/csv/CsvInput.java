package org.perpupil.io.csv;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.perpupil.io.internal.BoundedInput;
import org.perpupil.io.internal.Utf8;
import org.perpupil.io.internal.table.AlikeRows;
import org.perpupil.io.internal.table.CsvRow;
import org.perpupil.io.internal.table.CsvRows;
import org.perpupil.io.internal.table.TableRows;
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
            return reading.read(new Told(new CsvRows(requireNonNull(text), layout.separator(), name)));
        }
        OptionalLong all = OptionalLong.of(Files.size(file));
        BoundedInput bytes = new BoundedInput(Files.newInputStream(file), mostBytes);
        try (InputStream stream = new BufferedInputStream(bytes)) {
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
            return reading.read(
                    new Told(new CsvRows(Utf8.text(stream), layout.separator(), name), bytes::bytesRead, all));
        } catch (CharacterCodingException notText) {
            try (InputStream again = Files.newInputStream(file)) {
                return refused(nothing, CsvRows.notUtf8(name, again, notText, "Save the file as CSV UTF-8."));
            }
        } catch (BoundedInput.TooLargeException tooLarge) {
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
            return reading.read(new Told(rows));
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
        private final LongSupplier bytes;
        private final OptionalLong ofBytes;
        private long read;

        /** Of what is not read by bytes. */
        Told(TableRows rows) {
            this(rows, () -> 0, OptionalLong.empty());
        }

        Told(TableRows rows, LongSupplier bytes, OptionalLong ofBytes) {
            this.rows = rows;
            this.bytes = bytes;
            this.ofBytes = ofBytes;
        }

        @Override
        public Optional<CsvRow> next() throws IOException {
            Optional<CsvRow> next = rows.next();
            if (next.isPresent()) {
                read++;
            }
            if (next.isEmpty() || read % TOLD_EVERY == 0) {
                listener.accept(new Progress(read, bytes.getAsLong(), ofBytes));
            }
            return next;
        }

        @Override
        public void know(AlikeRows alike) {
            rows.know(alike);
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

    private static <T> Loaded<T> refused(T nothing, Problem problem) {
        return new Loaded<>(nothing, List.of(problem), 0, 0);
    }

    /** Returns what it is called in problems. */
    @Override
    public String toString() {
        return name;
    }
}
