package org.perpupil.io.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.HexFormat;
import java.util.OptionalInt;

/** Tells whether bytes are UTF-8. */
public final class Utf8 {
    private Utf8() {}

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
