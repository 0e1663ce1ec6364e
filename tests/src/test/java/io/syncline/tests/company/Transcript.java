package io.syncline.tests.company;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every answer of the one origin, with its headers. */
public final class Transcript {

    private final List<String> answers = new CopyOnWriteArrayList<>();

    void note(String request, Answer answer) {
        answers.add(request + "\n" + answer.status() + "\n" + answer.headers() + "\n" + answer.body());
    }

    public List<String> answers() {
        return List.copyOf(answers);
    }
}
