// Reading without a network: the worker, a button that saves, a word of new versions.
(async () => {
  const page = document, { src } = page.currentScript, workers = navigator.serviceWorker;
  if (!workers || !/^http/.test(src)) return;
  const root = new URL('..', src).href, first = !workers.controller, link = navigator.connection;
  const address = { createScriptURL: () => root + 'sw.js' };
  const safe = self.trustedTypes?.createPolicy('luring', address) || address;
  const state = await workers.register(safe.createScriptURL(''));
  const fresh = page.querySelector('.fresh') || {}, watch = () => {
    const { waiting, installing } = state, next = installing || waiting;
    fresh.hidden = !waiting || !state.active;
    if (next) next.onstatechange = watch;
  };
  state.onupdatefound = watch;
  watch();
  (fresh.lastElementChild || {}).onclick = () => {
    workers.oncontrollerchange = () => location.reload();
    state.waiting.postMessage('now');
  };
  const worker = (await workers.ready).active;
  const button = page.querySelector('[data-save]');
  if (button) {
    // The worker's name for the page.
    const here = page.URL.replace(/(\.html)?([?#].*)?$/, ''), name = root + '#saved ' + here;
    const { textContent: label, dataset } = button, show = async () => {
      button.textContent = await caches.has(name) ? dataset.saved : label;
    };
    button.onclick = async () => {
      try {
        if (!await caches.delete(name)) {
          const cache = await caches.open(name), answer = await fetch(page.URL);
          if (!answer.ok) throw 0;
          await cache.put(here, answer);
          for (const image of page.querySelectorAll('article img')) {
            image.loading = 'eager';
            await image.decode().catch(() => {});
            if (image.currentSrc.startsWith(root)) await cache.add(image.currentSrc);
          }
        }
        await show();
      } catch {
        await caches.delete(name);
        button.textContent = dataset.failed;
      }
    };
    await show();
    button.parentNode.hidden = false;
  }
  const urls = first ? [page.URL, ...[...page.images].map(image => image.currentSrc).filter(url => url.startsWith(root))] : [];
  // Only where it is known that the reader does not pay by the byte, and once a visit.
  if (link && !link.saveData && /^(wifi|eth|undef)\w*[^2]g$/.test(link.type + link.effectiveType) && !sessionStorage[root]) {
    sessionStorage[root] = 1;
    urls.push(...(await (await fetch(root + 'luring.json')).json()).map(path => root + path));
  }
  worker.postMessage(urls);
})().catch(() => {});
