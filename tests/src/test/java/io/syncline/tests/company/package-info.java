/** What journeys are told with: a running cloud, a company on it, its people, their browsers and mailboxes. */
package io.syncline.tests.company;
