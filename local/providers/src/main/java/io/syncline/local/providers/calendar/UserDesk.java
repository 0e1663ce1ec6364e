package io.syncline.local.providers.calendar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;

/** What the owner of a calendar does in the provider's own user interface. */
public interface UserDesk {

    UserEvent show(StoredCalendar calendar, Entry entry);

    /** The whole resource as the provider's API gives it to its owner. */
    ObjectNode raw(Entry entry);

    Entry create(Account owner, StoredCalendar calendar, UserEvent event);

    /** Changes the fields in which {@code wanted} differs from what stands there, and no others. */
    Entry update(StoredCalendar calendar, Entry entry, UserEvent wanted);

    Entry delete(StoredCalendar calendar, Entry entry);
}
