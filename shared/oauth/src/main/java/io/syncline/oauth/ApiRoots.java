package io.syncline.oauth;

import java.net.URI;

/**
 * Where the providers' APIs are.
 *
 * @param calendar root of the Google Calendar API; {@code calendar/v3} comes after it
 * @param gmail root of the Gmail API; {@code gmail/v1} comes after it
 * @param people root of the People API; {@code v1} comes after it
 * @param graph root of Microsoft Graph with its version
 */
public record ApiRoots(URI calendar, URI gmail, URI people, URI graph) {

    /** The providers themselves. */
    public static ApiRoots real() {
        return new ApiRoots(
                URI.create("https://www.googleapis.com/"),
                URI.create("https://gmail.googleapis.com/"),
                URI.create("https://people.googleapis.com/"),
                URI.create("https://graph.microsoft.com/v1.0"));
    }
}
