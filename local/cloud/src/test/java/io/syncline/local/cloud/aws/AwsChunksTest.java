package io.syncline.local.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Bodies that the SDK sends in chunks with signatures and trailers. */
class AwsChunksTest {

    @Test
    void signatures_and_trailers_are_taken_off() throws IOException {
        String body = """
                5;chunk-signature=0a
                hello
                6
                 world
                0;chunk-signature=0b
                x-amz-checksum-crc32:AAAA

                """;

        assertThat(read(body.replace("\n", "\r\n"))).isEqualTo("hello world");
    }

    @Test
    void an_empty_body_is_empty() throws IOException {
        assertThat(read("0\r\n\r\n")).isEmpty();
    }

    @Test
    void a_body_that_breaks_off_or_makes_no_sense_is_told() {
        assertThatThrownBy(() -> read("5\r\nhel")).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> read("5\r\nhello\r\n")).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> read("five\r\nhello\r\n0\r\n")).hasMessageContaining("hexadecimal");
        assertThatThrownBy(() -> read("5".repeat(5000))).isInstanceOf(IOException.class);
    }

    private static String read(String body) throws IOException {
        try (AwsChunks chunks = new AwsChunks(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))) {
            return new String(chunks.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
