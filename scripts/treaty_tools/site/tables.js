// Sorts, filters and downloads the tables of a page. What is chosen is kept in the address, after #.
"use strict";
(() => {
  const collator = new Intl.Collator("en", { numeric: true });

  // How words are compared, in search too: NFKC and case folding as far as scripts can; no mark is taken off a letter.
  const fold = (text) => text.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC").replaceAll("ς", "σ");
  const tokens = (text) => fold(text).split(/\s+/u).filter(Boolean);

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  // The state that is kept in the address; anchors of the page have no "=".
  const readState = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  const writeState = (state, push) => {
    const hash = `#${state}`;
    if (hash === location.hash || (hash === "#" && !location.hash.includes("="))) return;
    if (push) location.hash = hash;
    else history.replaceState(null, "", hash);
  };

  const quoted = (cell) => {
    const safe = /^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell; // a spreadsheet would run it
    return /[",\n\r]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const download = (name, rows) => {
    const text = rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
    const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
    const link = element("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };

  const plain = (node) => node.textContent.replace(/\s+/gu, " ").trim();
  const pieces = (cell) => {
    const items = [...cell.querySelectorAll("li")];
    return items.length ? items.map(plain) : [plain(cell)].filter(Boolean);
  };
  const shown = (cell) => pieces(cell).join("; ");

  // Gives each column head a button; `sort` is told the column and whether it descends.
  const sortable = (table, sort) => {
    const heads = [...table.tHead.rows[0].cells];
    const buttons = heads.map((head, column) => {
      const button = element("button", { type: "button", class: "sort" }, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(column, head.getAttribute("aria-sort") === "ascending"));
      return button;
    });
    const mark = (column, descends) =>
      heads.forEach((head, at) => {
        if (at === column) head.setAttribute("aria-sort", descends ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
    return { names: buttons.map(plain), mark };
  };

  // What a cell is sorted by: its key, the first day that it can mean, or its text.
  const key = (cell) => {
    const { key: given, from, to } = cell.dataset;
    if (cell.classList.contains("when")) return given ?? from ?? to ?? "";
    return given ?? (cell.classList.contains("number") ? shown(cell).replaceAll(",", "") : shown(cell));
  };
  const sortRows = (table, column, descends) => {
    const body = table.tBodies[0];
    const numeric = [...body.rows].some((row) => row.cells[column].classList.contains("number"));
    const keyed = [...body.rows].map((row) => [key(row.cells[column]), row]);
    const compare = numeric ? (a, b) => Number(a) - Number(b) : collator.compare;
    keyed.sort(([a], [b]) => (a === "" || b === "" ? (a === "") - (b === "") : (descends ? -1 : 1) * compare(a, b)));
    body.append(...keyed.map(([, row]) => row));
  };

  const fileName = (table) => `${document.title.split(" · ")[0].replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60)}-${table.id.replace("table-", "")}.csv`;
  const rowsShown = (table) => [...table.tBodies[0].rows].filter((row) => !row.hidden);
  const csvButton = (table, names) => {
    const button = element("button", { type: "button" }, "Download as CSV");
    button.addEventListener("click", async () => {
      const rows = rowsShown(table);
      download(fileName(table), (await window.treaty.whole?.(rows)) ?? [names(), ...rows.map((row) => [...row.cells].map(shown))]);
    });
    return button;
  };

  const field = (label, control) => {
    control.id = `filter-${label.replace(/\W+/gu, "-").toLowerCase()}`;
    return element("p", {}, element("label", { for: control.id }, label), control);
  };

  const choices = (table, column) => {
    const found = new Set();
    for (const row of table.tBodies[0].rows) pieces(row.cells[column]).forEach((piece) => found.add(piece));
    const options = [...found].sort(collator.compare).map((value) => element("option", { value }, value));
    return element("select", {}, element("option", { value: "" }, "any"), ...options);
  };

  // How many independent sources a row has: none, one, or two and more.
  const counts = () => {
    const options = [["", "any"], ["0", "no independent source"], ["1", "one independent source"], ["2", "two or more"]];
    return element("select", {}, ...options.map(([value, words]) => element("option", { value }, words)));
  };
  const enough = (cell, value) => String(Math.min(Number(key(cell)), 2)) === value;

  // The filters of the table that its page is for: words, a choice for some columns, a span of days.
  const filters = (table, names) => {
    const heads = [...table.tHead.rows[0].cells];
    const controls = new Map();
    const form = element("form", { class: "filters", "aria-label": "Filter the table" });
    const add = (name, label, control, test) => {
      control.name = name;
      controls.set(name, { control, test });
      form.append(field(label, control));
    };
    const words = element("input", { type: "search", dir: "auto", autocomplete: "off" });
    add("q", "Words", words, (row, value) => tokens(value).every((token) => row.folded.includes(token)));
    heads.forEach((head, column) => {
      const name = names[column].toLowerCase().replace(/\W+/gu, "-");
      const kinds = (head.dataset.filter ?? "").split(" ");
      if (kinds.includes("sources")) add("sources", "Sources", counts(), (row, value) => enough(row.cells[column], value));
      if (kinds.includes("choice"))
        add(name, names[column], choices(table, column), (row, value) => pieces(row.cells[column]).includes(value));
      if (head.dataset.filter === "date") {
        const day = (end) => (row) => row.cells[column].dataset[end] ?? "";
        const known = (row) => day("from")(row) || day("to")(row);
        add("from", "From", element("input", { type: "date" }), (row, value) => known(row) && (day("to")(row) || "9999") >= value);
        add("to", "To", element("input", { type: "date" }), (row, value) => known(row) && day("from")(row) <= value);
      }
    });
    return { form, controls };
  };

  // Filters come before the chart of the same rows, below the first words of the page, and are folded on a phone.
  const place = (form, chosen) => {
    const box = element("details", { class: "filtering" }, element("summary", {}, "Filters"), form);
    box.open = chosen || !matchMedia("(max-width: 40rem)").matches;
    const heading = document.querySelector("main h1");
    const words = heading.nextElementSibling;
    (words?.matches("p") && !words.querySelector("a") ? words : heading).after(box);
  };

  // What the table holds instead, if the filters leave no row: the rows nearest in time, or those that one filter hides.
  const daysOf = (row) => [...row.cells].find((cell) => cell.classList.contains("when"))?.dataset ?? {};
  const inWords = (day) => new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const asLink = (row) => {
    const [cell, when] = [row.querySelector("th"), row.querySelector(".when")];
    return element("li", {}, cell.querySelector("a")?.cloneNode(true) ?? shown(cell), ` (${when ? shown(when) : ""})`);
  };
  const nearest = (rows, from, to) => {
    const day = (row) => daysOf(row).from ?? daysOf(row).to ?? "";
    const dated = rows.filter(day).sort((a, b) => (day(a) < day(b) ? -1 : 1));
    const before = dated.filter((row) => from && (daysOf(row).to ?? "9999") < from).slice(-2);
    const after = dated.filter((row) => to && day(row) > to).slice(0, 2);
    return [...before, ...after];
  };
  const instead = (order, tests, names, drop) => {
    const passing = (left) => order.filter((row) => left.every(({ value, test }) => test(row, value)));
    const timed = tests.filter(({ name }) => name === "from" || name === "to");
    const others = passing(tests.filter((one) => !timed.includes(one)));
    const [from, to] = ["from", "to"].map((end) => timed.find(({ name }) => name === end)?.value);
    if (timed.length && others.length) {
      const span = [from && `from ${inWords(from)}`, to && `to ${inWords(to)}`].filter(Boolean).join(" ");
      const rows = nearest(others, from, to);
      const count = others.length === 1 ? "1 row" : `${others.length} rows`;
      const words = `The record holds nothing here ${span}. It has ${count} for other days${rows.length ? "; the nearest:" : "."}`;
      return [element("p", {}, words), element("ul", {}, ...rows.map(asLink))];
    }
    const dropped = tests.map((one) => [one, passing(tests.filter((other) => other !== one)).length]).filter(([, many]) => many);
    const buttons = dropped.map(([{ name, value }, many]) => {
      const button = element("button", { type: "button" }, `Drop “${names(name)}: ${value}” (${many})`);
      button.addEventListener("click", () => drop(name));
      return button;
    });
    return [element("p", {}, "The record holds nothing that matches all of these filters."), element("p", { class: "buttons" }, ...buttons)];
  };

  const filtered = (table) => {
    const order = [...table.tBodies[0].rows];
    for (const row of order) row.folded = fold(plain(row));
    const head = sortable(table, (column, descends) => {
      state.set("sort", `${descends ? "-" : ""}${slug(head.names[column])}`);
      apply(true);
    });
    const slug = (name) => name.toLowerCase().replace(/\W+/gu, "-");
    const { form, controls } = filters(table, head.names);
    const status = element("span", { role: "status", class: "status" });
    const clear = element("button", { type: "reset" }, "Clear");
    form.append(element("p", { class: "buttons" }, clear, " ", csvButton(table, () => head.names), status));
    let state = readState();
    place(form, [...controls.keys()].some((name) => state.get(name)));
    const nothing = element("div", { class: "nothing" });
    table.parentElement.before(nothing);
    const labelled = (name) => controls.get(name).control.labels[0].textContent;
    // What a row leads to on the same page is shown with it.
    const led = order.map((row) => document.getElementById(row.querySelector('th a[href^="#"]')?.hash.slice(1) ?? ""));

    const apply = (push) => {
      const tests = [...controls].map(([name, { test }]) => [state.get(name), test]).filter(([value]) => value);
      for (const row of order) row.hidden = !tests.every(([value, test]) => test(row, value));
      led.forEach((shownBelow, at) => shownBelow?.toggleAttribute("hidden", order[at].hidden));
      const asked = state.get("sort") ?? "";
      const column = head.names.map(slug).indexOf(asked.replace(/^-/u, ""));
      head.mark(column, asked.startsWith("-"));
      if (column < 0) table.tBodies[0].append(...order);
      else sortRows(table, column, asked.startsWith("-"));
      const many = rowsShown(table).length;
      const pages = document.querySelectorAll(".pager li").length;
      status.textContent = `${many} of ${order.length} rows shown${pages ? ` on this page, one of ${pages}` : ""}`;
      const chosen = tests.map(([value, test]) => ({ value, test, name: [...controls].find(([, one]) => one.test === test)[0] }));
      nothing.replaceChildren(...(many || !order.length ? [] : instead(order, chosen, labelled, drop)));
      writeState(state, push);
      // The same filters go with the reader to the other pages of the list.
      for (const link of document.querySelectorAll(".pager a")) link.hash = `${state}`;
    };
    const drop = (name) => {
      controls.get(name).control.value = "";
      state.delete(name);
      apply(true);
    };
    const restore = () => {
      state = readState();
      for (const [name, { control }] of controls) control.value = state.get(name) ?? "";
      apply(false);
    };
    const changed = (push) => {
      for (const [name, { control }] of controls)
        if (control.value) state.set(name, control.value);
        else state.delete(name);
      apply(push);
    };
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => event.target.type === "search" && changed(false));
    form.addEventListener("change", () => changed(true));
    form.addEventListener("reset", () => setTimeout(() => {
      state = new URLSearchParams();
      restoreCleared();
    }));
    const restoreCleared = () => {
      for (const { control } of controls.values()) control.value = "";
      apply(true);
    };
    window.addEventListener("hashchange", () => {
      if (location.hash.includes("=") || location.hash === "") restore();
    });
    restore();
  };

  const small = (table) => {
    const head = sortable(table, (column, descends) => {
      sortRows(table, column, descends);
      head.mark(column, descends);
    });
    table.parentElement.after(element("p", { class: "buttons" }, csvButton(table, () => head.names)));
  };

  // On a phone, each row of a wide table becomes a card that names its columns.
  const cards = (table) => {
    const names = [...table.tHead.rows[0].cells].map(plain);
    if (names.length < 4 || table.classList.contains("cards")) return;
    table.classList.add("cards");
    table.setAttribute("role", "table");
    for (const part of [table.tHead, table.tBodies[0]]) part.setAttribute("role", "rowgroup");
    for (const row of table.rows) {
      row.setAttribute("role", "row");
      [...row.cells].forEach((cell, at) => {
        cell.setAttribute("role", cell.closest("thead") ? "columnheader" : cell.tagName === "TH" ? "rowheader" : "cell");
        cell.dataset.label = names[at];
      });
    }
  };
  const phone = matchMedia("(max-width: 40rem)");
  const asCards = () => {
    if (phone.matches) for (const table of document.querySelectorAll("main table:not([data-own])")) cards(table);
  };

  // Headings with an anchor can be linked to.
  for (const heading of document.querySelectorAll("main h2[id], main .case h3")) {
    const id = heading.id || heading.closest("[id]").id;
    heading.append(" ", element("a", { class: "here", href: `#${id}`, "aria-hidden": "true", tabindex: "-1" }, "#"));
  }

  window.treaty = { element, fold, tokens, readState, writeState, download, sortable, collator };
  for (const table of document.querySelectorAll("main table:not([data-own])"))
    if (table.hasAttribute("data-filtered")) filtered(table);
    else small(table);
  asCards();
  phone.addEventListener("change", asCards);
})();
