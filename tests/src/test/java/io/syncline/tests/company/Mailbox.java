package io.syncline.tests.company;

import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.control.SimulatorControl;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A calendar of an account with a simulated provider, in the hands of its owner. */
public record Mailbox(SimulatorControl control, Provider provider, String email, String calendar) {

    public List<UserEvent> events() {
        return control.events(provider, email, calendar);
    }

    public Optional<UserEvent> find(String title) {
        return events().stream().filter(event -> event.title().equals(title)).findFirst();
    }

    /** The one event of this title. */
    public UserEvent event(String title) {
        List<UserEvent> found =
                events().stream().filter(event -> event.title().equals(title)).toList();
        if (found.size() != 1) {
            throw new NoSuchElementException(found.size() + " events are called " + title + " in "
                    + events().stream().map(UserEvent::title).toList());
        }
        return found.getFirst();
    }

    public List<String> titles() {
        return events().stream().map(UserEvent::title).sorted().toList();
    }

    /** Changes an event as its owner does in the provider's own pages. */
    public void edit(String title, UnaryOperator<UserEvent> change) {
        control.update(provider, email, calendar, event(title).id(), change);
    }

    public UserEvent create(UserEvent event) {
        return control.create(provider, email, calendar, event);
    }

    public void delete(String title) {
        control.delete(provider, email, calendar, event(title).id());
    }

    /** Another calendar of the same account, by its name. */
    public Mailbox in(String otherCalendar) {
        return new Mailbox(control, provider, email, otherCalendar);
    }
}
