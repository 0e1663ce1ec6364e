package io.syncline.local.cloud.aws;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a test makes go wrong at the AWS endpoint: calls that match a rule are answered with a fault. A call counts only
 * when the caller's role allows it. The AWS SDK repeats a call that failed in passing, so a fault that is to reach the
 * function's own code is put {@link #from} a call on. Off by default; without rules a call costs one look at an empty
 * list.
 */
public final class AwsFaults {

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    /** How a call goes wrong. */
    public enum Fault {
        /** Nothing is done; the service's own "internal error" (DynamoDB 500, KMSInternalException, S3 500). */
        INTERNAL_ERROR,
        /** Nothing is done; ProvisionedThroughputExceeded, ThrottlingException or SlowDown, by service. */
        THROTTLED,
        /** Nothing is done; TransactionCanceledException with a conflict as the reason of each item. */
        TRANSACTION_CANCELED,
        /** Nothing is done; KMS's DisabledException: the key was switched off. */
        DISABLED,
        /** It is done, and the caller hears of an internal error. */
        ANSWER_LOST
    }

    /**
     * Which calls are meant; an empty member means any.
     *
     * @param action a service such as {@code kms}, or a call such as {@code dynamodb:PutItem}
     * @param resource the name of a table, key, queue, bucket or bus, or a whole ARN
     * @param caller the name of a function's folder
     */
    public record Calls(Optional<String> action, Optional<String> resource, Optional<String> caller) {

        /** Every call of everybody. */
        public static Calls any() {
            return new Calls(Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** Calls of a service ({@code kms}) or of one kind ({@code dynamodb:PutItem}). */
        public static Calls of(String action) {
            return new Calls(Optional.of(action), Optional.empty(), Optional.empty());
        }

        /** Only those on this table, key, queue, bucket or bus, by the name or ARN that {@code Ref} answers. */
        public Calls on(String resource) {
            return new Calls(action, Optional.of(resource), caller);
        }

        /** Only those by this function. */
        public Calls by(String function) {
            return new Calls(action, resource, Optional.of(function));
        }

        private boolean match(Call call) {
            return action.filter(wanted -> !wanted.equals(call.service())
                                    && !wanted.equals(call.service() + ":" + call.action()))
                            .isEmpty()
                    && caller.filter(wanted -> !wanted.equals(call.caller())).isEmpty()
                    && resource.filter(wanted -> call.resources().stream().noneMatch(arn -> names(arn, wanted)))
                            .isEmpty();
        }

        private static boolean names(String arn, String wanted) {
            String name = wanted.startsWith("arn:") ? wanted : wanted.substring(wanted.lastIndexOf('/') + 1);
            return arn.equals(name) || Arrays.asList(arn.split("[:/]")).contains(name);
        }
    }

    /** A call as the endpoint saw it, to be read in a test: {@code dynamodb:PutItem}, its resources, its caller. */
    public record Call(String service, String action, List<String> resources, String caller) {

        public Call {
            resources = List.copyOf(resources);
        }
    }

    /** A rule that is in force until it is closed. */
    public final class Rule implements AutoCloseable {

        private final Calls calls;
        private final int first;
        private final int last;
        private final Optional<Fault> fault;
        private final List<Call> seen = new CopyOnWriteArrayList<>();

        private Rule(Calls calls, int first, int last, Optional<Fault> fault) {
            this.calls = calls;
            this.first = first;
            this.last = last;
            this.fault = fault;
        }

        /** The matching calls so far, in their order, those that were struck included. */
        public List<Call> seen() {
            return List.copyOf(seen);
        }

        /** How many calls were struck. */
        public int struck() {
            return fault.isEmpty() ? 0 : Math.max(0, Math.min(seen.size(), last) - first + 1);
        }

        @Override
        public void close() {
            rules.remove(this);
        }

        private synchronized Optional<Fault> strike(Call call) {
            if (!calls.match(call)) {
                return Optional.empty();
            }
            seen.add(call);
            return fault.filter(wanted -> seen.size() >= first && seen.size() <= last);
        }
    }

    /** The matching call with this number, counted from 1, goes wrong. */
    public Rule once(int number, Calls calls, Fault fault) {
        return add(new Rule(calls, number, number, Optional.of(fault)));
    }

    /** The matching call with this number, counted from 1, and all after it go wrong. */
    public Rule from(int number, Calls calls, Fault fault) {
        return add(new Rule(calls, number, Integer.MAX_VALUE, Optional.of(fault)));
    }

    /** Every matching call goes wrong. */
    public Rule every(Calls calls, Fault fault) {
        return from(1, calls, fault);
    }

    /** Nothing goes wrong; the matching calls are written down. */
    public Rule watch(Calls calls) {
        return add(new Rule(calls, 1, Integer.MAX_VALUE, Optional.empty()));
    }

    /** Everything works again. */
    public void clear() {
        rules.clear();
    }

    /** How this call is to go wrong, if it is; every rule that matches counts it, and the oldest wins. */
    Optional<Fault> strike(String service, String action, List<Access> accesses, String caller) {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        Call call = new Call(
                service, action, accesses.stream().map(Access::resource).toList(), caller);
        return rules.stream().map(rule -> rule.strike(call)).flatMap(Optional::stream).toList().stream()
                .findFirst();
    }

    private Rule add(Rule rule) {
        rules.add(rule);
        return rule;
    }
}
