// Labels the parts of admin widgets that have no label, so that a screen reader can tell the fields apart.
"use strict";

function nameOf(select) {
  const label = document.querySelector(`label[for="${select.id}"]`);
  return (label ? label.textContent : select.getAttribute("aria-label") || "").trim().replace(/:$/, "");
}

function nameWidgets() {
  for (const box of document.querySelectorAll(".select2-container")) {
    const select = box.previousElementSibling;
    const name = select && select.tagName === "SELECT" ? nameOf(select) : "";
    for (const part of name ? box.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox]") : []) {
      if (part.getAttribute("aria-label") !== name) {
        part.setAttribute("aria-label", name);
        part.removeAttribute("aria-labelledby");
      }
    }
  }
  for (const editor of document.querySelectorAll(".ProseMirror[contenteditable=true]:not([aria-label])")) {
    editor.setAttribute("aria-label", "Body");
  }
}

document.addEventListener("DOMContentLoaded", () => {
  nameWidgets();
  new MutationObserver(nameWidgets).observe(document.body, { childList: true, subtree: true });
});
