package io.syncline.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.connection.Service;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Granted scopes are compared as sets, whatever their order and spelling. */
class ScopesTest {
    private static final Dialect GOOGLE = new GoogleDialect(GoogleEndpoints.real());
    private static final Dialect MICROSOFT = new MicrosoftDialect(MicrosoftEndpoints.under(
            URI.create("https://login.microsoftonline.com/organizations"),
            URI.create("https://graph.microsoft.com/v1.0")));

    @ParameterizedTest
    @CsvSource({
        "calendar.calendarlist.readonly calendar.events, CALENDAR",
        "calendar.events openid calendar.calendarlist.readonly, CALENDAR",
        "calendar.calendarlist calendar.events, CALENDAR",
        "calendar.readonly calendar.events, CALENDAR",
        "calendar, CALENDAR",
        "calendar.calendarlist.readonly calendar.events.readonly, CALENDAR_READ",
        "calendar.events.readonly calendar.calendarlist, CALENDAR_READ",
        "calendar.readonly, CALENDAR_READ",
        "calendar.events, ''",
        "calendar.events.readonly, ''",
        "calendar.calendarlist.readonly, ''",
        "calendar.freebusy calendar.calendarlist.readonly, ''",
        "gmail.readonly, MAIL",
        "gmail.modify, MAIL",
        "https://mail.google.com/, MAIL",
        "gmail.metadata, ''",
        "gmail.send, ''",
        "contacts.readonly, CONTACTS",
        "contacts, CONTACTS",
        "contacts.other.readonly, ''",
        "contacts gmail.modify calendar, CALENDAR MAIL CONTACTS",
        "openid userinfo.email userinfo.profile, ''",
        "calendar.something.new https://evil.example/auth/calendar CALENDAR, ''"
    })
    void what_scopes_of_google_allow(String granted, String services) {
        String[] scopes = Stream.of(granted.split(" "))
                .map(name -> name.matches("[a-z].*") && !name.contains(":") && !name.equals("openid")
                        ? "https://www.googleapis.com/auth/" + name
                        : name)
                .toArray(String[]::new);

        assertThat(allowed(GOOGLE, scopes)).isEqualTo(services(services));
    }

    @ParameterizedTest
    @CsvSource({
        "Calendars.ReadWrite, CALENDAR",
        "calendars.readwrite, CALENDAR",
        "https://graph.microsoft.com/Calendars.ReadWrite, CALENDAR",
        "HTTPS://GRAPH.MICROSOFT.COM/CALENDARS.READWRITE, CALENDAR",
        "Calendars.Read, CALENDAR_READ",
        "Calendars.Read Calendars.ReadWrite, CALENDAR",
        "Calendars.ReadBasic, ''",
        "Mail.Read, MAIL",
        "Mail.ReadWrite, MAIL",
        "Mail.ReadBasic, ''",
        "Mail.Send, ''",
        "Contacts.Read, CONTACTS",
        "Contacts.ReadWrite, CONTACTS",
        "profile openid Contacts.Read email MAIL.READ User.Read Calendars.Read, CALENDAR_READ MAIL CONTACTS",
        "openid profile email User.Read, ''",
        "https://outlook.office.com/Calendars.ReadWrite https://graph.microsoft.com.evil.example/Mail.Read, ''"
    })
    void what_scopes_of_microsoft_allow(String granted, String services) {
        assertThat(allowed(MICROSOFT, granted.split(" "))).isEqualTo(services(services));
    }

    @ParameterizedTest
    @CsvSource({
        "https://graph.microsoft.com/calendars.readwrite, Calendars.ReadWrite",
        "MAIL.READ, Mail.Read",
        "OpenId, openid",
        "https://graph.microsoft.com/Something.New, Something.New",
        "Something.New, Something.New"
    })
    void a_scope_of_microsoft_is_written_in_one_way(String scope, String normalised) {
        assertThat(MICROSOFT.normalised(scope)).isEqualTo(normalised);
    }

    private static Set<Service> allowed(Dialect dialect, String... scopes) {
        return dialect.servicesAllowedBy(
                Arrays.stream(scopes).map(dialect::normalised).collect(Collectors.toSet()));
    }

    private static Set<Service> services(String words) {
        return Stream.of(words.split(" "))
                .filter(word -> !word.isEmpty())
                .map(Service::valueOf)
                .collect(Collectors.toSet());
    }
}
