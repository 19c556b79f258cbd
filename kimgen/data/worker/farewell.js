// The worker of a site that has nothing to keep any more: it ends the one before it, and itself.
addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys())
    if (name.startsWith(registration.scope + '#')) await caches.delete(name);
  await registration.unregister();
})()));
