package io.syncline.local.providers.oauth;

/**
 * Claims that an account's tokens lack since something happened.
 *
 * @param number the later demand has the higher one
 * @param claims what is demanded, as JSON
 * @param interaction whether only the person can meet it, by signing in again
 */
record ClaimsDemand(long number, String claims, boolean interaction) {}
