// Words, for the search: how a text is taken apart (as kimgen/search_words.py does it), and what a
// word may be made from. Of the index and of queries alike, so that each finds the other.
self.kata = (() => {
  const tokens = text => text.replace(/['\u2019\u2018\u02bc\u02bb`\u00b4\u00ad\u0640\u200c\u200d\u2060]/g, '')
    .normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').match(/[\p{L}\p{N}]+/gu) || [];

  // Spellings before 1972 and 1947: Soekarno, tjap, djaja, njanji, sjarat, achir.
  const spellings = word => {
    if (!/oe|[tdns]j|ch|j/.test(word)) return [word];
    const now = word.replace(/oe/g, 'u').replace(/tj/g, 'c').replace(/nj/g, 'ny').replace(/sj/g, 'sy')
      .replace(/ch/g, 'kh');
    return [word, now.replace(/dj/g, 'j'), now.replace(/dj/g, 'J').replace(/j/g, 'y').toLowerCase(),
      now.replace(/dj/g, 'j').replace(/j/g, 'y')];
  };

  // What a word may be made from, after the confix stripping of Nazief and Adriani (1996; Adriani
  // et al. 2007, ACM TALIP 6:4) without their dictionary: every root that the rules allow counts,
  // where a nasal has swallowed a letter with it and without: memasak: masak, pasak.
  const openings = [
    [/^(?:mem|pem)(?=[bfvp])/, ''], [/^(?:mem|pem)(?=[aiueo])/, 'p'], [/^(?:me|pe)(?=m[aiueo])/, ''],
    [/^(?:men|pen)(?=[cdjzst])/, ''], [/^(?:men|pen)(?=[aiueo])/, 't'], [/^(?:me|pe)(?=n[aiueo])/, ''],
    [/^(?:meny|peny)(?=[aiueo])/, 's'], [/^(?:me|pe)(?=ny[aiueo])/, ''],
    [/^(?:meng|peng)(?=[aiueoghk])/, ''], [/^(?:meng|peng)(?=[aiueo])/, 'k'],
    [/^(?:menge|penge)(?=[^aiueo].{2,3}$)/, ''], [/^(?:me|pe)(?=[lrwy]|ng[aiueo])/, ''],
    [/^(?:ber|per|ter)/, ''], [/^(?:be|pe|te)(?=r[aiueo])/, ''], [/^(?:bel|pel)(?=ajar)/, ''],
    [/^be(?=[^aiueo]er)/, ''], [/^pe(?=[^aiueolrwymn]|m[aiueo])/, ''], [/^(?:di|ke|se)/, ''],
    [/^(?:ku|kau)(?=[^aiueo])/, '']
  ];
  const strip = word => openings.filter(([start]) => start.test(word))
    .map(([start, put]) => word.replace(start, put)).filter(rest => /[aiueo]/.test(rest) && rest[2]);
  const roots = word => {
    const found = new Set();
    if (word.length < 5 || /[^a-z]/.test(word)) return found;
    const bare = word.replace(/(?:[lkt]ah|pun)$/, '');
    [word, bare, bare.replace(/(?:ku|mu|nya)$/, '')].forEach(whole => {
      const inner = [whole];
      [/kan$/, /an$/, /i$/, /(?:is)?asi$/].forEach(end => {
        if (end.test(whole) && whole.length > 5) inner.push(whole.replace(end, ''));
      });
      inner.forEach(stem => {
        if (stem[3]) found.add(stem);
        strip(stem).forEach(rest => {
          found.add(rest);
          strip(rest).forEach(more => found.add(more) && strip(more).forEach(end => found.add(end)));
        });
      });
    });
    return found;
  };

  // Spellings and roots of a word, without the word itself. A 2 doubles: anak2 is anak-anak.
  const known = new Map();
  const kin = word => {
    let found = known.get(word);
    if (!found) {
      found = new Set();
      const once = word.replace(/^([a-z]{3,})2/, '$1');
      spellings(once).forEach(way => found.add(way) && roots(way).forEach(root => found.add(root)));
      found.delete(word);
      known.set(word, found = [...found]);
    }
    return found;
  };
  return { tokens, spellings, kin };
})();
