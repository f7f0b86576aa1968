// Keeps the shell of the draft room in the browser: its page and its own files, and nothing of any draft. With it the room opens where
// the network is slow or gone, and says so. What a draft is comes from the service alone. The build fills in the names.

const SHELL = { cache: 'shell-BUILD', files: [] };

self.addEventListener('install', (event) => {
  // One after the other: a whole league that opens the room at once is one address to the service.
  const keep = async () => {
    const cache = await caches.open(SHELL.cache);
    for (const path of SHELL.files) await cache.add(path);
  };
  event.waitUntil(keep());
});

// A new build waits until no page of the old one is open: those load more of their own files meanwhile.
self.addEventListener('activate', (event) => {
  const dropOld = async () => {
    const names = (await caches.keys()).filter((name) => name !== SHELL.cache);
    await Promise.all(names.map((name) => caches.delete(name)));
    await self.registration.navigationPreload?.enable();
  };
  event.waitUntil(dropOld());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && isPage(pathname)) event.respondWith(page(event));
  else if (pathname !== '/' && SHELL.files.includes(pathname)) event.respondWith(file(request));
});

/** Other paths of the service, such as the editor for queries or files of a draft, are none of ours. */
function isPage(path) {
  return /^\/(?:join|sign-in|new|rankings|(?:d|l)\/[0-9a-f-]{36}(?:\/[a-z-]+)?)?\/?$/.test(path);
}

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch (error) {
    const shell = await caches.match('/');
    if (!shell) throw error;
    return shell;
  }
}

async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
