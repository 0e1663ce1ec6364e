package io.syncline.calendar;

import io.syncline.sync.RemoteFailure;

/** How asking for one event can end. */
public sealed interface Lookup {

    record Found(RemoteEvent event) implements Lookup {}

    record Absent() implements Lookup {}

    record Failed(RemoteFailure failure) implements Lookup {}
}
