package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Channels} does. */
public abstract class ChannelsContract {

    private static final Instant UNTIL = Instant.parse("2026-11-30T08:00:00Z");

    protected abstract Channels channels();

    @Test
    void whose_a_channel_is_is_found_by_its_id() {
        Channels channels = channels();
        ChannelOwner owner = owner(id(1), "acme");
        ChannelOwner other = owner(id(2), "other");
        channels.save(owner);
        channels.save(other);

        assertThat(channels.find(List.of(id(1)))).containsExactlyEntriesOf(java.util.Map.of(id(1), owner));
        assertThat(channels.find(List.of(id(2), id(3), id(1))).values()).containsExactlyInAnyOrder(owner, other);
        assertThat(channels.find(List.of())).isEmpty();
    }

    @Test
    void a_channel_that_lives_longer_is_stored_over_what_was_there() {
        Channels channels = channels();
        channels.save(owner(id(1), "acme"));
        ChannelOwner later = owner(id(1), "acme").until(UNTIL.plus(Duration.ofDays(5)));
        channels.save(later);

        assertThat(channels.find(List.of(id(1))).get(id(1))).isEqualTo(later);
    }

    @Test
    void S20_a_dropped_channel_is_unknown_and_dropping_it_twice_is_fine() {
        Channels channels = channels();
        channels.save(owner(id(1), "acme"));
        channels.drop(id(1));
        channels.drop(id(1));

        assertThat(channels.find(List.of(id(1)))).isEmpty();
    }

    @Test
    void S18_a_post_with_notices_of_many_channels_is_one_question() {
        Channels channels = channels();
        List<ChannelId> ids =
                IntStream.range(0, 150).mapToObj(ChannelsContract::id).toList();
        ids.forEach(id -> channels.save(owner(id, "acme")));

        assertThat(channels.find(ids)).hasSize(150);
    }

    private static ChannelId id(int number) {
        return new ChannelId("channel-%012d".formatted(number));
    }

    private static ChannelOwner owner(ChannelId id, String organisation) {
        return new ChannelOwner(
                id,
                Provider.MICROSOFT,
                new OrganisationId(organisation),
                new CalendarRef(new ConnectionId("c_1"), new CalendarId("Work@x")),
                SecretHash.of(Secret.of("secret of " + id.value())),
                UNTIL);
    }
}
