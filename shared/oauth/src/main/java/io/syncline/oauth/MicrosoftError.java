package io.syncline.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an error of the Microsoft identity platform means: whose turn it is, and the machine code that says so.
 *
 * <p>Microsoft may add numbers at any time, so one that is not in the table decides nothing, and then {@code error}
 * does.
 *
 * @param code a word of {@code error} that is known here, or a number of the table as {@code AADSTS50173}
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">AADSTS error codes</a>
 */
record MicrosoftError(Turn turn, String code) {

    private static final Map<Integer, Turn> NUMBERS = new HashMap<>();

    static {
        // A passing fault, whatever error stands beside it.
        row(Turn.NOBODY, 90033, 50033); // a service of theirs does not answer
        row(Turn.NOBODY, 90006, 90024, 90055); // busy, out of budget, too many requests
        row(Turn.NOBODY, 50196); // the same request too often: asking more makes it worse

        // They hit everybody at once, and no connection is to blame.
        row(Turn.OPERATOR, 7000215, 7000222, 7000218); // our secret is wrong, has expired, is missing
        row(Turn.OPERATOR, 700027); // our assertion is not signed by our key
        row(Turn.OPERATOR, 700016, 700011); // our application is not found
        row(Turn.OPERATOR, 50011); // our redirect URI is not registered
        row(Turn.OPERATOR, 50194); // our application is for one tenant only
        row(Turn.OPERATOR, 70011); // a scope that does not exist
        row(Turn.OPERATOR, 90002, 900023); // the tenant of our authority does not exist

        // Consent is theirs to give, or they keep their people away.
        row(Turn.ADMINISTRATOR, 90094, 90093, 90095); // only an administrator may consent
        row(Turn.ADMINISTRATOR, 650052, 650056, 650057); // the application is not, or not fully, allowed in the tenant
        row(Turn.ADMINISTRATOR, 50105); // the person is not assigned to the application
        row(Turn.ADMINISTRATOR, 500212, 500213); // a policy between two tenants

        // They have to sign in again, and are told on Microsoft's page what is wanted.
        row(Turn.PERSON, 50072, 50074, 50076, 50078, 50079); // a second factor
        row(Turn.PERSON, 50131, 53000, 53001, 53003, 530035); // a policy about devices and places
        row(Turn.PERSON, 50132, 50133); // the password was changed, or has expired
        row(Turn.PERSON, 50173); // the grant was revoked
        row(Turn.PERSON, 70043); // signing in is wanted more often
        row(Turn.PERSON, 70008, 700082, 700084); // the refresh token has expired
        row(Turn.PERSON, 65001, 65004); // not consented to yet, declined
        row(Turn.PERSON, 50034, 50020); // the account is not, or not any more, in the tenant
        row(Turn.PERSON, 50053, 50055, 50057); // the account is locked, its password expired, disabled
        row(Turn.PERSON, 50058); // nobody is signed in
        row(Turn.PERSON, 501481, 54005, 70000); // the code or the token is used, or does not fit
    }

    private static final Map<String, Turn> WORDS = Map.ofEntries(
            Map.entry("server_error", Turn.NOBODY),
            Map.entry("temporarily_unavailable", Turn.NOBODY),
            Map.entry("invalid_client", Turn.OPERATOR),
            Map.entry("unauthorized_client", Turn.OPERATOR),
            Map.entry("invalid_scope", Turn.OPERATOR),
            Map.entry("unsupported_grant_type", Turn.OPERATOR),
            Map.entry("unsupported_response_type", Turn.OPERATOR),
            Map.entry("invalid_grant", Turn.PERSON),
            Map.entry("interaction_required", Turn.PERSON),
            Map.entry("consent_required", Turn.PERSON),
            Map.entry("login_required", Turn.PERSON),
            Map.entry("access_denied", Turn.PERSON));

    private static final String DECLINED = "AADSTS65004";
    private static final Pattern NUMBER_AT_THE_BEGINNING = Pattern.compile("AADSTS([0-9]{5,7})(?![0-9])");

    /** An error of the token endpoint. */
    static MicrosoftError of(ObjectNode body) {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode number : body.path("error_codes")) {
            if (number.isInt()) {
                numbers.add(number.intValue());
            }
        }
        return of(Dialect.errorIn(body), numbers);
    }

    /** An error of the authorization endpoint, which tells the number only at the beginning of its description. */
    static MicrosoftError of(String error, String description) {
        Matcher number = NUMBER_AT_THE_BEGINNING.matcher(description);
        return of(error, number.lookingAt() ? List.of(Integer.valueOf(number.group(1))) : List.of());
    }

    /** Of several numbers the one counts that condemns least. */
    private static MicrosoftError of(String error, List<Integer> numbers) {
        MicrosoftError word = new MicrosoftError(
                WORDS.getOrDefault(error, Turn.NOBODY), WORDS.containsKey(error) ? error : "unknown");
        Optional<MicrosoftError> number = numbers.stream()
                .filter(NUMBERS::containsKey)
                .map(one -> new MicrosoftError(NUMBERS.getOrDefault(one, Turn.NOBODY), "AADSTS" + one))
                .min(Comparator.comparing(MicrosoftError::turn));
        return number.filter(one -> !word.contradicts(one)).orElse(word);
    }

    /** Trouble of theirs is no verdict, and a refused client says nothing about anybody's grant. */
    private boolean contradicts(MicrosoftError number) {
        return Set.of("server_error", "temporarily_unavailable").contains(code)
                || (turn == Turn.OPERATOR && number.turn == Turn.PERSON);
    }

    /** Whether the person said no. */
    boolean isDeclined() {
        return turn == Turn.PERSON && (code.equals("access_denied") || code.equals(DECLINED));
    }

    private static void row(Turn turn, int... numbers) {
        for (int number : numbers) {
            NUMBERS.put(number, turn);
        }
    }
}
