package org.perpupil.io.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads bytes as UTF-8, and tells where they are not. */
public final class Utf8 {
    /** Of a line of bytes that is searched; it is cut where a character ends. */
    private static final int PIECE = 1 << 16;

    private Utf8() {}

    /** A byte that is not UTF-8, and the line on which it is, from 1. */
    public record Fault(long line, byte octet) {}

    /** Returns the text of bytes; reading it throws a {@code CharacterCodingException} where they are not UTF-8, rather than replace them. */
    public static Reader text(InputStream bytes) {
        return new InputStreamReader(bytes, UTF_8.newDecoder());
    }

    /** Returns the first byte of a text that is not UTF-8; empty if all are. */
    public static Optional<Fault> firstFault(InputStream bytes) throws IOException {
        long line = 1;
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        int before = 0;
        for (int octet = bytes.read(); ; octet = bytes.read()) {
            boolean ends = octet < 0 || octet == '\n' || octet == '\r';
            if (ends || (piece.size() >= PIECE && octet < 0x80)) {
                byte[] searched = piece.toByteArray();
                OptionalInt fault = firstFault(searched);
                if (fault.isPresent()) {
                    return Optional.of(new Fault(line, searched[fault.getAsInt()]));
                }
                piece.reset();
            }
            if (octet < 0) {
                return Optional.empty();
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

    /** Returns the place of the first byte that is not UTF-8; empty if all are. */
    public static OptionalInt firstFault(byte[] bytes) {
        CharsetDecoder decoder = UTF_8.newDecoder(); // reports what is malformed, rather than replacing it
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer scratch = CharBuffer.allocate(8192);
        CoderResult result;
        do {
            scratch.clear();
            result = decoder.decode(input, scratch, true);
        } while (result.isOverflow());
        return result.isError() ? OptionalInt.of(input.position()) : OptionalInt.empty();
    }

    /** Returns what was found there, for a problem. */
    public static String found(byte octet) {
        return "the byte 0x%s, which is not UTF-8"
                .formatted(HexFormat.of().withUpperCase().toHexDigits(octet));
    }
}
