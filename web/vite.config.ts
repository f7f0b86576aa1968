import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** The script that runs before the rest is there: a file of its own, which imports little. */
const START = 'start';
/** What the room shows below the board, which its script asks for when it runs: a phone fetches it meanwhile. */
const LATER = 'later_parts';
const ROOM_SCRIPT = /<script type="module" crossorigin src="([^"]+)"><\/script>/;

/** Has the first script run before anything is painted. It runs that of the room, which the page only names, and a phone fetches meanwhile. */
const firstScript: Plugin = {
  name: 'first-script',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const named = (name: string) => {
        const chunk = chunks.find((file) => file.name === name);
        if (!chunk) throw new Error(`The script ${name} was not built`);
        return chunk;
      };
      const later = named(LATER);
      const links = [later.fileName, ...later.imports].filter((file) => !html.includes(file));
      return {
        html: html.replace(ROOM_SCRIPT, '<link rel="modulepreload" crossorigin href="$1" id="room">'),
        tags: [
          {
            tag: 'script',
            // What it asks for would wait until a slow phone has laid out the board in the page, and a theme would change while somebody looks.
            attrs: {
              ...{ type: 'module', async: true, blocking: 'render', crossorigin: true },
              src: `/${named(START).fileName}`,
            },
            injectTo: 'head',
          },
          ...links.map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
            injectTo: 'head' as const,
          })),
        ],
      };
    },
  },
};

/** How the draft room is built. Everything it loads comes from its own address: the content policy allows nothing else. */
export default defineConfig({
  plugins: [firstScript],
  build: {
    target: ['chrome123', 'firefox128', 'safari17.5'],
    // Inlined files are data: addresses, which the policy forbids for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, 'index.html'),
        [START]: join(import.meta.dirname, 'src', 'start.ts'),
      },
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
});
