package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link RemoteChannels} does. */
public abstract class RemoteChannelsContract {

    private static final Duration SEVEN_DAYS = Duration.ofDays(7);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    protected abstract RemoteChannels channels();

    protected abstract Secret token();

    protected abstract CalendarRef calendar();

    /** The provider's time. */
    protected abstract Instant now();

    /** The provider forgets the channel without a word. */
    protected abstract void forget(Channel channel);

    @Test
    void R25_a_channel_lives_for_about_a_week() {
        Opening.Opened opened = opened(channels().open(token(), calendar(), fresh()));

        assertThat(opened.remote()).isNotBlank();
        assertThat(Duration.between(now(), opened.expiresAt()))
                .isBetween(SEVEN_DAYS.minusHours(1), SEVEN_DAYS.plusSeconds(5));
    }

    @Test
    void F22_an_open_channel_is_prolonged_or_a_second_one_is_opened_beside_it() {
        NewChannel first = fresh();
        Opening.Opened opened = opened(channels().open(token(), calendar(), first));

        Extension extension = channels().extend(token(), calendar(), channel(first, opened));

        switch (extension) {
            case Extension.Extended(Instant end) -> assertThat(end).isAfter(now());
            case Extension.NotOffered _ ->
                assertThat(opened(channels().open(token(), calendar(), fresh())).expiresAt())
                        .isAfter(now());
            case Extension.Gone _, Extension.Failed _ -> throw new AssertionError(extension);
        }
    }

    @Test
    void S20_a_channel_that_is_gone_is_not_prolonged_and_another_one_can_be_opened() {
        NewChannel first = fresh();
        Channel gone = channel(first, opened(channels().open(token(), calendar(), first)));
        forget(gone);

        assertThat(channels().extend(token(), calendar(), gone)).isIn(new Extension.Gone(), new Extension.NotOffered());
        assertThat(channels().open(token(), calendar(), fresh())).isInstanceOf(Opening.Opened.class);
    }

    @Test
    void F22_a_channel_is_closed_once_and_closing_it_again_is_fine() {
        NewChannel first = fresh();
        Channel open = channel(first, opened(channels().open(token(), calendar(), first)));

        channels().close(token(), calendar(), open);
        channels().close(token(), calendar(), open);

        assertThat(channels().extend(token(), calendar(), open)).isIn(new Extension.Gone(), new Extension.NotOffered());
    }

    @Test
    void a_token_that_is_not_accepted_opens_nothing() {
        assertThat(channels().open(Secret.of("nobodys-token"), calendar(), fresh()))
                .isInstanceOf(Opening.Failed.class);
    }

    protected static NewChannel fresh() {
        String number = "%08d".formatted(NUMBERS.incrementAndGet());
        return new NewChannel(
                new ChannelId("0123456789abcdef0123456789abcdef" + number),
                Secret.of("kPYI5_7Bk0XJ2c0pJYy3N3hXb2wqf3k1q7m0n9s2u8A"));
    }

    protected static Channel channel(NewChannel fresh, Opening.Opened opened) {
        return Channel.alive(fresh.id(), opened.remote(), opened.expiresAt().minus(SEVEN_DAYS), opened.expiresAt());
    }

    protected static Opening.Opened opened(Opening opening) {
        assertThat(opening).isInstanceOf(Opening.Opened.class);
        return (Opening.Opened) opening;
    }
}
