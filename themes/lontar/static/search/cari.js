// The search of a site: takes its index (kimgen/search_index.py) apart, asks MiniSearch for words and
// their kin (kata.js), shows what it finds. site.js loads it with the first key, and calls it with the
// part of the page that asks.
self.cari = form => {
  const page = document, field = form.querySelector('input'), note = page.querySelector('[role=status]');
  const list = page.querySelector('.found'), texts = form.dataset, common = new Set(self.kataUmum);
  const { kinds, pages, words, lists } = self.cariIndeks, last = pages.length - 1;
  const { tokens, spellings, kin } = self.kata;

  // --- the index, in the form that MiniSearch keeps its own in -------------------------------
  const fields = ['title', 'tags', 'excerpt', 'body', 'kinOfTitle', 'kin'];
  const terms = new Map(), lengths = pages.map(() => fields.map(() => 0));
  const add = (word, place, number) => {
    let row = terms.get(word);
    if (!row) terms.set(word, row = {});
    row = row[place] = row[place] || {};
    row[number] = (row[number] || 0) + 1;
    lengths[number][place]++;
  };
  const put = (word, place, number) => {
    add(word, place, number);
    kin(word).forEach(other => add(other, place < 2 ? 4 : 5, number));
  };
  pages.forEach(([, , title, , excerpt, tags], number) =>
    [title, tags, excerpt].forEach((text, place) =>
      tokens(text).forEach(word => put(word, place, number))));
  const signs = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_', where = lists.split('.');
  let word = '';
  (words.match(/[A-Z][^A-Z]*/g) || []).forEach((part, n) => {
    word = word.slice(0, part.charCodeAt(0) - 65) + part.slice(1);
    for (let at = 0, number = -1; at < where[n].length; at++) {
      let step = signs.indexOf(where[n][at]);
      if (step > 47) step = (step - 47) * 48 + signs.indexOf(where[n][++at]);
      put(word, 3, number += step + 1);
    }
  });
  const numbered = Object.assign({}, pages.map((_, n) => n));
  const engine = self.MiniSearch.loadJS({
    serializationVersion: 2, documentCount: pages.length, nextId: pages.length, dirtCount: 0,
    documentIds: numbered, storedFields: {}, index: terms,
    fieldIds: Object.assign(...fields.map((name, n) => ({ [name]: n }))),
    fieldLength: Object.assign({}, lengths),
    averageFieldLength: fields.map((_, n) => lengths.reduce((sum, row) => sum + row[n], 0) / pages.length)
  }, { fields, tokenize: text => [text], processTerm: text => text });
  const options = {
    boost: { title: 5, tags: 3, excerpt: 1.5, kinOfTitle: 2, kin: .6 },
    // of two that say it as often the newer one
    boostDocument: number => 1 + .1 * (last - number) / pages.length
  };

  // --- asking ---------------------------------------------------------------------------------
  const ask = query => engine.search(query, options);
  const near = (word, fuzzy) => ({
    combineWith: 'OR', queries: [
      { queries: fuzzy ? spellings(word) : [word], combineWith: 'OR', prefix: word.length > 1, fuzzy },
      { queries: kin(word), combineWith: 'OR', boostTerm: () => .5 }
    ]
  });
  const halves = word => [...word].map((_, at) => [word.slice(0, at), word.slice(at)])
    .filter(both => both.every(half => half[3] && terms.has(half)))
    .map(both => ({ queries: both, combineWith: 'AND' }));
  const find = text => {
    const all = tokens(text), telling = all.filter(word => !common.has(word));
    // two words in one, then slips of the pen count where nothing is written as it was asked for
    const asked = (telling.length ? telling : all).map(word =>
      [near(word), ...halves(word), near(word, word.length > 3 && 1), near(word, word.length > 4 && 2)]
        .find(query => ask(query).length)).filter(Boolean);
    const every = ask({ combineWith: 'AND', queries: asked });
    return every.length || asked.length < 2 ? every : ask({ combineWith: 'OR', queries: asked });
  };

  // --- showing --------------------------------------------------------------------------------
  const FEW = 20, days = new Intl.DateTimeFormat([page.body.lang || page.documentElement.lang, 'id'],
    { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const own = (page.body.dataset.words || '').split('|');
  const digits = text => own[26] ? text.replace(/\d/g, digit => own[26][digit]) : text;
  const make = (name, text, kind) => {
    const node = page.createElement(name);
    node.append(...[].concat(text));
    if (kind) node.className = kind;
    return node;
  };
  const marked = (text, hits) => text.split(/([\p{L}\p{N}\p{M}'\u2019]+)/u).map((part, n) =>
    n % 2 && tokens(part).some(word => hits.has(word) || kin(word).some(root => hits.has(root)))
      ? make('mark', part) : part);
  const shown = ({ id, terms }) => {
    const [kind, name, title, day, excerpt] = pages[id], hits = new Set(terms);
    const [start, label] = kinds[kind], link = make('a', marked(title, hits));
    link.href = `${start}${name}.html`;
    const about = make('p', make('b', label), 'meta');
    if (day) {
      const [year, month, date] = [day / 1e4 | 0, day / 100 % 100 - 1 | 0, day % 100];
      const when = make('time', own[12] ? digits(`${date} ${own[12 + month]} ${year}`) :
        days.format(Date.UTC(year, month, date)));
      when.dateTime = `${day}`.replace(/(....)(..)/, '$1-$2-');
      about.append(' · ', when);
    }
    const item = make('li', make('h2', link), 'card');
    if (excerpt) item.append(make('p', marked(excerpt, hits), 'excerpt'));
    item.append(about);
    [...item.children].slice(0, -1).forEach(node => node.dir = 'auto');
    return item;
  };
  const say = text => note.textContent = text;
  let wait, asked;
  const show = () => {
    const text = field.value.trim(), results = text ? find(text) : [], number = results.length;
    clearTimeout(wait);
    asked = field.value;
    history.replaceState(null, '', text ? '#' + encodeURIComponent(text) : location.pathname);
    list.replaceChildren(...results.slice(0, FEW).map(shown));
    if (number > FEW) {
      const more = make('button', texts.more, 'button');
      more.onclick = () => {
        const rest = results.slice(FEW).map(shown);
        more.parentNode.replaceWith(...rest);
        rest[0].querySelector('a').focus();
      };
      list.append(make('li', more));
    }
    page.querySelector('.browse').hidden = number;
    say(text && (number ? texts.some : texts.none).replace('%d', digits(`${number}`)).replace('%s', text));
  };
  field.oninput = () => {
    clearTimeout(wait);
    wait = setTimeout(show, 150);
  };
  const go = to => {
    if (field.value !== asked) show();
    const links = [...list.querySelectorAll('a, button')];
    const at = links.indexOf(page.activeElement) + to;
    (at < 0 ? field : links[Math.min(at, links.length - 1)] || field).focus();
  };
  page.addEventListener('keydown', event => {
    const inside = list.contains(event.target);
    if (!inside && event.target !== field || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && (inside || step > 0)) {
      event.preventDefault();
      go(step);
    } else if (event.key === 'Enter' && !inside) go(1);
    else if (event.key === 'Escape') {
      event.preventDefault();
      if (inside) return field.focus();
      field.value = '';
      show();
    }
  });
  onhashchange = () => {
    field.value = decodeURIComponent(location.hash.slice(1));
    show();
  };
  show();
};
