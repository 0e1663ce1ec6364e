package io.syncline.calendar;

/**
 * The provider's version tag of an event (etag, changeKey): opaque, equal or not.
 *
 * @param value with the quotes, where the provider sends quotes
 */
public record EventVersion(String value) {}
