// Looks through the index of everything: parts of words in any script, and filters; both are kept in the address.
"use strict";
(() => {
  const { element, fold, tokens, readState, writeState, download, sortable, collator } = window.treaty;
  const index = window.treatyIndex;
  const [TABLE, ID, TITLE, KIND, MORE, ACTORS, LANGUAGES, ORIGINS, FIRST, LAST, DISPUTED, ABOUT, TAG, WAY] = Array(14).keys();
  const AT_ONCE = 100;
  const NAMES = { actors: "actor", events: "event", claims: "claim", articles: "article" };

  const form = document.getElementById("search");
  const body = document.querySelector("#results-table tbody");
  const heading = document.getElementById("found");
  const more = document.getElementById("more");
  const filters = ["q", "table", "kind", "about", "actor", "language", "origin", "from", "to", "disputed"];
  const folded = index.rows.map((row) => fold(`${row[TITLE]}\n${row[MORE]}`));
  const numbers = Object.fromEntries(["actors", "languages", "origins"].map((name) => [name, new Map(index[name].map((key, at) => [key, at]))]));
  const actorName = (at) => index.rows[at][TITLE];

  const options = (name, pairs) => {
    const sorted = pairs.sort(([, a], [, b]) => collator.compare(a, b));
    form.elements[name].append(element("option", { value: "" }, "any"), ...sorted.map(([value, text]) => element("option", { value }, text)));
  };
  const used = (column) => [...new Set(index.rows.flatMap((row) => row[column]))];
  options("kind", used(KIND).map((kind) => [kind, kind]));
  options("about", used(ABOUT).filter(Boolean).map((type) => [type, type]));
  options("actor", used(ACTORS).map((at) => [index.actors[at], actorName(at)]));
  options("language", index.languages.map((tag, at) => [tag, index.languageNames[at]]));
  options("origin", index.origins.map((key, at) => [key, index.originNames[at]]));

  const has = (column, list, value) => {
    const at = numbers[list].get(value);
    return (row) => row[column].includes(at);
  };
  const tests = (state) => {
    const value = (name) => state.get(name) ?? "";
    const every = [
      value("table") && ((row) => row[TABLE] === value("table")),
      value("kind") && ((row) => row[KIND] === value("kind")),
      value("about") && ((row) => row[ABOUT] === value("about")),
      value("actor") && ((row) => has(ACTORS, "actors", value("actor"))(row) || (row[TABLE] === "actors" && row[ID] === value("actor"))),
      value("language") && has(LANGUAGES, "languages", value("language")),
      value("origin") && has(ORIGINS, "origins", value("origin")),
      value("from") && ((row) => (row[FIRST] || row[LAST]) && (row[LAST] || "9999") >= value("from")),
      value("to") && ((row) => (row[FIRST] || row[LAST]) && row[FIRST] <= value("to")),
      value("disputed") && ((row) => Boolean(row[DISPUTED]) === (value("disputed") === "yes")),
    ];
    return every.filter(Boolean);
  };

  // Words match where they stand in the row itself, or in a name, of any language, of an actor of it; titles go first.
  const found = (state) => {
    const words = tokens(state.get("q") ?? "").map((token) => ({
      own: (at) => folded[at].includes(token),
      actors: new Set([...index.actors.keys()].filter((at) => folded[at].includes(token))),
    }));
    const every = tests(state);
    const own = [], others = [];
    index.rows.forEach((row, at) => {
      if (!every.every((test) => test(row))) return;
      if (words.every((word) => word.own(at))) own.push(row);
      else if (words.every((word) => word.own(at) || row[ACTORS].some((actor) => word.actors.has(actor)))) others.push(row);
    });
    return [...own, ...others];
  };

  const page = (row) => index.pages[`${row[TABLE]}/${row[ID]}`] ?? `${row[TABLE]}/${row[ID]}.html`;
  const when = (row) => (row[FIRST] === row[LAST] ? row[FIRST] : `${row[FIRST]} to ${row[LAST]}`.trim());
  const cells = (row) => [
    row[TITLE],
    NAMES[row[TABLE]],
    row[KIND],
    row[FIRST] || row[LAST] ? when(row) : "",
    row[ACTORS].map(actorName).join("; "),
    row[LANGUAGES].map((at) => index.languageNames[at]).join("; "),
    row[ORIGINS].map((at) => index.originNames[at]).join("; "),
    row[TABLE] === "actors" ? "" : row[DISPUTED] ? "disputed" : "no",
  ];
  const line = (row) => {
    const [title, ...rest] = cells(row);
    const words = element("bdi", row[TAG] ? { lang: row[TAG], dir: row[WAY] } : {}, title);
    const link = element("a", { href: page(row) }, words);
    return element("tr", {}, element("th", { scope: "row" }, link), ...rest.map((text, at) => element("td", at === 2 ? { class: "when" } : {}, element("bdi", {}, text))));
  };

  let state, results, told;
  const show = (many) => {
    body.append(...results.slice(told, told + many).map(line));
    told = Math.min(results.length, told + many);
    more.hidden = told === results.length;
    heading.textContent = `${results.length.toLocaleString("en")} found${told < results.length ? `, ${told} shown` : ""}`;
  };
  const head = sortable(document.getElementById("results-table"), (column, descends) => {
    state.set("sort", `${descends ? "-" : ""}${column}`);
    apply(true);
  });
  const sorted = (rows) => {
    const asked = state.get("sort");
    if (!/^-?[0-7]$/u.test(asked ?? "")) return rows;
    const column = Number(asked.replace("-", "")), sign = asked.startsWith("-") ? -1 : 1;
    const keyed = rows.map((row) => [cells(row)[column], row]);
    keyed.sort(([a], [b]) => (a === "" || b === "" ? (a === "") - (b === "") : sign * collator.compare(a, b)));
    return keyed.map(([, row]) => row);
  };
  const apply = (push) => {
    const asked = state.get("sort") ?? "";
    head.mark(/^-?[0-7]$/u.test(asked) ? Number(asked.replace("-", "")) : -1, asked.startsWith("-"));
    results = sorted(found(state));
    told = 0;
    body.replaceChildren();
    show(AT_ONCE);
    if (push !== null) writeState(state, push);
  };
  const restore = () => {
    state = readState();
    const asked = new URLSearchParams(location.search);
    if (!location.hash.includes("=") && asked.get("q")) state = new URLSearchParams({ q: asked.get("q") });
    for (const name of filters) form.elements[name].value = state.get(name) ?? "";
    apply(null);
  };
  const changed = (push) => {
    for (const name of filters)
      if (form.elements[name].value) state.set(name, form.elements[name].value);
      else state.delete(name);
    apply(push);
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => event.target.type === "search" && changed(false));
  form.addEventListener("change", () => changed(true));
  form.addEventListener("reset", () => setTimeout(() => {
    state = new URLSearchParams({ q: "" });
    for (const name of filters) form.elements[name].value = "";
    apply(true);
  }));
  document.getElementById("s-more").addEventListener("click", () => show(5 * AT_ONCE));
  document.getElementById("s-csv").addEventListener("click", () =>
    download("search.csv", [[...head.names, "Address"], ...results.map((row) => [...cells(row), page(row)])]));
  window.addEventListener("hashchange", restore);
  form.hidden = false;
  document.getElementById("results").hidden = false;
  restore();
})();
