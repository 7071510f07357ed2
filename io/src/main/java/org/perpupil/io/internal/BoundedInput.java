package org.perpupil.io.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Hands on so many bytes in all, and so many between two {@linkplain #nextPiece() pieces}; refuses one more. */
public final class BoundedInput extends FilterInputStream {
    private final long mostInPiece;
    private long left;
    private long leftInPiece;
    private boolean atEnd;

    public BoundedInput(InputStream stream, long most, long mostInPiece) {
        super(stream);
        this.left = most;
        this.mostInPiece = mostInPiece;
        this.leftInPiece = mostInPiece;
    }

    /** There are more bytes than are read. */
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        private TooLargeException() {
            super("more bytes than are read");
        }
    }

    /** What follows is another piece; what a reader has taken ahead of it is not counted. */
    public void nextPiece() {
        leftInPiece = mostInPiece;
    }

    /** Tells whether the end of the bytes was met. */
    public boolean isAtEnd() {
        return atEnd;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int many) throws IOException {
        int read = super.read(bytes, from, many);
        atEnd |= read < 0;
        if (read > left || read > leftInPiece) {
            throw new TooLargeException();
        }
        left -= Math.max(0, read);
        leftInPiece -= Math.max(0, read);
        return read;
    }

    @Override
    public boolean markSupported() {
        return false; // what is read twice would be counted twice
    }
}
