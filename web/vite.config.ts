import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** The script that runs before the rest is there: a file of its own, which imports little. */
const EARLY = 'early';
/** What the room shows below the board, which its script asks for when it runs: a phone fetches it meanwhile. */
const LATER = 'later_parts';

/** Puts the early script into the page, before all others, and tells the browser what is needed next. */
const earlyScript: Plugin = {
  name: 'early-script',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const named = (name: string) => {
        const chunk = chunks.find((file) => file.name === name);
        if (!chunk) throw new Error(`The script ${name} was not built`);
        return chunk;
      };
      const { fileName, imports } = named(LATER);
      const next = [fileName, ...imports].filter((file) => !html.includes(file));
      return [
        {
          tag: 'script',
          // Nothing is painted before it ran: what it asks for would wait until a slow phone has laid out the board in the page.
          attrs: {
            ...{ type: 'module', async: true, blocking: 'render', crossorigin: true },
            src: `/${named(EARLY).fileName}`,
          },
          injectTo: 'head',
        },
        ...next.map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
          injectTo: 'head' as const,
        })),
      ];
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
