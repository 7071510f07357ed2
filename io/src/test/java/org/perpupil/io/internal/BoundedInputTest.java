package org.perpupil.io.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BoundedInputTest {
    @Test
    void hands_on_as_many_bytes_as_are_allowed_and_counts_them() throws IOException {
        try (BoundedInput input = new BoundedInput(new ByteArrayInputStream(new byte[10]), 10)) {
            assertThat(input.read()).isZero();
            assertThat(input.bytesRead()).isEqualTo(1);
            assertThat(input.readAllBytes()).hasSize(9);
            assertThat(input.bytesRead()).isEqualTo(10);
            assertThat(input.isAtEnd()).isTrue();
        }
    }

    @Test
    void refuses_one_more() throws IOException {
        try (BoundedInput input = new BoundedInput(new ByteArrayInputStream(new byte[11]), 10)) {
            assertThat(input.readNBytes(10)).hasSize(10);
            assertThatExceptionOfType(BoundedInput.TooLargeException.class).isThrownBy(input::read);
        }
    }

    @Test
    void bounds_each_piece_and_all_of_them() throws IOException {
        try (BoundedInput input = new BoundedInput(new ByteArrayInputStream(new byte[20]), 10, 4)) {
            assertThat(input.readNBytes(4)).hasSize(4);
            assertThatExceptionOfType(BoundedInput.TooLargeException.class).isThrownBy(input::read);
        }
        try (BoundedInput input = new BoundedInput(new ByteArrayInputStream(new byte[20]), 10, 4)) {
            assertThat(input.readNBytes(4)).hasSize(4);
            input.nextPiece();
            assertThat(input.readNBytes(4)).hasSize(4);
            input.nextPiece();
            // 8 of 10 are gone.
            assertThat(input.readNBytes(2)).hasSize(2);
            assertThatExceptionOfType(BoundedInput.TooLargeException.class).isThrownBy(input::read);
        }
    }
}
