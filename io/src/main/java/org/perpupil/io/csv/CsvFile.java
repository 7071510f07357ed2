package org.perpupil.io.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.List;
import java.util.OptionalInt;
import org.perpupil.io.internal.Utf8;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;

/** Opens a file that should be CSV in UTF-8, and tells where it is not; it is read as it comes and never held as a whole. */
final class CsvFile {
    /** Of a line of bytes that is searched for one that is not UTF-8; it is cut where a character ends. */
    private static final int PIECE = 1 << 16;

    /** Above this a file is refused whose values are all held at once. */
    static final long MOST_BYTES = 1L << 28;

    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private CsvFile() {}

    /** Reads a file as text. */
    interface Reading<T> {
        Loaded<T> read(Reader csv, String sourceName) throws IOException;
    }

    /**
     * Reads a file.
     *
     * @param mostBytes above which it is refused
     * @param nothing what there is if the file is no text
     */
    static <T> Loaded<T> read(Path file, long mostBytes, T nothing, Reading<T> reading) throws IOException {
        try (InputStream stream = new BufferedInputStream(new Limited(Files.newInputStream(file), mostBytes))) {
            stream.mark(ZIP.length);
            if (Arrays.equals(stream.readNBytes(ZIP.length), ZIP)) {
                return refused(nothing, CsvTable.notCsvProblem(file.toString(), "a workbook or another zip file"));
            }
            stream.reset();
            // The decoder reports what is malformed, rather than replacing it.
            return reading.read(new InputStreamReader(stream, UTF_8.newDecoder()), file.toString());
        } catch (CharacterCodingException notText) {
            return refused(nothing, notUtf8(file, notText));
        } catch (TooLargeException tooLarge) {
            return refused(
                    nothing,
                    new Problem(
                            "csv.too-large",
                            file.toString(),
                            "more than %s bytes".formatted(mostBytes),
                            "at most %s bytes".formatted(mostBytes),
                            "Split the file, or leave out columns that are not needed."));
        }
    }

    /** There are more bytes than are read. */
    private static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Hands on so many bytes and no more. */
    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream stream, long mostBytes) {
            super(stream);
            this.left = mostBytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int many) throws IOException {
            int read = super.read(bytes, from, many);
            if (read > left) {
                throw new TooLargeException();
            }
            left -= Math.max(0, read);
            return read;
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
}
