package org.perpupil.io.oneroster;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perpupil.io.internal.ProblemList;
import org.perpupil.io.internal.Texts;
import org.perpupil.io.internal.table.CsvRows;
import org.perpupil.io.internal.table.CsvTable;
import org.perpupil.io.internal.table.Frame;

/** Hands on the rows of the set's files, and keeps account of those that are used. */
final class RosterRows {
    /** Some exports have separators behind the last column, in the header or below it. */
    private static final Frame FRAME =
            new Frame(Optional.empty(), Optional.empty(), Optional.empty(), ImmutableSet.of(), ImmutableMap.of(), true);

    private final RosterFiles files;
    private final ProblemList problems;
    private final Map<OneRoster.Reason, Integer> passedOver = new EnumMap<>(OneRoster.Reason.class);
    private int read;
    private int used;

    RosterRows(RosterFiles files, ProblemList problems) {
        this.files = files;
        this.problems = problems;
    }

    /**
     * Reads a file.
     *
     * @param needed the columns without which it cannot be read
     * @param others columns that may be there, given the headers, as {@link Texts#header} has them
     * @return whether the columns are there, for without them nothing else can be read
     */
    boolean read(String file, List<String> needed, Function<Set<String>, List<String>> others, Consumer<RosterRow> each)
            throws IOException, RefusedException {
        boolean[] isReadable = new boolean[1];
        files.read(file, text -> {
                    CsvTable table =
                            new CsvTable(new CsvRows(text, ',', files.sourceName(file)), FRAME, false, problems);
                    try {
                        table.read(
                                header -> columns(header, needed, others),
                                row -> each.accept(new RosterRow(table, row, problems)));
                    } finally {
                        isReadable[0] = table.isReadable();
                        read += table.rowsRead();
                    }
                })
                .ifPresent(problems::tell);
        return isReadable[0];
    }

    private static List<String> columns(
            List<String> header, List<String> needed, Function<Set<String>, List<String>> others) {
        Set<String> headers = header.stream().map(Texts::header).collect(Collectors.toSet());
        return Stream.concat(
                        needed.stream(),
                        others.apply(headers).stream().filter(column -> headers.contains(Texts.header(column))))
                .distinct()
                .toList();
    }

    /** Tells whether a record is to be read; one to be deleted is counted, and a status that there is not is told. */
    boolean isActive(RosterRow row) {
        switch (row.word("status")) {
            case "", "active" -> {
                return true;
            }
            case "tobedeleted" -> passOver(OneRoster.Reason.TO_BE_DELETED);
            default ->
                row.tell("oneroster.status", "status", "active, tobedeleted, or nothing", "Say which of them holds.");
        }
        return false;
    }

    /** Counts a row that is passed over by rule. */
    void passOver(OneRoster.Reason reason) {
        passedOver.merge(reason, 1, Integer::sum);
        use();
    }

    /** Counts a row that is used. */
    void use() {
        used++;
    }

    /** Counts a row no longer as used, of which something wrong is found later. */
    void refuse() {
        used--;
    }

    ProblemList problems() {
        return problems;
    }

    /** Returns what a file is called in problems. */
    String sourceName(String file) {
        return files.sourceName(file);
    }

    Map<OneRoster.Reason, Integer> passedOver() {
        return passedOver;
    }

    int read() {
        return read;
    }

    int used() {
        return used;
    }
}
