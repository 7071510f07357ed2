package org.perpupil.io.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Hands on so many bytes in all, and so many between two {@linkplain #nextPiece() pieces}; counts them and refuses one more. */
public final class BoundedInput extends FilterInputStream {
    private final long most;
    private final long mostInPiece;
    private long read;
    private long readBeforePiece;
    private boolean atEnd;

    /** Bounds the bytes in all. */
    public BoundedInput(InputStream stream, long most) {
        this(stream, most, most);
    }

    /** Bounds the bytes in all and those of each piece. */
    public BoundedInput(InputStream stream, long most, long mostInPiece) {
        super(stream);
        this.most = most;
        this.mostInPiece = mostInPiece;
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
        readBeforePiece = read;
    }

    /** Returns how many bytes were handed on. */
    public long bytesRead() {
        return read;
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
        int now = super.read(bytes, from, many);
        atEnd |= now < 0;
        if (now > most - read || now > mostInPiece - (read - readBeforePiece)) {
            throw new TooLargeException();
        }
        read += Math.max(0, now);
        return now;
    }

    @Override
    public boolean markSupported() {
        return false; // what is read twice would be counted twice
    }
}
