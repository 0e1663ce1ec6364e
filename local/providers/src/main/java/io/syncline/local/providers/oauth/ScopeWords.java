package io.syncline.local.providers.oauth;

import java.util.Map;
import java.util.Optional;

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
            Map.entry("calendar.app.created", "Keep calendars of its own in your account"),
            Map.entry("calendar.calendarlist", "See, add and remove the calendars in your list"),
            Map.entry("calendar.calendars", "See and change the properties of your calendars"),
            Map.entry("calendar.calendars.readonly", "See the names and time zones of your calendars"),
            Map.entry("calendar.events.freebusy", "See when you are free or busy"),
            Map.entry("calendar.events.owned", "See, create, change and delete events in calendars that you own"),
            Map.entry("calendar.events.owned.readonly", "See the events in calendars that you own"),
            Map.entry("calendar.freebusy", "See when you are free or busy"),
            Map.entry("gmail.compose", "Write drafts and send mail as you"),
            Map.entry("gmail.insert", "Add mail to your mailbox"),
            Map.entry("gmail.labels", "See and change your mail labels"),
            Map.entry("gmail.modify", "Read, write and send mail, but not delete it for good"),
            Map.entry("gmail.send", "Send mail as you"),
            Map.entry("gmail.settings.basic", "See and change your mail settings and filters"),
            Map.entry("https://mail.google.com/", "Read, write, send and delete all your mail"),
            Map.entry("contacts.other.readonly", "See people whom you wrote to"),
            Map.entry("directory.readonly", "See your organisation's directory"),
            Map.entry("User.ReadBasic.All", "Read the basic profiles of everybody in your organisation"),
            Map.entry("User.ReadWrite", "Read and change your profile"),
            Map.entry("Calendars.ReadBasic", "Read your calendars without details"),
            Map.entry("Calendars.Read.Shared", "Read calendars that you can see"),
            Map.entry("Calendars.ReadWrite.Shared", "Read and change calendars that you can see"),
            Map.entry("Contacts.Read.Shared", "Read contacts that you can see"),
            Map.entry("Contacts.ReadWrite.Shared", "Read and change contacts that you can see"),
            Map.entry("Mail.Read.Shared", "Read mail that you can see"),
            Map.entry("MailboxSettings.ReadWrite", "Read and change your mailbox settings"),
            Map.entry("People.Read", "Read who matters to you"),
            Map.entry(".default", "Everything that the application is registered for"),
            Map.entry("contacts", "See, change and delete your contacts"),
            Map.entry("contacts.readonly", "See your contacts"));

    private ScopeWords() {}

    static String of(String scope) {
        return WORDS.getOrDefault(shortName(scope), "Use “" + shortName(scope) + "”");
    }

    /** The permission of this short name as its provider spells it, whatever the letter case here. */
    static Optional<String> known(String name) {
        return WORDS.keySet().stream().filter(name::equalsIgnoreCase).findFirst();
    }

    static String shortName(String scope) {
        return scope.replace("https://www.googleapis.com/auth/", "").replace("https://graph.microsoft.com/", "");
    }
}
