package org.perpupil.io.csv;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far the reading of a file is.
 *
 * @param rows how many rows were read, below and above the header
 * @param bytes how many bytes of the file were read; 0 if that is not known, as of a text in memory or of a workbook
 * @param ofBytes how many there are; empty if that is not known
 */
public record Progress(long rows, long bytes, OptionalLong ofBytes) {

    /** Returns the share of the file that was read, from 0 to 1; empty if that is not known. */
    public OptionalDouble share() {
        return ofBytes.isEmpty() || ofBytes.getAsLong() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, bytes / (double) ofBytes.getAsLong()));
    }
}
