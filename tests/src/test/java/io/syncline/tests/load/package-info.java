/** Many at once: workers with adapters of their own on one cloud, whole fleets of accounts, and workers that are killed. */
package io.syncline.tests.load;
