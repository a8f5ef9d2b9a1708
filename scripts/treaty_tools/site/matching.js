// Finds rows by words and phrases, and says how well and why: exact name, start of a word, part of a word, spelling, actor.
"use strict";
(() => {
  const { fold, spelling } = window.treaty;
  const WORD = /[\p{L}\p{M}\p{N}]+/gu;
  const [EXACT, NAME, START, PART, SPELLED, ACTOR, NOT] = [0, 1, 2, 3, 4, 5, 9];
  const NAMES = new Set(["n", "a"]);
  // Words of questions, left out where others remain.
  const SMALL = new Set("a an the of in on at to for by and or is are was were did do does has have had be been how many much who whom what when where which why".split(" "));

  const searchable = (text) => fold(text).replace(/(\d),(?=\d{3}(?!\d))/gu, "$1").replace(/[-‐‑–—_/]/gu, " ").replace(/[’‘ʼ`]/gu, "'").replace(/[^\S\n]+/gu, " ");
  const trimmed = (word) => word.replace(/^[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, "") || word;

  const parse = (query) => {
    const found = [];
    for (const [, phrase, words] of query.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]?|([^\s"“”„«»]+)/gu)) {
      if (phrase !== undefined) found.push({ text: searchable(phrase).trim(), phrase: true });
      else for (const word of searchable(words).split(" ")) found.push({ text: trimmed(word), phrase: false });
    }
    const all = found.filter(({ text }) => text.trim());
    const telling = all.filter(({ text, phrase }) => phrase || !SMALL.has(text));
    return telling.length ? telling : all;
  };

  const isLetter = (character) => character !== undefined && /[\p{L}\p{M}\p{N}]/u.test(character);
  const isDigit = (character) => character !== undefined && character >= "0" && character <= "9";
  // Latin and Cyrillic words of one or two letters, and numbers, are found as wholes only.
  const short = (text) => /^[\d.]+$/u.test(text) || (text.length < 3 && /^[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}]+$/u.test(text));

  // The best level at which a text has a token; `head` is the length of its title and names.
  const level = (text, head, token) => {
    let best = NOT;
    for (let at = text.indexOf(token.text); at >= 0; at = text.indexOf(token.text, at + 1)) {
      const end = at + token.text.length;
      const starts = !isLetter(text[at - 1]);
      if (token.whole && !(starts && !isLetter(text[end]) && !(isDigit(text[end + 1]) && text[end] === "."))) continue;
      best = Math.min(best, starts ? (at < head ? NAME : START) : PART);
      if (best === NAME) break;
    }
    return best;
  };

  const finder = (index) => {
    const rows = [], words = new Map(), keys = new Map(), keyed = new Set();
    const kinds = { terms: (at) => index.terms[at], actors: (at) => rows[at]?.title, events: (at) => rows[index.actors.length + at]?.title };

    const linesOf = (row) => (row.more ? row.more.split("\n") : []).map((line) => {
      const pointed = index.pointers[line[0]];
      return { kind: line[0], text: pointed ? kinds[pointed](Number(line.slice(1))) ?? "" : line.slice(1) };
    });
    const learn = (text, number) => {
      for (const [word] of text.matchAll(WORD)) {
        const having = words.get(word);
        if (having === undefined) words.set(word, [number]);
        else if (having.at(-1) !== number) having.push(number);
      }
    };
    const add = (row) => {
      row.lines = linesOf(row);
      const names = [row.title, ...row.lines.filter(({ kind }) => NAMES.has(kind)).map(({ text }) => text)];
      row.names = names.map(searchable);
      const rest = row.lines.filter(({ kind }) => !NAMES.has(kind)).map(({ text }) => searchable(text));
      row.head = row.names.join("\n").length;
      row.text = [...row.names, ...rest].join("\n");
      learn(row.text, rows.length);
      rows.push(row);
    };
    const keyWords = () => {
      for (const word of words.keys()) {
        if (keyed.has(word)) continue;
        keyed.add(word);
        const key = spelling.key(word);
        if (key) (keys.get(key) ?? keys.set(key, []).get(key)).push(word);
      }
    };
    // The words of the index that are other spellings or forms of a token, or begin with one.
    const variants = (token) => {
      const key = token.phrase ? "" : spelling.key(token.text);
      if (!key) return [];
      keyWords();
      const found = [];
      for (const [other, having] of keys) if (other === key || (key.length > 4 && other.startsWith(key))) found.push(...having);
      return found.filter((word) => !word.startsWith(token.text));
    };
    const prepared = (query) => parse(query).map((token) => {
      const spelled = variants(token);
      const having = new Set(spelled.flatMap((word) => words.get(word)));
      const whole = !token.phrase && short(token.text);
      const made = { ...token, whole, spelled, having };
      const named = (row) => row.names.some((name) => level(name, name.length, made) <= PART || spelled.some((word) => name.includes(word)));
      return { ...made, actors: new Set([...index.actors.keys()].filter((at) => at < rows.length && named(rows[at]))) };
    });

    const of = (row, number, token) => {
      const own = level(row.text, row.head, token);
      if (own !== NOT) return own;
      if (token.having.has(number)) return SPELLED;
      return row.actors.some((actor) => token.actors.has(actor)) ? ACTOR : NOT;
    };
    // Rows with all words, the best first; if there are none, those with most of them.
    const find = (query, test) => {
      const tokens = prepared(query), whole = searchable(query).trim().replace(/^["“„«]|["”“»]$/gu, "");
      const all = [], some = [];
      let most = 1;
      rows.forEach((row, number) => {
        if (!test(row)) return;
        const levels = tokens.map((token) => of(row, number, token));
        const have = levels.filter((one) => one !== NOT).length;
        if (have === tokens.length) all.push([tokens.length && row.names.includes(whole) ? EXACT : Math.max(NAME, ...levels), row]);
        else if (!all.length && have >= most) {
          if (have > most) [most, some.length] = [have, 0];
          some.push([Math.max(NAME, ...levels.filter((one) => one !== NOT)), row]);
        }
      });
      const partly = !all.length && tokens.length > 1;
      const found = (partly ? some : all).sort(([a], [b]) => a - b).map(([, row]) => row);
      return { rows: found, tokens, have: partly ? most : tokens.length };
    };

    // The words of the index nearest to those that are in none of its rows.
    const nearest = (tokens) => {
      const counts = [...words].map(([word, having]) => [word, having.length]);
      const unknown = tokens.filter(({ text, spelled, phrase }) => !phrase && !spelled.length && ![...words.keys()].some((word) => word.includes(text)));
      return unknown.map(({ text }) => ({ text, near: spelling.near(text, counts) })).filter(({ near }) => near.length);
    };

    return { add, find, keyWords, nearest, rows };
  };

  // Where a text has a token or one of its spellings, in its own letters: offset and length, null if nowhere.
  const place = (text, token) => {
    const lower = text.toLowerCase();
    for (const word of [token.text, ...token.spelled]) {
      if (token.whole) {
        const found = new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.\\]/gu, "\\$&")}(?![\\p{L}\\p{N}])`, "u").exec(lower);
        if (found) return [found.index, word.length];
      } else if (lower.includes(word)) return [lower.indexOf(word), word.length];
    }
    return null;
  };
  const AROUND = 60;
  // A part of a line around a place: text, marked words, text.
  const excerpt = (text, [at, length]) => {
    const from = at > AROUND ? text.lastIndexOf(" ", at - AROUND / 2) + 1 : 0, to = at + length;
    const until = text.length > to + AROUND ? text.indexOf(" ", to + AROUND / 2) : text.length;
    const end = until < to ? text.length : until;
    return [`${from > 0 ? "… " : ""}${text.slice(from, at)}`, text.slice(at, to), `${text.slice(to, end)}${end < text.length ? " …" : ""}`];
  };
  // Why a row was found: for each word that is not in its title, the line that has it.
  const why = (index, rows, row, tokens) => {
    const found = new Map();
    for (const token of tokens) {
      if (place(row.title, token)) continue;
      const line = row.lines.find(({ text }) => place(text, token));
      const actor = line ? undefined : row.actors.find((at) => token.actors.has(at));
      if (line) found.set(line, { label: index.labels[line.kind], pieces: excerpt(line.text, place(line.text, token)) });
      else if (actor !== undefined) found.set(actor, through(index, rows[actor], token));
    }
    return [...found.values()].slice(0, 2);
  };
  const through = (index, actor, token) => {
    const line = place(actor.title, token) ? undefined : actor.lines.find(({ text }) => place(text, token));
    if (!line) return { label: "who", pieces: place(actor.title, token) ? excerpt(actor.title, place(actor.title, token)) : [actor.title, "", ""] };
    return { label: `${actor.title}, ${index.labels[line.kind]}`, pieces: excerpt(line.text, place(line.text, token)) };
  };

  window.treaty.matching = { finder, why, place, parse };
})();
