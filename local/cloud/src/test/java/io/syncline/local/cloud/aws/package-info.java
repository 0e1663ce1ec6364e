package io.syncline.local.cloud.aws;
