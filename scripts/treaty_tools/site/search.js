// Searches the index of all rows: parts of words in any script, and filters; both are kept in the address.
"use strict";
(() => {
  const { element, fold, tokens, readState, writeState, download, sortable, collator } = window.treaty;
  const index = window.treatyIndex;
  const absent = { kind: "", more: "", actors: [], languages: [], origins: [], first: "", last: "", disputed: false, about: "", language: "", direction: "" };
  const rows = index.rows.map((values) => ({ ...absent, ...Object.fromEntries(values.map((value, at) => [index.fields[at], value])) }));
  const AT_ONCE = 100;
  const NAMES = { actors: "actor", events: "event", claims: "claim", articles: "article" };

  const form = document.getElementById("search");
  const body = document.querySelector("#results-table tbody");
  const heading = document.getElementById("found");
  const more = document.getElementById("more");
  const filters = ["q", "table", "kind", "about", "actor", "language", "origin", "from", "to", "disputed"];
  const folded = rows.map((row) => fold(`${row.title}\n${row.more}`));
  const numbers = Object.fromEntries(["actors", "languages", "origins"].map((name) => [name, new Map(index[name].map((key, at) => [key, at]))]));
  const actorName = (at) => rows[at].title;

  const options = (name, pairs) => {
    const sorted = pairs.sort(([, a], [, b]) => collator.compare(a, b));
    form.elements[name].append(element("option", { value: "" }, "any"), ...sorted.map(([value, text]) => element("option", { value }, text)));
  };
  const used = (column) => [...new Set(rows.flatMap((row) => row[column]))];
  options("kind", used("kind").map((kind) => [kind, kind]));
  options("about", used("about").filter(Boolean).map((type) => [type, type]));
  options("actor", used("actors").map((at) => [index.actors[at], actorName(at)]));
  options("language", index.languages.map((tag, at) => [tag, index.languageNames[at]]));
  options("origin", index.origins.map((key, at) => [key, index.originNames[at]]));

  const has = (list, value) => {
    const at = numbers[list].get(value);
    return (row) => row[list].includes(at);
  };
  const tests = (state) => {
    const value = (name) => state.get(name) ?? "";
    const every = [
      value("table") && ((row) => row.table === value("table")),
      value("kind") && ((row) => row.kind === value("kind")),
      value("about") && ((row) => row.about === value("about")),
      value("actor") && ((row) => has("actors", value("actor"))(row) || (row.table === "actors" && row.id === value("actor"))),
      value("language") && has("languages", value("language")),
      value("origin") && has("origins", value("origin")),
      value("from") && ((row) => (row.first || row.last) && (row.last || "9999") >= value("from")),
      value("to") && ((row) => (row.first || row.last) && row.first <= value("to")),
      value("disputed") && ((row) => Boolean(row.disputed) === (value("disputed") === "yes")),
    ];
    return every.filter(Boolean);
  };

  // Words match in the row itself or in a name, in any language, of one of its actors; rows that match themselves come first.
  const found = (state) => {
    const words = tokens(state.get("q") ?? "").map((token) => ({
      own: (at) => folded[at].includes(token),
      actors: new Set([...index.actors.keys()].filter((at) => folded[at].includes(token))),
    }));
    const every = tests(state);
    const own = [], others = [];
    rows.forEach((row, at) => {
      if (!every.every((test) => test(row))) return;
      if (words.every((word) => word.own(at))) own.push(row);
      else if (words.every((word) => word.own(at) || row.actors.some((actor) => word.actors.has(actor)))) others.push(row);
    });
    return [...own, ...others];
  };

  const page = (row) => index.pages[`${row.table}/${row.id}`] ?? `${row.table}/${row.id}.html`;
  const when = (row) => (row.first === row.last ? row.first : `${row.first} to ${row.last}`.trim());
  const cells = (row) => [
    row.title,
    NAMES[row.table],
    row.kind,
    row.first || row.last ? when(row) : "",
    row.actors.map(actorName).join("; "),
    row.languages.map((at) => index.languageNames[at]).join("; "),
    row.origins.map((at) => index.originNames[at]).join("; "),
    row.table === "actors" ? "" : row.disputed ? "disputed" : "no",
  ];
  const line = (row) => {
    const [title, ...rest] = cells(row);
    const words = element("bdi", row.language ? { lang: row.language, dir: row.direction } : {}, title);
    const link = element("a", { href: page(row) }, words);
    return element("tr", {}, element("th", { scope: "row" }, link), ...rest.map((text, at) => element("td", at === 2 ? { class: "when" } : {}, element("bdi", {}, text))));
  };

  let state, results, shown;
  const show = (many) => {
    body.append(...results.slice(shown, shown + many).map(line));
    shown = Math.min(results.length, shown + many);
    more.hidden = shown === results.length;
    heading.textContent = `${results.length.toLocaleString("en")} found${shown < results.length ? `, ${shown} shown` : ""}`;
  };
  const head = sortable(document.getElementById("results-table"), (column, descends) => {
    state.set("sort", `${descends ? "-" : ""}${column}`);
    apply(true);
  });
  const sorted = (chosen) => {
    const asked = state.get("sort");
    if (!/^-?[0-7]$/u.test(asked ?? "")) return chosen;
    const column = Number(asked.replace("-", "")), sign = asked.startsWith("-") ? -1 : 1;
    const keyed = chosen.map((row) => [cells(row)[column], row]);
    keyed.sort(([a], [b]) => (a === "" || b === "" ? (a === "") - (b === "") : sign * collator.compare(a, b)));
    return keyed.map(([, row]) => row);
  };
  const apply = (push) => {
    const asked = state.get("sort") ?? "";
    head.mark(/^-?[0-7]$/u.test(asked) ? Number(asked.replace("-", "")) : -1, asked.startsWith("-"));
    results = sorted(found(state));
    shown = 0;
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
