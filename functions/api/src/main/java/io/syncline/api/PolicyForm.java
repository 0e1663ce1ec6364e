package io.syncline.api;

import io.syncline.aws.http.Refusal;
import io.syncline.calendar.Field;
import io.syncline.calendar.SyncPolicy;
import io.syncline.calendar.SyncPolicy.OnConflict;
import io.syncline.calendar.SyncPolicy.Ownership;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code SyncPolicy} of {@code docs/openapi.yaml}. */
record PolicyForm(
        @Nullable Map<String, @Nullable String> ownership,
        @Nullable String onConflict) {

    static PolicyForm of(SyncPolicy policy) {
        Map<String, @Nullable String> ownership = new TreeMap<>();
        for (Field field : Field.values()) {
            ownership.put(field.word(), JobForm.word(policy.ownership().getOrDefault(field, Ownership.BOTH)));
        }
        return new PolicyForm(ownership, JobForm.word(policy.onConflict()));
    }

    /**
     * The policy.
     *
     * @throws Refusal with the member that is wrong and what to do
     */
    SyncPolicy policy() {
        if (ownership == null) {
            throw Refusal.invalid(
                    "ownership", "Say with 'ownership' whose each field is; {} leaves all to both sides.");
        }
        Map<Field, Ownership> owners = new EnumMap<>(Field.class);
        ownership.forEach((name, owner) -> owners.put(field(name), owner(name, owner)));
        return new SyncPolicy(owners, policyOnConflict());
    }

    private OnConflict policyOnConflict() {
        return word(OnConflict.values(), onConflict)
                .orElseThrow(() -> Refusal.invalid("onConflict", "'onConflict' is one of ask, latest, crm, calendar."));
    }

    private static Field field(String name) {
        for (Field field : Field.values()) {
            if (field.word().equals(name)) {
                return field;
            }
        }
        throw Refusal.invalid(
                "ownership", "The fields are title, description, location, when, availability and status.");
    }

    private static Ownership owner(String name, @Nullable String owner) {
        return word(Ownership.values(), owner)
                .orElseThrow(
                        () -> Refusal.invalid("ownership." + name, "A field belongs to one of both, crm, calendar."));
    }

    private static <E extends Enum<E>> Optional<E> word(E[] values, @Nullable String word) {
        for (E value : values) {
            if (JobForm.word(value).equals(word)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
