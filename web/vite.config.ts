import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { earlyPlugin } from './build/early-plugin.ts';
import { offlinePlugin } from './build/offline-plugin.ts';
import { outlinesPlugin } from './build/outlines-plugin.ts';

/** Where the development server finds the real one. */
const server = process.env.SONGHUA_URL ?? 'http://127.0.0.1:8080';
const proxied = ['/api', '/session', '/auth', '/events', '/fhir', '/healthz'];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    earlyPlugin(),
    outlinesPlugin(join(import.meta.dirname, '..', 'plans')),
    offlinePlugin(join(import.meta.dirname, '..', 'modules')),
    {
      name: 'songhua-sign-in',
      // The sign-in page is ours; what it posts to and its details are the server's.
      configureServer: ({ middlewares }) => {
        middlewares.use((request, _response, next) => {
          if (request.method === 'GET' && /^\/sign-in\/[^/]+$/.test(request.url ?? '')) request.url = '/index.html';
          next();
        });
      },
    },
  ],
  build: {
    outDir: 'dist',
    rollupOptions: {
      input: {
        index: join(import.meta.dirname, 'index.html'),
        early: join(import.meta.dirname, 'early.ts'),
        'offline-worker': join(import.meta.dirname, 'worker', 'offline-worker.ts'),
      },
    },
    emptyOutDir: true,
    target: 'es2022',
    // No inline scripts or data: fonts, so that the page runs under `script-src 'self'`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: false,
  },
  server: { proxy: Object.fromEntries([...proxied, '^/sign-in/[^/]+(/details)?$'].map((path) => [path, { target: server }])) },
});
