// Spellings by rule: what a word sounds like in any of the usual transcriptions, its ending left off, and near misses.
"use strict";
(() => {
  const CYRILLIC = { а: "a", б: "b", в: "v", г: "g", ґ: "g", д: "d", ђ: "d", е: "e", ё: "io", є: "ie", ж: "zh", з: "z", и: "i", і: "i", ї: "i", й: "i", ј: "i", к: "k", л: "l", љ: "l", м: "m", н: "n", њ: "n", о: "o", п: "p", р: "r", с: "s", т: "t", ћ: "c", у: "u", ў: "u", ф: "f", х: "h", ц: "ts", ч: "ch", џ: "dz", ш: "sh", щ: "sh", ъ: "", ы: "i", ь: "", э: "e", ю: "iu", я: "ia" };
  const LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", æ: "e", œ: "e", ı: "i", ß: "ss" };
  // In order: the first rules see the letters before the later ones.
  const RULES = [
    [/tsch|tch|cz/gu, "c"], [/sch|sh|sz|zh/gu, "s"], [/ch/gu, "c"], [/kh|gh/gu, "h"], [/ph/gu, "f"], [/ck|q/gu, "k"], [/ks/gu, "x"], [/tz|ts/gu, "c"],
    [/w/gu, "v"], [/z/gu, "s"], [/ou|oo/gu, "u"], [/eo/gu, "o"], [/eu/gu, "u"], [/[yj]/gu, "i"], [/(.)\1+/gu, "$1"],
  ];
  const LEAST = 4;

  const romanised = (word) => {
    let found = "";
    for (const letter of word) found += CYRILLIC[letter] ?? LETTERS[letter] ?? letter;
    return found.normalize("NFD").replace(/[\u0300-\u036f]/gu, "");
  };
  // The word without the endings of plurals and of verbs: denies and denied, prisoner and prisoners are one.
  const stem = (word) => {
    if (word.length < 5) return word.replace(/(?<=...)e$/u, "");
    if (/ie[sd]$/u.test(word)) return `${word.slice(0, -3)}y`;
    return word.replace(/(?<=[a-z]{3})(?:ing|ed|es)$|(?<=[^su])s$/u, "").replace(/e$/u, "");
  };
  const cache = new Map();
  // The key that spellings of one word share, empty for short words, numbers and scripts that no rule reads.
  const key = (word) => {
    let found = cache.get(word);
    if (found === undefined) {
      const latin = word.length < LEAST ? "" : romanised(word);
      found = /^[a-z]+$/u.test(latin) ? RULES.reduce((text, [rule, by]) => text.replace(rule, by), stem(latin)) : "";
      if (found.length < 3) found = "";
      cache.set(word, found);
    }
    return found;
  };

  // Optimal string alignment distance, given up above `most`.
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [], last = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[b.length];
  };
  const near = (word, words, most = 3) => {
    const allowed = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    const found = [];
    for (const [other, many] of words) {
      const away = allowed && other[0] === word[0] ? distance(word, other, allowed) : allowed + 1;
      if (away > 0 && away <= allowed) found.push([away, -many, other]);
    }
    return found.sort(([a, m], [b, n]) => a - b || m - n).slice(0, most).map(([, , other]) => other);
  };

  window.treaty.spelling = { key, near, distance };
})();
