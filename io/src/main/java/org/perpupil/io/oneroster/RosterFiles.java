package org.perpupil.io.oneroster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.perpupil.io.internal.BoundedInput;
import org.perpupil.io.internal.Texts;
import org.perpupil.io.internal.Utf8;
import org.perpupil.io.internal.table.CsvRows;
import org.perpupil.problem.Problem;

/** The files of a set that are read, in a folder or a zip file, by their names in any case. Nothing is unpacked onto the disk. */
final class RosterFiles implements Closeable {
    static final String MANIFEST = "manifest.csv";
    static final String ORGS = "orgs.csv";
    static final String USERS = "users.csv";
    static final String ROLES = "roles.csv";

    private static final ImmutableSet<String> READ = ImmutableSet.of(MANIFEST, ORGS, USERS, ROLES);
    private static final int MOST_ENTRIES = 1_000;
    private static final long MOST_ZIPPED = 1L << 28;
    private static final long MOST_BYTES = 1L << 30;

    /** Tables of text shrink to a tenth or a thirtieth; only what was made to fill a machine shrinks more than this. */
    private static final long MOST_TIMES = 200;

    /** So much does no harm, however it is packed. */
    private static final long ALWAYS_READ = 1L << 20;

    private final Map<String, Source> byName = new LinkedHashMap<>();
    private final Closeable container;

    private RosterFiles(Closeable container) {
        this.container = container;
    }

    private interface Opening {
        InputStream open() throws IOException;
    }

    /** One file, what it is called in problems, and how much of it is read. */
    private record Source(String name, Opening opening, long most) {}

    static RosterFiles in(Path folderOrZip) throws IOException, RefusedException {
        return Files.isDirectory(folderOrZip) ? inFolder(folderOrZip) : inZip(folderOrZip);
    }

    private static RosterFiles inFolder(Path folder) throws IOException, RefusedException {
        RosterFiles files = new RosterFiles(() -> {});
        List<Path> paths;
        try (Stream<Path> all = Files.list(folder)) {
            paths = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path path : paths) {
            files.add(
                    folder,
                    requireNonNull(path.getFileName()).toString(),
                    new Source(path.toString(), () -> Files.newInputStream(path), MOST_BYTES));
        }
        return files;
    }

    private static RosterFiles inZip(Path path) throws IOException, RefusedException {
        if (Files.size(path) > MOST_ZIPPED) {
            throw tooLarge(path, "more than %s bytes".formatted(MOST_ZIPPED));
        }
        ZipFile zip;
        try {
            // Only names of files in plain letters are looked for; those of folders may be in any encoding.
            zip = new ZipFile(path.toFile(), ISO_8859_1);
        } catch (ZipException notZip) {
            throw notASet(path, "a file that is no zip file");
        }
        try {
            RosterFiles files = new RosterFiles(zip);
            if (zip.size() > MOST_ENTRIES) {
                throw tooLarge(path, zip.size() + " entries");
            }
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String inside = entry.getName().replace('\\', '/');
                String name = inside.substring(inside.lastIndexOf('/') + 1);
                if (!entry.isDirectory() && !inside.startsWith("__MACOSX/")) {
                    long most = Math.max(ALWAYS_READ, MOST_TIMES * Math.max(0, entry.getCompressedSize()));
                    files.add(
                            path,
                            name,
                            new Source(
                                    "%s, %s".formatted(path, clean(inside)),
                                    () -> new Checked(zip.getInputStream(entry), entry.getCrc()),
                                    Math.min(MOST_BYTES, most)));
                }
            }
            return files;
        } catch (RefusedException | RuntimeException unread) {
            zip.close();
            throw unread;
        }
    }

    /** An entry whose bytes are added up, since the platform does not compare them with the checksum. */
    private static final class Checked extends CheckedInputStream {
        private final long expected;

        Checked(InputStream entry, long expected) {
            super(entry, new CRC32());
            this.expected = expected;
        }

        @Override
        public int read() throws IOException {
            return checked(super.read());
        }

        @Override
        public int read(byte[] bytes, int from, int many) throws IOException {
            return checked(super.read(bytes, from, many));
        }

        private int checked(int read) throws IOException {
            if (read < 0 && getChecksum().getValue() != expected) {
                throw new ZipException("another checksum");
            }
            return read;
        }
    }

    private static String clean(String name) {
        String shown = Texts.shown(name);
        return shown.length() > 2 ? shown.substring(1, shown.length() - 1) : shown;
    }

    private void add(Path container, String name, Source source) throws RefusedException {
        String key = name.toLowerCase(Locale.ROOT);
        if (!READ.contains(key)) {
            return;
        }
        Source earlier = byName.putIfAbsent(key, source);
        if (earlier != null) {
            throw new RefusedException(
                    "oneroster.file-twice",
                    container,
                    "%s and %s".formatted(earlier.name(), source.name()),
                    "one " + key,
                    "Keep the files of one export.");
        }
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** Returns what a file is called in problems. */
    String sourceName(String name) {
        return requireNonNull(byName.get(name), name).name();
    }

    /** What is read from a file. */
    interface Reading {
        void from(Reader text) throws IOException, RefusedException;
    }

    /**
     * Opens a file and has it read as far as it is not too large.
     *
     * @return what is wrong if it is not UTF-8, which ends the reading
     */
    Optional<Problem> read(String name, Reading reading) throws IOException, RefusedException {
        Source source = requireNonNull(byName.get(name), name);
        try (InputStream stream = new BoundedInput(source.opening().open(), source.most())) {
            reading.from(Utf8.text(stream));
            return Optional.empty();
        } catch (CharacterCodingException notText) {
            try (InputStream again = source.opening().open()) {
                return Optional.of(CsvRows.notUtf8(
                        source.name(), again, notText, "Export the file in UTF-8; the rest of it was not read."));
            }
        } catch (BoundedInput.TooLargeException tooLarge) {
            throw tooLarge(
                    source.name(),
                    source.most() == MOST_BYTES
                            ? "more than %s bytes".formatted(MOST_BYTES)
                            : "more than %s times as many bytes as are packed".formatted(MOST_TIMES));
        } catch (ZipException | EOFException broken) {
            throw notASet(source.name(), "an entry that cannot be unpacked, or is not what was packed");
        }
    }

    private static RefusedException tooLarge(Object place, String found) {
        return new RefusedException(
                "oneroster.too-large",
                place,
                found,
                "at most %s entries, %s bytes packed, %s bytes in a file and %s times as many as are packed"
                        .formatted(MOST_ENTRIES, MOST_ZIPPED, MOST_BYTES, MOST_TIMES),
                "Look where the file comes from, or unpack it and read the folder.");
    }

    private static RefusedException notASet(Object place, String found) {
        return new RefusedException(
                "oneroster.not-a-set",
                place,
                found,
                "a folder with the files of a OneRoster set, or a zip file of it",
                "Export the set again.");
    }

    @Override
    public void close() throws IOException {
        container.close();
    }
}
