package org.perpupil.io.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.perpupil.problem.Loaded;
import org.perpupil.problem.Problem;
import org.perpupil.problem.ProblemException;

/**
 * A reader, and sound files that it reads.
 *
 * @param suffix what the names of such files end with
 * @param listsRows whether each row that is not used has a problem with its line; else one problem may stand for several rows
 */
record Subject(String name, String suffix, List<byte[]> seeds, boolean listsRows, Reading reading) {

    /** Reads one file, sound or not. */
    interface Reading {
        Outcome read(Path file) throws IOException;
    }

    /** What came of it. */
    record Outcome(int rowsRead, int rowsUsed, List<Problem> problems) {
        static Outcome of(Loaded<?> loaded) {
            return new Outcome(loaded.rowsRead(), loaded.rowsUsed(), loaded.problems());
        }
    }

    /** Reads a document as a whole or not at all. */
    interface Whole {
        Object read(Path file) throws IOException;
    }

    /** Returns the reader of a document that is read as a whole. */
    static Subject whole(String name, List<byte[]> seeds, Whole whole) {
        return new Subject(name, ".json", seeds, false, file -> {
            try {
                whole.read(file);
                return new Outcome(1, 1, List.of());
            } catch (ProblemException refused) {
                return new Outcome(1, 0, refused.problems());
            }
        });
    }
}
