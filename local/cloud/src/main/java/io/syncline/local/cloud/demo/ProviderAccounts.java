package io.syncline.local.cloud.demo;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.Field;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.local.cloud.demo.EventSeen.Place;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.control.SimulatorControl;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The owners' accounts at the simulated providers: read and edited as their owners do. */
final class ProviderAccounts {

    private final SimulatorControl control;
    private final Season season;

    /** @param season the days whose occurrences are seen */
    ProviderAccounts(SimulatorControl control, Season season) {
        this.control = control;
        this.season = season;
    }

    /** Every living event of every calendar of the owner. */
    List<EventSeen> events(Owner owner) {
        List<EventSeen> seen = new ArrayList<>();
        Account account = control.account(owner.provider(), owner.email());
        for (StoredCalendar calendar : account.calendars()) {
            seen.addAll(events(owner, calendar.id()));
        }
        return seen;
    }

    /** Every living event of one calendar, a series with what its owner sees of it. */
    List<EventSeen> events(Owner owner, String calendar) {
        Map<String, List<Details>> occurrences = occurrences(owner, calendar);
        return control.events(owner.provider(), owner.email(), calendar).stream()
                .map(event -> seen(owner, calendar, event, occurrences))
                .toList();
    }

    /** The owner's own view of the season, by the order numbers in the titles. */
    private Map<String, List<Details>> occurrences(Owner owner, String calendar) {
        Map<String, List<Details>> occurrences = new HashMap<>();
        for (UserEvent event :
                control.occurrences(owner.provider(), owner.email(), calendar, season.start(), season.end())) {
            Order.idIn(event.title())
                    .ifPresent(job -> occurrences
                            .computeIfAbsent(job, number -> new ArrayList<>())
                            .add(details(event)));
        }
        return occurrences;
    }

    /** How many events stand in a calendar. */
    int count(Owner owner, String calendar) {
        return control.events(owner.provider(), owner.email(), calendar).size();
    }

    EventSeen create(Owner owner, String calendar, UserEvent event) {
        return seen(owner, calendar, control.create(owner.provider(), owner.email(), calendar, event), Map.of());
    }

    /** Changes fields of an event, of a series for all its occurrences, and single occurrences. */
    void edit(Place place, Details wanted, Set<Aspect> aspects) {
        Set<Field> fields = EnumSet.noneOf(Field.class);
        for (Aspect aspect : aspects) {
            switch (aspect) {
                case Aspect.OfField(Field field) -> fields.add(field);
                case Aspect.OfOccurrence(LocalDate date) -> editOccurrence(place, wanted, date);
            }
        }
        if (!fields.isEmpty()) {
            Owner owner = place.owner();
            control.update(
                    owner.provider(),
                    owner.email(),
                    place.calendar(),
                    place.event(),
                    event -> edited(event, fields, wanted));
        }
    }

    private void editOccurrence(Place place, Details wanted, LocalDate date) {
        Owner owner = place.owner();
        wanted.actual(date)
                .ifPresentOrElse(
                        occurrence -> control.editOccurrence(
                                owner.provider(),
                                owner.email(),
                                place.calendar(),
                                place.event(),
                                date,
                                event -> edited(event, differing(wanted.regular(date), occurrence), occurrence)),
                        () -> control.cancelOccurrence(
                                owner.provider(), owner.email(), place.calendar(), place.event(), date));
    }

    private static Set<Field> differing(Details regular, Details occurrence) {
        Set<Field> fields = EnumSet.allOf(Field.class);
        fields.removeIf(field -> occurrence.agreesOn(field, regular));
        return fields;
    }

    /** "This and following": ends a series and goes on with another one from a date on. */
    void split(Place place, LocalDate from, Details following) {
        Owner owner = place.owner();
        control.splitSeries(
                owner.provider(),
                owner.email(),
                place.calendar(),
                place.event(),
                from,
                event -> event.withTitle(following.title()));
    }

    void delete(Place place) {
        control.delete(place.owner().provider(), place.owner().email(), place.calendar(), place.event());
    }

    private EventSeen seen(Owner owner, String calendar, UserEvent event, Map<String, List<Details>> occurrences) {
        String whole = control.resource(owner.provider(), owner.email(), calendar, event.id())
                .map(Object::toString)
                .orElse("");
        Details details = details(event);
        List<Details> seen = event.repeats()
                ? Order.idIn(event.title()).map(occurrences::get).orElse(List.of())
                : List.of(details);
        return new EventSeen(new Place(owner, calendar, event.id()), details, season.within(seen), whole);
    }

    private static Details details(UserEvent event) {
        return new Details(
                event.title(),
                event.description(),
                event.location(),
                switch (event.when()) {
                    case UserEvent.When.Timed(LocalDateTime start, LocalDateTime end, ZoneId zone) ->
                        new When.Timed(start, end, zone);
                    case UserEvent.When.AllDay(LocalDate start, LocalDate end) -> new When.AllDay(start, end);
                },
                event.availability() == UserEvent.Availability.FREE ? Availability.FREE : Availability.BUSY,
                event.status() == UserEvent.Status.TENTATIVE ? Status.TENTATIVE : Status.CONFIRMED);
    }

    private static UserEvent edited(UserEvent event, Set<Field> fields, Details wanted) {
        UserEvent edited = event;
        for (Field field : fields) {
            edited = edited(edited, field, wanted);
        }
        return edited;
    }

    private static UserEvent edited(UserEvent event, Field field, Details wanted) {
        return switch (field) {
            case TITLE -> event.withTitle(wanted.title());
            case DESCRIPTION -> event.withDescription(wanted.description());
            case LOCATION -> event.withLocation(wanted.location());
            case WHEN -> event.withWhen(when(wanted.when().first(), event.when()));
            case AVAILABILITY ->
                event.withAvailability(
                        wanted.availability() == Availability.FREE
                                ? UserEvent.Availability.FREE
                                : UserEvent.Availability.BUSY);
            case STATUS ->
                event.withStatus(
                        wanted.status() == Status.TENTATIVE ? UserEvent.Status.TENTATIVE : UserEvent.Status.CONFIRMED);
        };
    }

    /** Somebody who drags an event leaves its zone as it is. */
    private static UserEvent.When when(When.Single wanted, UserEvent.When before) {
        return switch (wanted) {
            case When.AllDay(LocalDate from, LocalDate to) -> new UserEvent.When.AllDay(from, to);
            case When.Timed timed -> {
                When.Timed shown = before instanceof UserEvent.When.Timed(LocalDateTime _, LocalDateTime _, ZoneId zone)
                        ? timed.in(zone)
                        : timed;
                yield new UserEvent.When.Timed(shown.from(), shown.to(), shown.zone());
            }
        };
    }
}
