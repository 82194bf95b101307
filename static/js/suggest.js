// Suggestions under a search field (the combobox pattern of the ARIA Authoring Practices). The form works without it.
"use strict";
for (const field of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul"), status = document.createElement("p"), id = `${field.id}-suggestions`;
  let rows = [], at = -1, timer, asked = 0;
  Object.assign(list, { id, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id })) field.setAttribute(name, value);
  field.after(list, status);

  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const choose = (number) => {
    at = (number + rows.length + 1) % (rows.length + 1); // one past the end is the field itself
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    if (!rows[at]) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", `${id}-${at}`);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const show = (found) => {
    rows = found;
    list.replaceChildren(...rows.map((row, n) => {
      const option = document.createElement("li"), kind = document.createElement("span");
      option.id = `${id}-${n}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      kind.className = "suggestions__kind";
      kind.textContent = row.kind;
      option.append(`${row.title} `, kind);
      option.addEventListener("mousedown", (event) => event.preventDefault()); // keep the focus in the field
      option.addEventListener("click", () => { location.href = row.url; });
      return option;
    }));
    close();
    list.hidden = !rows.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = rows.length ? `${rows.length} suggestion${rows.length > 1 ? "s" : ""}, use the arrow keys` : "";
  };
  const ask = async () => {
    const number = ++asked, typed = field.value.trim();
    if (typed.length < 2) return show([]);
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`);
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (number === asked && document.activeElement === field) show(found);
    } catch {
      show([]); // no connection: the form still works
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) {
      if (event.key === "ArrowDown" && rows.length && !event.isComposing) { event.preventDefault(); show(rows); choose(0); }
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? at + 1 : at < 0 ? rows.length - 1 : at - 1);
    } else if (event.key === "Enter" && rows[at]) {
      event.preventDefault();
      location.href = rows[at].url;
    } else if (event.key === "Escape") {
      event.preventDefault(); // the first press closes the list, the next one clears the field
      close();
    }
  });
}
