// Cites the page, or the view that its filters show, in four styles, copies its address, and gives a table's CSV whole
// rows. It needs no server.
"use strict";
(() => {
  const { element } = window.treaty;
  const root = new URL(".", document.currentScript.src);

  const loaded = (path) => new Promise((done, failed) => {
    const script = element("script", { src: new URL(path, root) });
    script.addEventListener("load", done);
    script.addEventListener("error", failed);
    document.head.append(script);
  });
  // The rows of the data behind the rows of a table, with their columns; null if the table shows something else.
  const PAGE = /\/(events|claims|actors|articles)\/[^/]+\.html$/u;
  const whole = async (rows) => {
    const links = rows.map((row) => PAGE.exec(row.querySelector('th[scope="row"] a[href]')?.href.split("#")[0] ?? ""));
    const tables = new Set(links.map((link) => link?.[1]));
    if (!rows.length || tables.size !== 1 || tables.has(undefined)) return null;
    const [table] = tables;
    if (!window.treatyRows?.[table]) await loaded(`downloads/${table}.js`).catch(() => null);
    const data = window.treatyRows?.[table];
    const found = links.map(([path]) => {
      const row = data?.rows[path.slice(1)];
      return row && [...row, `${data.base}${path.slice(1)}`, data.version];
    });
    return found.every(Boolean) ? [data.columns, ...found] : null;
  };
  window.treaty.whole = whole;

  const box = document.querySelector("details.cite");
  if (!box) return;
  const text = box.querySelector(".citation");

  // The view that filters show has the page's address with what was chosen.
  const view = () => (location.hash.includes("=") ? location.hash : "");
  const address = () => {
    const given = fields.url;
    if (given) return given + view();
    return location.protocol.startsWith("http") ? location.href : "";
  };
  const fields = { ...window.treatyDataset, ...Object.fromEntries([...text.querySelectorAll("[data-cite]")].map((piece) => [piece.dataset.cite, piece.textContent])) };
  const key = [fields.key, fields.row?.replaceAll(/[/.]/gu, "-")].filter(Boolean).join("-");
  const authors = (fields.author ?? "").split("; ").filter(Boolean);
  const title = fields.title ?? fields.dataset;
  const container = fields.title ? fields.dataset : "";
  const note = [fields.row && `Row ${fields.row}`, fields.source && `Source: ${fields.source}`].filter(Boolean).join("; ");
  const issued = fields.issued ?? "";

  const plain = (value) => value.replace(/[{}\\]/gu, "").replace(/[%&#$_]/gu, "\\$&");
  const bibtex = () => {
    const given = {
      author: authors.map((name) => `{${plain(name)}}`).join(" and "),
      title: `{${plain(title)}}`,
      howpublished: plain(container),
      edition: fields.version ? `Version ${fields.version}` : "",
      year: issued.slice(0, 4),
      date: issued,
      url: address(),
      note: plain(note),
    };
    const lines = Object.entries(given).filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}},\n`);
    return `@misc{${key},\n${lines.join("")}}\n`;
  };
  const ris = () => {
    const tags = [
      ["TY", "DATA"], ["ID", key], ...authors.map((name) => ["AU", name]), ["TI", title], ["T2", container],
      ["ET", fields.version ? `Version ${fields.version}` : ""], ["PY", issued.slice(0, 4)], ["DA", issued.replaceAll("-", "/")],
      ["UR", address()], ["N1", note],
    ];
    const lines = tags.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value.split(/\s+/u).filter(Boolean).join(" ")}\r\n`);
    return `${lines.join("")}ER  - \r\n`;
  };
  const csl = () => {
    const item = {
      id: key,
      type: "dataset",
      author: authors.map((literal) => ({ literal })),
      title,
      "container-title": container,
      version: fields.version,
      issued: issued ? { "date-parts": [issued.split("-").map(Number)] } : "",
      URL: address(),
      note,
    };
    const known = Object.entries(item).filter(([, value]) => value && (!Array.isArray(value) || value.length));
    return `${JSON.stringify([Object.fromEntries(known)], null, 1)}\n`;
  };

  const save = (name, type, content) => {
    const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
    const link = element("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  const status = element("span", { role: "status", class: "status" });
  // Browsers give the clipboard to pages on https and on disk; the others select the words and copy as people do.
  const copy = async (content) => {
    try {
      await navigator.clipboard.writeText(content);
    } catch {
      const area = element("textarea", { class: "copied", "aria-hidden": "true", tabindex: "-1" });
      area.value = content;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    status.textContent = "Copied";
  };
  const button = (label, act) => {
    const made = element("button", { type: "button" }, label);
    made.addEventListener("click", act);
    return made;
  };
  const cited = () => {
    const shown = text.textContent;
    const there = fields.url ? shown.replace(fields.url, address()) : shown;
    return fields.url || !address() ? there : `${there} ${address()}`;
  };
  box.append(element("p", { class: "buttons" },
    button("Copy the citation", () => copy(cited())), " ",
    button("BibTeX", () => save(`${key}.bib`, "application/x-bibtex", bibtex())), " ",
    button("RIS", () => save(`${key}.ris`, "application/x-research-info-systems", ris())), " ",
    button("CSL-JSON", () => save(`${key}.json`, "application/json", csl())), " ",
    button("Copy the link", () => copy(fields.url ? address() : location.href)), " ", status));
  window.treaty.citing = { bibtex, ris, "csl-json": csl, text: cited };
})();
