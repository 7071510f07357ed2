package org.perpupil.io.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void finds_the_first_byte_that_is_not_utf_8() {
        assertThat(Utf8.firstFault("Añb–".getBytes(UTF_8))).isEmpty();
        assertThat(Utf8.firstFault(new byte[] {'a', 'b', (byte) 0xF1, 'c', (byte) 0xFF}))
                .hasValue(2);
        // a character that is cut off
        assertThat(Utf8.firstFault(new byte[] {'a', (byte) 0xC3})).hasValue(1);
    }

    @Test
    void finds_it_beyond_the_first_buffer() {
        byte[] bytes = "x".repeat(20_000).getBytes(UTF_8);
        bytes[19_999] = (byte) 0x80;

        assertThat(Utf8.firstFault(bytes)).hasValue(19_999);
        assertThat(Utf8.found(bytes[19_999])).isEqualTo("the byte 0x80, which is not UTF-8");
    }
}
