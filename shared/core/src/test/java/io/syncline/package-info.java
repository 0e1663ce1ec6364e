package io.syncline;
