// Distances in days beside dates, and two buttons; nothing here is needed to read.
(() => {
  const page = document, DAY = 864e5;
  const words = new Intl.RelativeTimeFormat([page.documentElement.lang, 'id'], { numeric: 'auto' });
  page.querySelectorAll('main time').forEach(time => {
    const iso = time.dateTime, zone = /\+(\d\d)/.exec(iso);
    // Days turn at midnight of the village, not of the reader.
    const shift = zone ? zone[1] * 36e5 : new Date().getTimezoneOffset() * -6e4;
    const days = Date.parse(iso.slice(0, 10)) / DAY - Math.floor((Date.now() + shift) / DAY);
    const size = Math.abs(days);
    if (!(size < (time.closest('.card, .tile') ? 14 : 1e4))) return;
    const [unit, long] = size < 14 ? ['day', 1] : size < 60 ? ['week', 7] :
      size < 360 ? ['month', 30] : ['year', 365];
    const note = page.createElement('span');
    note.className = 'ago';
    note.textContent = words.format(Math.round(days / long), unit);
    time.after(' ', note);
  });
  const button = (name, able, act) => page.querySelectorAll(`[data-${name}]`).forEach(node => {
    node.parentNode.hidden = !able;
    node.onclick = () => act(node).catch(() => {});
  });
  button('copy', navigator.clipboard, async node => {
    await navigator.clipboard.writeText(node.dataset.copy);
    node.textContent = node.dataset.done;
  });
  button('share', navigator.share, node =>
    navigator.share({ title: node.dataset.share, url: page.querySelector('[rel=canonical]').href }));
})();
