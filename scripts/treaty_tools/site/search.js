// The search page: words, phrases and filters, kept in the address; the index arrives in parts.
"use strict";
(() => {
  const { element, readState, writeState, download, sortable, collator, matching } = window.treaty;
  const index = window.treatyIndex;
  const absent = { kind: "", more: "", actors: [], languages: [], origins: [], first: "", last: "", status: [], about: "", language: "", direction: "" };
  const AT_ONCE = 50;
  const WHAT = { actors: "actor", events: "event", claims: "claim", articles: "article", passages: "passage", figures: "measure" };
  const finder = matching.finder(index);
  const rows = finder.rows;
  const articles = new Map();

  const form = document.getElementById("search");
  const body = document.querySelector("#results-table tbody");
  const heading = document.getElementById("found");
  const help = document.getElementById("help");
  const more = document.getElementById("more");
  const filters = ["q", "table", "kind", "about", "actor", "language", "origin", "from", "to", "status", "sources"];
  const numbers = Object.fromEntries(["actors", "languages", "origins"].map((name) => [name, new Map(index[name].map((key, at) => [key, at]))]));
  const actorName = (at) => rows[at].title;

  // A passage has the publisher, language and day of its article.
  const entry = (values) => {
    const row = { ...absent, ...Object.fromEntries(values.map((value, at) => [index.fields[at], value])) };
    if (row.table === "articles") articles.set(row.id, row);
    if (row.table !== "passages") return row;
    const { actors, languages, origins, first, last } = articles.get(row.id.slice(0, row.id.lastIndexOf("."))) ?? absent;
    return { ...row, actors, languages, origins, first, last };
  };

  const options = (name, pairs) => {
    const control = form.elements[name], chosen = control.value;
    const sorted = pairs.sort(([, a], [, b]) => collator.compare(a, b));
    control.replaceChildren(element("option", { value: "" }, "any"), ...sorted.map(([value, text]) => element("option", { value }, text)));
    control.value = chosen;
  };
  const used = (column) => [...new Set(rows.flatMap((row) => row[column]))];
  const offer = () => {
    options("kind", used("kind").map((kind) => [kind, kind]));
    options("about", used("about").filter(Boolean).map((type) => [type, type]));
    options("actor", used("actors").map((at) => [index.actors[at], actorName(at)]));
  };
  options("language", index.languages.map((tag, at) => [tag, index.languageNames[at]]));
  options("origin", index.origins.map((key, at) => [key, index.originNames[at]]));
  options("status", index.statuses.map((status, at) => [String(at), status]));

  const has = (list, value) => {
    const at = numbers[list].get(value);
    return (row) => row[list].includes(at);
  };
  const counted = (row) => row.table === "events" || row.table === "claims";
  const challenges = (row) => (row.status.length ? row.status : [index.statuses.length - 1]);
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
      value("status") && ((row) => counted(row) && challenges(row).includes(Number(value("status")))),
      value("sources") && ((row) => counted(row) && String(Math.min(2, row.origins.length)) === value("sources")),
    ].filter(Boolean);
    return (row) => every.every((test) => test(row));
  };

  const page = (row) => {
    const odd = index.pages[`${row.table}/${row.id}`];
    if (odd || row.table !== "passages") return odd ?? `${row.table}/${row.id}.html`;
    const cut = row.id.lastIndexOf(".");
    return `articles/${row.id.slice(0, cut)}.html#passage-${row.id.slice(cut + 1)}`;
  };
  const when = ({ first, last }) => {
    if (first && last) return first === last ? first : `${first} to ${last}`;
    return first ? `from ${first}` : `by ${last}`;
  };
  const FEW = 4;
  const several = (texts, most) => (texts.length > most ? [...texts.slice(0, most), `and ${texts.length - most} more`] : texts).join("; ");
  const cells = (row, most = Infinity) => [
    row.title,
    WHAT[row.table],
    row.kind,
    row.first || row.last ? when(row) : "",
    several(row.actors.map(actorName), most),
    several(row.languages.map((at) => index.languageNames[at]), most),
    several(row.origins.map((at) => index.originNames[at]), most),
    counted(row) ? challenges(row).map((at) => index.statuses[at]).join("; ") : row.status.length ? "differs" : "",
  ];
  const marked = (text) => {
    const [at, length] = found.tokens.map((token) => matching.place(text, token)).find(Boolean) ?? [0, 0];
    return length ? [text.slice(0, at), element("mark", {}, text.slice(at, at + length)), text.slice(at + length)] : [text];
  };
  const reason = ({ label, pieces: [before, words, after] }) =>
    element("span", { class: "why" }, `${label}: `, element("bdi", {}, before, element("mark", {}, words), after));
  const line = (row) => {
    const [title, ...rest] = cells(row, FEW);
    const who = row.table === "claims" && row.actors.length ? [`${actorName(row.actors[0])}: `] : [];
    const link = element("a", { href: page(row) }, ...who, element("bdi", row.language ? { lang: row.language, dir: row.direction } : {}, ...marked(title)));
    const reasons = matching.why(index, rows, row, found.tokens).map(reason);
    return element("tr", {}, element("th", { scope: "row" }, link, ...reasons), ...rest.map((text, at) => element("td", at === 2 ? { class: "when" } : {}, element("bdi", {}, text))));
  };

  let state, found, results, shown, missing = index.parts.length;
  const suggestions = () => finder.nearest(found.tokens).flatMap(({ text, near }) => near.map((word) => {
    const asked = new URLSearchParams(state);
    asked.set("q", (state.get("q") ?? "").toLowerCase().replace(text, word));
    return element("a", { href: `#${asked}` }, word);
  }));
  const joined = (links) => links.flatMap((link, at) => (at ? [", ", link] : [link]));
  const advice = () => {
    if (missing || !found.tokens.length) return [];
    const lines = [];
    if (found.have < found.tokens.length && results.length)
      lines.push(element("p", {}, `No row has all ${found.tokens.length} words; these have ${found.have} of them.`));
    const near = suggestions();
    if (near.length) lines.push(element("p", {}, "Did you mean ", ...joined(near), "?"));
    if (!results.length) lines.push(document.getElementById("nothing").content.cloneNode(true));
    return lines;
  };
  const show = (many) => {
    body.append(...results.slice(shown, shown + many).map(line));
    shown = Math.min(results.length, shown + many);
    more.hidden = shown === results.length;
    body.parentElement.parentElement.hidden = !results.length;
    const all = `${results.length.toLocaleString("en")} found`;
    heading.textContent = `${all}${shown < results.length ? `, ${shown} shown` : ""}${missing ? "; still loading" : ""}`;
    document.getElementById("results").setAttribute("aria-busy", String(missing > 0));
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
    found = finder.find(state.get("q") ?? "", tests(state));
    results = sorted(found.rows);
    shown = 0;
    body.replaceChildren();
    show(AT_ONCE);
    help.replaceChildren(...advice());
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
  const HEAD = ["table", "id", "title", "kind", "date_earliest", "date_latest", "who", "languages", "origins", "n_origins", "status", "address", "version"];
  const exported = (row) => {
    const [title, , kind, , who, languages, origins, status] = cells(row);
    return [row.table, row.id, title, kind, row.first, row.last, who, languages, origins, row.origins.length, status, new URL(page(row), location.href).href, index.version];
  };
  document.getElementById("s-csv").addEventListener("click", () => download("search.csv", [HEAD, ...results.map(exported)]));
  window.addEventListener("hashchange", restore);
  form.hidden = false;
  document.getElementById("results").hidden = false;

  // One part after the other: rows refer to those before them. What has arrived is searched meanwhile.
  const take = () => {
    for (const values of index.rows.splice(0)) finder.add(entry(values));
    finder.keyWords();
  };
  const load = (path) => new Promise((done) => {
    const script = element("script", { src: path });
    script.addEventListener("load", done);
    script.addEventListener("error", done);
    document.head.append(script);
  });
  const loadAll = async () => {
    for (const part of index.parts) {
      await load(part);
      take();
      missing -= 1;
      if (missing === 0) offer();
      if (missing === 0 || missing === index.parts.length - 1) restore();
    }
  };
  state = readState();
  window.addEventListener("load", loadAll); // the page itself comes first
})();
