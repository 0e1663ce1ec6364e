package io.syncline.local.providers.push;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Who watches what at both providers, and the post between them. Safe for many threads. */
public final class PushService implements AutoCloseable {

    private final Channels channels;
    private final Subscriptions subscriptions;
    private final Outbox outbox;
    private final NoticePost post;
    private final Pump pump;

    private PushService(InstantSource clock, RandomGenerator random, NoticePost post) {
        this.channels = new Channels(clock, random);
        this.subscriptions = new Subscriptions(clock);
        this.outbox = new Outbox(clock, random, post);
        this.post = post;
        this.pump = new Pump(outbox, clock);
    }

    /** Notices wait until somebody takes or delivers them; handshakes go through the post. */
    public static PushService waiting(InstantSource clock, RandomGenerator random, NoticePost post) {
        return new PushService(clock, random, post);
    }

    /** Notices are delivered when they are due, in threads of their own. */
    public static PushService delivering(InstantSource clock, RandomGenerator random, NoticePost post) {
        var service = new PushService(clock, random, post);
        service.pump.start();
        return service;
    }

    /** The post that brings notices over HTTP. */
    public static NoticePost overHttp() {
        return new HttpNoticePost();
    }

    public Channels channels() {
        return channels;
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    /** Sends a notice in its time. Nothing is posted in the caller's thread. */
    public void send(Notice notice) {
        outbox.add(notice);
    }

    /** Delivers a notice now, whatever the post's whims are. */
    public void sendAtOnce(Notice notice) {
        outbox.deliver(notice);
    }

    /** Asks an endpoint something and waits for the answer. */
    public NoticePost.Receipt ask(String url, Map<String, String> headers, Duration patience) {
        return post.post(url, headers, "", patience);
    }

    Outbox outbox() {
        return outbox;
    }

    @Override
    public void close() {
        pump.close();
    }
}
