package io.syncline.local.providers.oauth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What the next sign-ins at one provider meet in place of the ordinary. It belongs to a run and is not kept. */
public final class SignInScript {

    private final List<Planned<SignInError>> errors = new ArrayList<>();
    private final List<Planned<RedirectChange>> redirects = new ArrayList<>();
    private final List<Planned<IdTokenFlaw>> flaws = new ArrayList<>();
    private final Map<String, Set<String>> unticked = new HashMap<>();
    private final Map<String, Duration> accessFor = new HashMap<>();

    /** The next {@code times} sign-ins that somebody allows end with this error; 0 for all. */
    public synchronized void fail(SignInError error, int times) {
        errors.add(new Planned<>(error, times));
    }

    /** The next {@code times} redirects back are changed like this; 0 for all. */
    public synchronized void change(RedirectChange change, int times) {
        redirects.add(new Planned<>(change, times));
    }

    /** The next {@code times} id tokens have this flaw; 0 for all. */
    public synchronized void flaw(IdTokenFlaw flaw, int times) {
        flaws.add(new Planned<>(flaw, times));
    }

    /**
     * Who consents as this account unticks these scopes, whatever the form says; none at all ends it.
     *
     * @param scopes in full or by their short names, in any letter case
     */
    public synchronized void untick(String email, Set<String> scopes) {
        if (scopes.isEmpty()) {
            unticked.remove(lower(email));
        } else {
            unticked.put(
                    lower(email),
                    Set.copyOf(scopes.stream()
                            .map(scope -> lower(ScopeWords.shortName(scope)))
                            .toList()));
        }
    }

    /**
     * Who consents as this account gives access for so long only; zero for no limit.
     *
     * @see <a href="https://developers.google.com/identity/protocols/oauth2#expiration">Time-based access</a>
     */
    public synchronized void limitAccess(String email, Duration life) {
        if (life.isNegative()) {
            throw new IllegalArgumentException("Access is limited to a time that has not gone by.");
        }
        if (life.isZero()) {
            accessFor.remove(lower(email));
        } else {
            accessFor.put(lower(email), life);
        }
    }

    /** Back to the ordinary. */
    public synchronized void clear() {
        errors.clear();
        redirects.clear();
        flaws.clear();
        unticked.clear();
        accessFor.clear();
    }

    synchronized Optional<SignInError> nextError() {
        return next(errors);
    }

    synchronized Map<String, String> redirecting(Map<String, String> parameters) {
        return next(redirects).map(change -> change.of(parameters)).orElse(parameters);
    }

    synchronized Optional<IdTokenFlaw> nextFlaw() {
        return next(flaws);
    }

    synchronized Predicate<String> ticks(String email) {
        var not = unticked.getOrDefault(lower(email), Set.of());
        return scope -> !not.contains(lower(ScopeWords.shortName(scope)));
    }

    synchronized Optional<Duration> accessOf(String email) {
        return Optional.ofNullable(accessFor.get(lower(email)));
    }

    private static <T> Optional<T> next(List<Planned<T>> planned) {
        if (planned.isEmpty()) {
            return Optional.empty();
        }
        var first = planned.getFirst();
        if (first.times == 1) {
            planned.removeFirst();
        } else if (first.times > 1) {
            planned.set(0, new Planned<>(first.what, first.times - 1));
        }
        return Optional.of(first.what);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private record Planned<T>(T what, int times) {
        Planned {
            if (times < 0) {
                throw new IllegalArgumentException("It happens once or more, or 0 for ever.");
            }
        }
    }
}
