import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import packageJson from './package.json' with { type: 'json' };
import { shellChunk } from './scripts/shell-chunk.ts';

export default defineConfig({
  define: { 'import.meta.env.VITE_APP_VERSION': JSON.stringify(packageJson.version) },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:8080' } },
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    // The size budget reads this to know which chunks a page needs.
    manifest: true,
    // Every browser this runs on preloads modules by itself.
    modulePreload: {
      polyfill: false,
      // The service worker has every part already: a list of what each one imports would only make the shell larger.
      resolveDependencies: (_url, dependencies, { hostType }) =>
        hostType === 'js' ? dependencies.filter((file) => file.endsWith('.css')) : dependencies,
    },
    // A map would double what a tablet precaches.
    sourcemap: false,
    chunkSizeWarningLimit: 1500,
  },
  plugins: [
    shellChunk(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/sw',
      filename: 'service-worker.ts',
      // A new version waits until the person agrees: it never reloads a visit in progress.
      registerType: 'prompt',
      injectRegister: false,
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png,woff2,wasm}'],
        // The PDF chunk with its fonts is the largest; a tablet without a network must still make a report.
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
      },
      manifest: {
        id: '/',
        name: 'Tilik',
        short_name: 'Tilik',
        description: 'Audit lapangan kepatuhan layanan publik: dinilai di tablet, dapat dikerjakan tanpa jaringan.',
        lang: 'id',
        dir: 'ltr',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        orientation: 'any',
        theme_color: '#0f5c5c',
        background_color: '#f6f8f7',
        categories: ['government', 'productivity'],
        icons: [
          { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
        shortcuts: [
          { name: 'Kunjungan saya', url: '/', icons: [{ src: '/icons/icon-192.png', sizes: '192x192' }] },
          { name: 'Pengiriman', url: '/pengiriman', icons: [{ src: '/icons/icon-192.png', sizes: '192x192' }] },
        ],
      },
    }),
  ],
});
