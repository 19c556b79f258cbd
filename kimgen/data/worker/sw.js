// The worker of a site: pages without a network. kimgen puts one line before this: SHELL, the hash
// of the shell and then its files, the offline page among them. Caches bear the address of their
// site, for several sites may be folders of one host:
//   #shell<hash>   the shell     #pages   at most 60    #pictures   at most 80
//   #parts          scripts of the search, and other files that only some pages load: at most 9
//   #saved <page>   a page that the reader keeps, with its pictures; nothing here touches it
const { scope } = registration, own = scope + '#shell' + SHELL[0];
// One name for a page, however a host writes its address.
const key = url => url.replace(/[?#].*/, '').replace(/\/index(\.html)?$/, '/').replace(/\.html$/, '');
const bare = url => url.replace(/\.\w+(?=\.\w+$)/, '');
const keep = async (url, answer) => {
  const type = answer.headers.get('content-type');
  const [folder, most] = /html/.test(type) ? ['#pages', 60] : /^image/.test(type) ? ['#pictures', 80] :
    /script|css/.test(type) ? ['#parts', 9] : [];
  if (!folder) return;
  const cache = await caches.open(scope + folder), trim = async most => {
    for (const old of (await cache.keys()).slice(0, -most)) await cache.delete(old);
  };
  // What was taken down is not shown again, but to the reader who kept it.
  if (answer.status == 404) await cache.delete(key(url));
  // Without room for it the older half goes, so that there is some for the next.
  if (answer.status == 200) await cache.put(key(url), answer).then(() => trim(most), () => trim(most / 2));
};
const load = async event => {
  const { request } = event, { url } = request, shell = await caches.open(own);
  const page = request.mode == 'navigate', part = await shell.match(url, { ignoreSearch: true });
  let copy = part || await caches.match(key(url));
  // A browser takes no page that came by a detour.
  if (copy?.redirected) copy = new Response(copy.body, copy);
  if (part || copy && !page && !/indeks/.test(url)) return copy;
  const network = (async () => await event.preloadResponse || fetch(request))();
  event.waitUntil(network.then(answer => keep(url, answer.clone())).catch(() => {}));
  try {
    const late = new Promise(done => copy && setTimeout(done, 4e3, copy));
    const answer = await Promise.race([network, late]);
    if (answer.status < 400 || page && !(copy && answer.status > 499)) return answer;
  } catch {}
  if (copy) return copy;
  if (page) return Response.redirect(scope + 'luring.html#' + url);
  // An old page asks for a style sheet or script that is gone: what took its place serves it.
  return shell.match((await shell.keys()).find(item => bare(item.url) == bare(url)));
};
addEventListener('fetch', event => {
  const { url, headers } = event.request;
  if (url.startsWith(scope) && !headers.has('range')) event.respondWith(load(event));
});
addEventListener('install', event => event.waitUntil(caches.open(own).then(cache =>
  cache.addAll(SHELL.slice(1).map(path => new Request(path, { cache: 'no-cache' }))))));
addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys())
    if (name.startsWith(scope + '#shell') && name != own) await caches.delete(name);
  await registration.navigationPreload?.enable();
  await clients.claim();
})()));
// From the page: the reader wants the new version now, or addresses to keep.
addEventListener('message', event => event.data == 'now' ? skipWaiting() : event.waitUntil((async () => {
  for (const url of event.data) await fetch(url).then(answer => keep(url, answer)).catch(() => {});
})()));
