// One slide after another, each as long as it takes to read; keys, buttons, pause, full screen.
(() => {
  const page = document, body = page.body, slides = [...page.querySelectorAll('.slide')];
  const pause = page.querySelector('[data-pause]'), born = Date.now();
  const words = [pause.textContent, pause.dataset.pause];
  let at = 0, timer, still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const show = next => {
    clearTimeout(timer);
    // A screen that runs for days looks for what is new, where there is a network, at the end.
    if (next >= slides.length && Date.now() - born > 9e5 && /^http/.test(location.protocol))
      fetch(location.href, { cache: 'no-store' }).then(got => got.ok && location.reload(), () => {});
    at = (next + slides.length) % slides.length;
    slides.forEach((slide, index) => { slide.hidden = index !== at; });
    for (const slide of [slides[at], slides[at + 1] || slides[0]])
      slide.querySelectorAll('img').forEach(image => { image.loading = 'eager'; });
    // What is too long for the screen is set smaller, down to half; beyond that the page scrolls.
    const slide = slides[at], main = slide.parentNode;
    main.scrollTop = 0;
    for (let size = 100; size >= 50 && (size === 100 || main.scrollHeight > main.clientHeight); size -= 5)
      slide.style.fontSize = size + '%';
    pause.textContent = words[+still];
    if (!still) timer = setTimeout(show, 7e3 + slide.innerText.length * 50, at + 1);
  };
  const hold = () => { still = !still; show(at); };
  const clock = page.getElementById('clock');
  const own = (body.dataset.words || '').split('|'), comma = own[24];
  const tick = () => {
    const now = new Date(), minutes = `${now.getMinutes()}`.padStart(2, '0');
    const text = own[26] === undefined ? new Intl.DateTimeFormat([body.lang || page.documentElement.lang, 'id'], {
      weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' }).format() :
      own[5 + (now.getDay() + 6) % 7] + comma + now.getDate() + ' ' + own[12 + now.getMonth()] +
      comma + `${now.getHours()}`.padStart(2, '0') + own[25] + minutes;
    clock.textContent = own[26] ? text.replace(/\d/g, digit => own[26][digit]) : text;
  };
  page.querySelectorAll('[data-step]').forEach(node => {
    node.onclick = () => show(at + +node.dataset.step);
  });
  pause.onclick = hold;
  const full = page.querySelector('[data-full]'), root = page.documentElement;
  full.onclick = () => page.fullscreenElement ? page.exitFullscreen() : root.requestFullscreen();
  page.querySelectorAll('.deck [hidden]').forEach(node => { node.hidden = false; });
  full.parentNode.hidden = !page.fullscreenEnabled;
  page.onkeydown = event => {
    const to = { ArrowRight: at + 1, PageDown: at + 1, ArrowLeft: at - 1, PageUp: at - 1, Home: 0,
      End: slides.length - 1 }[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (to !== undefined) show(to);
    else if (event.key === ' ' && !event.target.closest('a, button')) hold();
    else return;
    event.preventDefault();
  };
  body.classList.add('playing');
  page.querySelector('main').tabIndex = 0; // what is too long for the screen is scrolled by keys, too
  tick();
  setInterval(tick, 1e4);
  show(0);
})();
