package io.syncline.local.cloud;
