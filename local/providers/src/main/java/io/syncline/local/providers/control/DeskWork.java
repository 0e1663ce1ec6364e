package io.syncline.local.providers.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Occurrence;
import io.syncline.local.providers.calendar.Recurrence;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.UserDesk;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.calendar.UserSeries;
import io.syncline.local.providers.calendar.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What somebody does in one of their calendars at the provider's own pages. */
final class DeskWork {

    private final Account owner;
    private final StoredCalendar calendar;
    private final UserDesk desk;

    DeskWork(Account owner, StoredCalendar calendar, UserDesk desk) {
        this.owner = owner;
        this.calendar = calendar;
        this.desk = desk;
    }

    /** Single events and series; what differs from a series' rule is not an event of its own. */
    List<UserEvent> events(Predicate<Entry> wanted) {
        return calendar.all(entry -> entry.role().instance().isEmpty() && wanted.test(entry)).stream()
                .map(this::shown)
                .toList();
    }

    List<UserSeries> series() {
        return calendar.all(Entry::isLivingSeries).stream().map(this::series).toList();
    }

    UserSeries series(String id) {
        return series(master(id));
    }

    List<UserEvent> occurrences(Instant from, Instant to) {
        return desk.occurrences(calendar, new Window(Optional.of(from), Optional.of(to))).stream()
                .sorted(Comparator.comparing(entry -> entry.span().start()))
                .map(this::shown)
                .toList();
    }

    UserEvent event(String id) {
        return shown(living(id));
    }

    Optional<ObjectNode> resource(String id) {
        return desk.find(calendar, id).map(desk::raw);
    }

    UserEvent create(UserEvent event) {
        return shown(desk.create(owner, calendar, event));
    }

    UserEvent update(String id, UnaryOperator<UserEvent> change) {
        return calendar.exclusively(() -> update(living(id), change));
    }

    void delete(String id) {
        calendar.exclusively(() -> desk.delete(calendar, living(id)));
    }

    UserEvent editOccurrence(String id, LocalDate day, UnaryOperator<UserEvent> change) {
        return calendar.exclusively(() -> update(occurrence(master(id), day), change));
    }

    void cancelOccurrence(String id, LocalDate day) {
        calendar.exclusively(() -> desk.delete(calendar, occurrence(master(id), day)));
    }

    void restoreOccurrence(String id, LocalDate day) {
        calendar.exclusively(
                () -> desk.restore(calendar, master(id), day).orElseThrow(() -> noSuchOccurrence(id, day)));
    }

    UserEvent split(String id, LocalDate from, UnaryOperator<UserEvent> change) {
        return calendar.exclusively(() -> {
            var master = master(id);
            var cut = place(master, from);
            if (master.role()
                    .rule()
                    .flatMap(Recurrence::first)
                    .filter(cut::equals)
                    .isPresent()) {
                throw new IllegalArgumentException("Before " + from + " the series has no occurrence that could stay.");
            }
            var wanted = change.apply(desk.following(calendar, master, cut));
            return shown(desk.split(owner, calendar, master, cut, wanted));
        });
    }

    UserEvent changeRule(String id, List<String> recurrence) {
        return update(id, event -> event.withRecurrence(recurrence));
    }

    UserEvent moveTo(String id, StoredCalendar destination) {
        return desk.show(destination, desk.move(owner, calendar, living(id), destination));
    }

    String seed(ObjectNode event) {
        return desk.seed(calendar, event).id();
    }

    private UserEvent update(Entry entry, UnaryOperator<UserEvent> change) {
        return shown(desk.update(calendar, entry, change.apply(shown(entry))));
    }

    private UserSeries series(Entry master) {
        return new UserSeries(shown(master), desk.exceptions(calendar, master));
    }

    private UserEvent shown(Entry entry) {
        return desk.show(calendar, entry);
    }

    private Entry living(String id) {
        return desk.find(calendar, id)
                .filter(entry -> !entry.deleted())
                .orElseThrow(() -> new UnknownInSimulator("event " + id));
    }

    private Entry master(String id) {
        return Optional.of(living(id))
                .filter(Entry::isLivingSeries)
                .orElseThrow(() -> new UnknownInSimulator("series " + id));
    }

    private Entry occurrence(Entry master, LocalDate day) {
        return desk.occurrence(calendar, master, day).orElseThrow(() -> noSuchOccurrence(master.id(), day));
    }

    private static Occurrence place(Entry master, LocalDate day) {
        return master.role().rule().flatMap(rule -> rule.on(day)).orElseThrow(() -> noSuchOccurrence(master.id(), day));
    }

    private static UnknownInSimulator noSuchOccurrence(String id, LocalDate day) {
        return new UnknownInSimulator("occurrence of " + id + " on " + day);
    }
}
