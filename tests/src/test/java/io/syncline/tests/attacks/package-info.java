/** The attacks and broken answers that are known, tried against the running system at both providers. */
package io.syncline.tests.attacks;
