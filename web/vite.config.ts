import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** The script that runs before the rest is there: a file of its own, which imports little. */
const EARLY = 'early';

/** Puts the early script into the page, before all others. */
const earlyScript: Plugin = {
  name: 'early-script',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle = {} }) {
      const early = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === EARLY);
      if (!early) throw new Error('The early script was not built');
      const attrs = { type: 'module', async: true, crossorigin: true, src: `/${early.fileName}` };
      return [{ tag: 'script', attrs, injectTo: 'head' }];
    },
  },
};

/** How the draft room is built. Everything it loads comes from its own address: the content policy allows nothing else. */
export default defineConfig({
  plugins: [earlyScript],
  build: {
    target: ['chrome123', 'firefox128', 'safari17.5'],
    // Inlined files are data: addresses, which the policy forbids for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, 'index.html'),
        [EARLY]: join(import.meta.dirname, 'src', 'early.ts'),
      },
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
});
