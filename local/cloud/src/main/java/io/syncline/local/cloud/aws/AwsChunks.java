package io.syncline.local.cloud.aws;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bytes inside a body of {@code Content-Encoding: aws-chunked}: each chunk is its length in hexadecimal, perhaps
 * {@code ;chunk-signature=…}, CRLF, the bytes, CRLF; a chunk of length zero and trailers end it (Amazon S3 API
 * reference, "Signature calculations: transferring payload in multiple chunks"). Signatures and trailing checksums are
 * not verified.
 */
final class AwsChunks extends InputStream {

    private static final int LONGEST_LINE = 4096;

    private final InputStream body;
    private long left;
    private boolean started;
    private boolean ended;

    AwsChunks(InputStream body) {
        this.body = body;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int read = body.read(bytes, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("The body ends inside a chunk");
        }
        left -= read;
        return read;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private void nextChunk() throws IOException {
        if (started) {
            line();
        }
        started = true;
        String head = line();
        try {
            left = Long.parseLong(head.replaceFirst(";.*", "").strip(), 16);
        } catch (NumberFormatException e) {
            throw new IOException("A chunk begins with its length in hexadecimal, and not with " + head, e);
        }
        if (left <= 0) {
            ended = true;
            body.skip(Long.MAX_VALUE); // trailers
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = body.read(); next != '\n'; next = body.read()) {
            if (next < 0 || line.size() > LONGEST_LINE) {
                throw new EOFException("The body ends between two chunks");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }
}
