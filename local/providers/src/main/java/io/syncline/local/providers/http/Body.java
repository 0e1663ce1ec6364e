package io.syncline.local.providers.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Reads request bodies. */
final class Body {

    /** Enough for a batch of a thousand events; a larger body is refused with 413. */
    private static final int LARGEST = 32 * 1024 * 1024;

    private Body() {}

    static byte[] limited(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        body.writeBytes(in.readNBytes(LARGEST));
        if (in.read() >= 0) {
            throw new Refusal(Answer.text(413, "The body is larger than " + LARGEST + " bytes."));
        }
        return body.toByteArray();
    }

    static byte[] unzipped(byte[] zipped) {
        try (var unzipping = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return limited(unzipping);
        } catch (IOException broken) {
            throw new Refusal(Answer.text(400, "The gzip body is broken."), broken);
        }
    }
}
