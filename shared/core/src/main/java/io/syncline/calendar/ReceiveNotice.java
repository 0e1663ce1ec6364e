package io.syncline.calendar;

import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes notices that came in from the open internet. A notice is a hint: it marks its calendar as due, and a thousand of
 * them mark it once (F23). Whoever does not have a channel's secret learns nothing and changes nothing: a channel that is
 * unknown costs the same work as one with another secret.
 */
public final class ReceiveNotice {

    private final Channels channels;
    private final PushReports reports;
    private final RequestSync requestSync;
    private final InstantSource clock;

    public ReceiveNotice(Channels channels, PushReports reports, RequestSync requestSync, InstantSource clock) {
        this.channels = channels;
        this.reports = reports;
        this.requestSync = requestSync;
        this.clock = clock;
    }

    /**
     * What became of notices that came together.
     *
     * @param refused of an unknown or ended channel, with a wrong secret, or from another provider
     */
    public record Received(int believed, int refused) {}

    /** Takes notices that came together, each by itself: they may be of several organisations. */
    public Received run(Provider provider, Collection<Notice> notices) {
        Set<Notice> distinct = new LinkedHashSet<>(notices);
        Map<ChannelId, ChannelOwner> owners =
                channels.find(distinct.stream().map(Notice::channel).distinct().toList());
        Set<Due> due = new LinkedHashSet<>();
        int believed = 0;
        for (Notice notice : distinct) {
            Optional<ChannelOwner> owner = believed(notice, Optional.ofNullable(owners.get(notice.channel())))
                    .filter(known -> known.provider() == provider);
            owner.filter(known -> isNews(notice, known))
                    .ifPresent(known -> due.add(new Due(known.organisation(), known.calendar())));
            believed += owner.isPresent() ? 1 : 0;
        }
        due.forEach(calendar -> requestSync.run(calendar.organisation(), calendar.ref()));
        return new Received(believed, distinct.size() - believed);
    }

    private record Due(OrganisationId organisation, CalendarRef ref) {}

    private Optional<ChannelOwner> believed(Notice notice, Optional<ChannelOwner> owner) {
        boolean genuine =
                owner.map(ChannelOwner::secret).orElse(SecretHash.NOBODYS).isOf(notice.secret());
        return owner.filter(_ -> genuine).filter(known -> known.until().isAfter(clock.instant()));
    }

    /** Whether a run is to look into it; what concerns the channel itself is noted first. */
    private boolean isNews(Notice notice, ChannelOwner owner) {
        switch (notice.news()) {
            case OPENED -> {
                return false;
            }
            case CHANGED -> {}
            case TO_BE_RENEWED -> reports.toBeRenewed(owner.organisation(), owner.calendar(), owner.id());
            case LOST -> reports.lost(owner.organisation(), owner.calendar(), owner.id(), ended(owner));
        }
        return true;
    }

    private static String ended(ChannelOwner owner) {
        return owner.provider().title() + " stopped to tell of changes. It is asked again.";
    }
}
