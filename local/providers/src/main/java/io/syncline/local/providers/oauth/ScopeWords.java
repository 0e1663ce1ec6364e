package io.syncline.local.providers.oauth;

import java.util.Map;

/** What a scope allows, in the plain words of a consent page. */
final class ScopeWords {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("openid", "Know who you are"),
            Map.entry("email", "See your e-mail address"),
            Map.entry("profile", "See your name and picture"),
            Map.entry("offline_access", "Keep access while you are away"),
            Map.entry("User.Read", "Sign you in and read your profile"),
            Map.entry("Calendars.Read", "Read your calendars"),
            Map.entry("Calendars.ReadWrite", "Read, create, change and delete events in your calendars"),
            Map.entry("Contacts.Read", "Read your contacts"),
            Map.entry("Contacts.ReadWrite", "Read, create, change and delete your contacts"),
            Map.entry("Mail.Read", "Read your mail"),
            Map.entry("Mail.ReadBasic", "Read the senders, recipients and subjects of your mail"),
            Map.entry("Mail.ReadWrite", "Read, change and delete your mail"),
            Map.entry("Mail.Send", "Send mail as you"),
            Map.entry("MailboxSettings.Read", "Read your time zone and working hours"),
            Map.entry("userinfo.email", "See your e-mail address"),
            Map.entry("userinfo.profile", "See your name and picture"),
            Map.entry("calendar", "See, change, share and delete all your calendars"),
            Map.entry("calendar.readonly", "See your calendars and their events"),
            Map.entry("calendar.events", "See, create, change and delete events in all your calendars"),
            Map.entry("calendar.events.readonly", "See the events in all your calendars"),
            Map.entry("calendar.calendarlist.readonly", "See the list of your calendars"),
            Map.entry("calendar.settings.readonly", "See your calendar settings, such as your time zone"),
            Map.entry("gmail.readonly", "Read your mail"),
            Map.entry("gmail.metadata", "See the senders, recipients and subjects of your mail"),
            Map.entry("contacts", "See, change and delete your contacts"),
            Map.entry("contacts.readonly", "See your contacts"));

    private ScopeWords() {}

    static String of(String scope) {
        return WORDS.getOrDefault(shortName(scope), "Use “" + shortName(scope) + "”");
    }

    static String shortName(String scope) {
        return scope.replace("https://www.googleapis.com/auth/", "").replace("https://graph.microsoft.com/", "");
    }
}
