import { defineConfig } from 'vite';

// The gallery is a page of its own: nothing of it reaches the product's build.
export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { host: '127.0.0.1', port: 4179, strictPort: true },
  build: { outDir: '../../dist/gallery', emptyOutDir: true },
});
