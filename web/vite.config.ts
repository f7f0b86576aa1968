import { defineConfig } from 'vite';

/** How the draft room is built. Everything it loads comes from its own address: the content policy allows nothing else. */
export default defineConfig({
  build: {
    target: ['chrome123', 'firefox128', 'safari17.5'],
    // Inlined files are data: addresses, which the policy forbids for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
});
