/**
 * The service worker of the wallet: the app opens without network. It keeps the files of one build and answers
 * with them; requests to the API it leaves alone, so that nothing of a wallet is ever in a cache. A new build
 * takes over when the last window of the old one is closed, because an open window still loads its parts.
 *
 * The build puts `version` and `files` in front.
 */
/* global version, files */
const name = `sampan-wallet-${version}`;
const patienceMs = 2_500;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(files)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((each) => each.startsWith('sampan-wallet-') && each !== name))
      .then((old) => Promise.all(old.map((each) => caches.delete(each)))),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const scope = new URL(self.registration.scope);
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== scope.origin) return;
  const path = url.pathname.slice(scope.pathname.length);
  if (path.startsWith('assets/')) event.respondWith(cacheFirst(request));
  else if (/^(?:ferry|lantern)\/$/.test(path)) event.respondWith(networkFirst(request, path));
});

async function cacheFirst(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** A document of the newest build, or the kept one when the network is slow or away. */
async function networkFirst(request, path) {
  const kept = () => caches.match(new URL(path, self.registration.scope), { ignoreVary: true });
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(patienceMs) });
    if (answer.ok) return answer;
    return (await kept()) ?? answer;
  } catch (error) {
    const document = await kept();
    if (document) return document;
    throw error;
  }
}
