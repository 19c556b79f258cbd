// Distances in days beside dates, two buttons, the way to search; nothing here is needed to read.
(() => {
  const page = document, DAY = 864e5;
  const tongue = [page.body.lang || page.documentElement.lang, 'id'];
  // The page brings the words of near days; of a language that browsers may not know all of them.
  const own = (page.body.dataset.words || '').split('|'), [, , , ago, ahead] = own;
  const digits = text => own[26] ? text.replace(/\d/g, digit => own[26][digit]) : text;
  // To have those of a browser takes a cheap phone a tenth of a second.
  let words;
  page.querySelectorAll('main time').forEach(time => {
    const iso = time.dateTime, zone = /\+(\d\d)/.exec(iso);
    // Days turn at midnight of the village, not of the reader.
    const shift = zone ? zone[1] * 36e5 : new Date().getTimezoneOffset() * -6e4;
    const day = Date.parse(iso.slice(0, 10)), days = day / DAY - Math.floor((Date.now() + shift) / DAY);
    const size = Math.abs(days);
    if (!(size < (own[5] || !time.closest('.reading') ? 14 : 1e4))) return;
    const [unit, long] = size < 14 ? ['day', 1] : size < 60 ? ['week', 7] :
      size < 360 ? ['month', 30] : ['year', 365];
    const note = page.createElement('span');
    note.className = 'ago';
    const date = new Date(day), near = size < 2 ? own[days + 1] : days < 0 ? ago : ahead;
    if (ago && size < 14) note.textContent = digits(near.replace('%d', size));
    else {
      words = words || new Intl.RelativeTimeFormat(tongue, { numeric: 'auto' });
      note.textContent = words.format(Math.round(days / long), unit);
    }
    // The day with its weekday, worked out for those who ask.
    note.onmouseenter = () => {
      note.title = own[5] ? own[5 + (date.getUTCDay() + 6) % 7] + own[24] +
        digits(`${date.getUTCDate()} ${own[12 + date.getUTCMonth()]} ${date.getUTCFullYear()}`) :
        date.toLocaleDateString(tongue, { dateStyle: 'full', timeZone: 'UTC' });
    };
    time.after(' ', note);
  });
  // The search itself, and its index, come with the first key.
  const form = page.querySelector('.search'), door = page.querySelector('[data-cari]');
  const [field, key] = form ? form.querySelectorAll('input') : [];
  const memory = (...keep) => {
    try {
      return keep.length ? localStorage.setItem('garis', keep[0]) : localStorage.getItem('garis');
    } catch { return null; }
  };
  if (form) {
    const note = page.querySelector('[role=status]');
    const load = () => {
      const scripts = [...form.querySelector('template').content.cloneNode(true).children];
      let left = scripts.length;
      field.oninput = null;
      note.textContent = form.dataset.wait;
      scripts.forEach(script => {
        script.onload = () => --left || self.cari(form);
        script.onerror = () => {
          field.oninput = load;
          note.textContent = form.dataset.fail;
        };
        page.head.append(script);
      });
    };
    form.hidden = false;
    field.oninput = load;
    key.checked = memory() !== '0';
    key.onchange = () => memory(+key.checked);
    field.value = decodeURIComponent(location.hash.slice(1));
    if (field.value) load();
    else field.focus();
  }
  if (door) page.addEventListener('keydown', event => {
    if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey || memory() === '0' ||
      /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    event.preventDefault();
    if (form) field.focus();
    else door.click();
  });
  const button = (name, able, act) => page.querySelectorAll(`[data-${name}]`).forEach(node => {
    node.parentNode.hidden = !able;
    node.onclick = () => act(node).catch(() => {});
  });
  button('print', 1, async () => print());
  button('copy', navigator.clipboard, async node => {
    // Without a text of its own, the one for WhatsApp.
    const chat = () => new URL(page.querySelector('.share [href*="/wa.me/"]').href).searchParams.get('text');
    await navigator.clipboard.writeText(node.dataset.copy || chat());
    node.textContent = node.dataset.done;
  });
  button('share', navigator.share, node =>
    navigator.share({ title: node.dataset.share, url: page.querySelector('[rel=canonical]').href }));
})();
