package io.syncline.local.cloud.identity;
