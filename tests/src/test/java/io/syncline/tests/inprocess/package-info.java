/** The providers' own SDKs over the simulators in this process: no sockets, no threads, no sleep. */
package io.syncline.tests.inprocess;
