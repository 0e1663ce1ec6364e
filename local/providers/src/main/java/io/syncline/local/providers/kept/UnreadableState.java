package io.syncline.local.providers.kept;

import java.nio.file.Path;

/** A file does not hold the state of simulators; the message is one sentence with the file and the reason. */
public final class UnreadableState extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableState(Path file, String reason, Throwable cause) {
        super(sentence(file, reason), cause);
    }

    UnreadableState(Path file, String reason) {
        super(sentence(file, reason));
    }

    /** Without the events, whoever keeps links to them takes all of them for deleted: the rest has to go with it. */
    private static String sentence(Path file, String reason) {
        return "The providers' state in " + file + " cannot be read, because " + reason.replaceFirst("\\.$", "")
                + ": bring back the file as it was, or remove it with everything else that was kept beside it.";
    }
}
