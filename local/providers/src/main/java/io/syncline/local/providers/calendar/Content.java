package io.syncline.local.providers.calendar;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is to be stored of an event.
 *
 * @param body the provider's resource without what is derived; never changed afterwards
 * @param span the time it covers; of a series that of its first occurrence
 */
public record Content(ObjectNode body, Span span, Role role) {}
