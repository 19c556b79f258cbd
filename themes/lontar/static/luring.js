// What this device keeps of the site, and the way back to the page that was asked for.
(async () => {
  const page = document, root = new URL('.', page.URL).href, wanted = location.hash.slice(1);
  const again = page.querySelector('[data-again]'), workers = navigator.serviceWorker;
  if (wanted.startsWith(root)) {
    again.querySelector('a').href = wanted;
    again.hidden = false;
  }
  page.querySelector('[data-unable]').hidden = workers && await workers.ready;
  const site = page.title.replace(page.querySelector('h1').textContent, '');
  const signs = { amp: '&', lt: '<', gt: '>' };
  const plain = text => text.replace(/&(#?\w+);/g, (all, code) => signs[code] || String.fromCharCode(code.slice(1)));
  for (const list of page.querySelectorAll('[data-list]')) {
    for (const name of await caches.keys()) if (name.startsWith(root + '#' + list.dataset.list)) {
      const cache = await caches.open(name);
      for (const item of (await cache.keys()).reverse()) {
        const answer = await cache.match(item);
        if (!/html/.test(answer.headers.get('content-type'))) continue;
        const title = /<title>([^<]*)/.exec(await answer.text()), row = page.createElement('li');
        const link = page.createElement('a');
        link.href = answer.url || item.url;
        link.textContent = plain(title ? title[1] : item.url).replace(site, '');
        row.append(link);
        list.append(row);
        list.parentNode.hidden = false;
      }
    }
  }
})().catch(() => {});
