// Shows the definition of the selected kind; without scripts, it is in the option's title and in the glossary.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const kind = document.getElementById("id_kind");
  const place = document.querySelector("[data-kind-definition]");
  if (!kind || !place) {
    return;
  }
  const show = () => { place.textContent = kind.selectedOptions[0]?.title || ""; };
  kind.addEventListener("change", show);
  show();
});
