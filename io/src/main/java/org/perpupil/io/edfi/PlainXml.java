package org.perpupil.io.edfi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;

/**
 * The text of a file without a byte order mark, which ends in an exception where a document type begins: a parser that is told to pass over
 * one still reads it, and the platform's breaks on some.
 *
 * <p>It is not left to the parser to decode it either, which would write to the standard error stream what cannot be decoded; the decoder here
 * reports what is malformed, rather than replacing it.
 */
final class PlainXml extends FilterReader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String DOCTYPE = "<!DOCTYPE";

    /** How many letters of the beginning of a document type were just read. */
    private int matched;

    /** A document type begins. */
    static final class DoctypeException extends IOException {
        private static final long serialVersionUID = 1L;

        private DoctypeException() {
            super("a document type");
        }
    }

    private PlainXml(Reader text) {
        super(text);
    }

    static PlainXml of(InputStream stream) throws IOException {
        PushbackReader text = new PushbackReader(new InputStreamReader(stream, UTF_8.newDecoder()));
        int first = text.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            text.unread(first);
        }
        return new PlainXml(text);
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] letters, int from, int many) throws IOException {
        int read = super.read(letters, from, many);
        for (int i = from; i < from + read; i++) {
            // No letter but the first is the first, so that after a wrong one nothing but the first can match.
            matched = letters[i] == DOCTYPE.charAt(matched) ? matched + 1 : letters[i] == '<' ? 1 : 0;
            if (matched == DOCTYPE.length()) {
                throw new DoctypeException();
            }
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
