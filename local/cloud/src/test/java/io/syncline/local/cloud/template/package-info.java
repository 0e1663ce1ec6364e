package io.syncline.local.cloud.template;
