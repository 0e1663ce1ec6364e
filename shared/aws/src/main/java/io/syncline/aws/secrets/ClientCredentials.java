package io.syncline.aws.secrets;

import io.syncline.token.Secret;

/** Syncline's own credentials at a provider. */
public record ClientCredentials(String clientId, Secret clientSecret) {}
