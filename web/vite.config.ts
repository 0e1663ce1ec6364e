import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { mockApi } from './dev/mock-api.ts';

const backend = process.env['SYNCLINE_ORIGIN'] ?? 'http://localhost:8080';

export default defineConfig(({ mode }) => ({
  plugins: [react(), tailwindcss(), mode === 'mock' && mockApi()],
  build: {
    target: 'es2022',
    // A data: URL would need its own line in the Content-Security-Policy.
    assetsInlineLimit: 0,
    // The browsers that the target names preload modules by themselves.
    modulePreload: { polyfill: false },
  },
  server: mode === 'mock' ? {} : { proxy: { '/v1': backend, '/oauth': backend } },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
    env: { TZ: 'Europe/Berlin' },
    testTimeout: 30_000,
  },
}));
