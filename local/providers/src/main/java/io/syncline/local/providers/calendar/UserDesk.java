package io.syncline.local.providers.calendar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What the owner of a calendar does in the provider's own user interface. */
public interface UserDesk {

    UserEvent show(StoredCalendar calendar, Entry entry);

    /** The whole resource as the provider's API gives it to its owner. */
    ObjectNode raw(Entry entry);

    /** The event with this id: a stored one, deleted or not, or an occurrence as the rule of its series has it. */
    Optional<Entry> find(StoredCalendar calendar, String id);

    /** What is to be seen in a part of time: single events and occurrences that take place, in no order. */
    List<Entry> occurrences(StoredCalendar calendar, Window window);

    /**
     * A single event or a series.
     *
     * @throws IllegalArgumentException when the provider has no words for the rule
     */
    Entry create(Account owner, StoredCalendar calendar, UserEvent event);

    /** Changes the fields in which {@code wanted} differs from what stands there, and no others. */
    Entry update(StoredCalendar calendar, Entry entry, UserEvent wanted);

    /** Takes away an event, a whole series, or the one occurrence that this is. */
    Entry delete(StoredCalendar calendar, Entry entry);

    /** The event goes to another calendar of the same owner. */
    Entry move(Account owner, StoredCalendar calendar, Entry entry, StoredCalendar destination);

    /** In what occurrences of a series differ from its rule, by the day on which the rule has them. */
    SortedMap<LocalDate, UserException> exceptions(StoredCalendar calendar, Entry master);

    /** The occurrence that the rule has on this day, changed or not; empty when there is none or it is cancelled. */
    Optional<Entry> occurrence(StoredCalendar calendar, Entry master, LocalDate day);

    /** The occurrence that the rule has on this day is as the rule says again; empty when the rule has none. */
    Optional<Entry> restore(StoredCalendar calendar, Entry master, LocalDate day);

    /** What "this and following" shows before it is changed: the series as it would go on from here. */
    UserEvent following(StoredCalendar calendar, Entry master, Occurrence cut);

    /** Ends the series before the cut and makes another one that begins there; gives the new one. */
    Entry split(Account owner, StoredCalendar calendar, Entry master, Occurrence cut, UserEvent wanted);

    /** Puts an event into the store as it is, whatever it says. */
    Entry seed(StoredCalendar calendar, ObjectNode event);
}
