package io.syncline.local.cloud;

/**
 * A part that has come up.
 *
 * @param name such as {@code tables}
 * @param where its address, or a word about where its data is
 */
public record Part(String name, String where) {}
