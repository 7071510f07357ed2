package org.perpupil.io.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @Test
    void finds_the_first_byte_that_is_not_utf_8() {
        assertThat(Utf8.firstFault("Añb–".getBytes(UTF_8))).isEmpty();
        assertThat(Utf8.firstFault(new byte[] {'a', 'b', (byte) 0xF1, 'c', (byte) 0xFF}))
                .hasValue(2);
        // a character that is cut off
        assertThat(Utf8.firstFault(new byte[] {'a', (byte) 0xC3})).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void tells_the_line_by_any_line_end(String end) throws IOException {
        byte[] bytes = String.join(end, "a", "", "ñ".repeat(40_000), "b?", "c").getBytes(UTF_8);
        assertThat(Utf8.firstFault(new ByteArrayInputStream(bytes))).isEmpty();

        bytes[bytes.length - 2 - end.length()] = (byte) 0xFF;

        // The byte in place of the question mark, on the fourth line.
        assertThat(Utf8.firstFault(new ByteArrayInputStream(bytes))).hasValue(new Utf8.Fault(4, (byte) 0xFF));
    }

    @Test
    void finds_it_beyond_the_first_buffer() {
        byte[] bytes = "x".repeat(20_000).getBytes(UTF_8);
        bytes[19_999] = (byte) 0x80;

        assertThat(Utf8.firstFault(bytes)).hasValue(19_999);
        assertThat(Utf8.found(bytes[19_999])).isEqualTo("the byte 0x80, which is not UTF-8");
    }
}
