// The review desk without reloads: sends a card's form, reads the page that comes back, and swaps in what changed.
// Single keys press existing buttons; they are inactive in fields and can be switched off.
"use strict";

const review = document.getElementById("review");
const byId = (id) => document.getElementById(id);
const cards = () => [...review.querySelectorAll("#review-cards > li")];
const current = () => review.querySelector('#review-cards > [aria-current="true"]') || cards()[0];

function say(words) {
  byId("review-status").textContent = words;
}

const WRONG = ".errorlist ~ .found-card__choice input, .found-card__field:has(.errorlist) :is(input, select)";
const OPENED = "details[open] .found-card__fields :is(input, select)";

// The current card

function show(card, { focus = true } = {}) {
  for (const other of cards()) other.removeAttribute("aria-current");
  for (const mark of review.querySelectorAll(".found--here")) mark.classList.remove("found--here");
  if (!card) return;
  card.setAttribute("aria-current", "true");
  const key = card.dataset.finding;
  const marks = [...review.querySelectorAll(".found")].filter((mark) => mark.dataset.findings.split(" ").includes(key));
  for (const mark of marks) mark.classList.add("found--here");
  if (focus) {
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }
  scrollText(marks[0]);
}

// Only the text's own pane scrolls; if it does not scroll, the page stays at the card.
function scrollText(mark) {
  const pane = byId("review-text");
  if (!mark || pane.scrollHeight <= pane.clientHeight) return;
  const box = pane.getBoundingClientRect();
  const above = mark.getBoundingClientRect().top - box.top;
  const room = Math.min(box.bottom, innerHeight) - box.top; // the pane may extend below the window
  if (above < 40 || above > room - 80) pane.scrollTop += above - room / 3;
}

// Sending and swapping

async function send(form, button) {
  const data = new FormData(form);
  if (button && button.name) data.append(button.name, button.value);
  if (review.hasAttribute("aria-busy")) return;
  review.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: data });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById("review")) throw new Error(page.querySelector("h1")?.textContent || answer.statusText);
    if (answer.ok) history.replaceState(null, "", answer.url);
    form.closest("dialog")?.close();
    swap(page, form.closest("#review-cards > li"));
  } catch (error) {
    say(`Not saved (${error.message}). Nothing you typed is lost: try again, or reload the page.`);
  } finally {
    review.removeAttribute("aria-busy");
  }
}

function swap(page, sent) {
  const wasOpen = [...review.querySelectorAll("#review-end details[open]")].length > 0;
  for (const part of review.querySelectorAll("[data-swap]")) {
    part.replaceChildren(...page.getElementById(part.id).childNodes);
  }
  if (wasOpen) review.querySelector("#review-end details")?.setAttribute("open", "");
  const fresh = [...page.querySelectorAll("#review-cards > li")].map((card) => {
    const typed = card.id !== sent?.id && byId(card.id);
    return typed && typed.matches("#review-cards > li") && isChanged(typed) ? typed : card;
  });
  const at = page.querySelector('#review-cards > [aria-current="true"]')?.id;
  byId("review-cards").replaceChildren(...fresh);
  arrive(byId(at), page);
}

function arrive(card, page) {
  const words = [...page.querySelectorAll(".messagelist li")].map((one) => one.textContent.trim());
  const wrong = card && [...card.querySelectorAll(".errorlist li")].map((one) => one.textContent.trim());
  const progress = review.querySelector(".review__progress strong")?.textContent;
  say([...words, ...(wrong?.length ? [`Not accepted: ${wrong.join(" ")}`] : []), `${progress} decided`].join(" · "));
  show(card);
  if (!card) byId("review-end").querySelector("a")?.focus();
  if (wrong?.length) (card.querySelector(WRONG) || card.querySelector(OPENED) || card).focus();
}

// Whether a card has input that has not been sent.
function isChanged(card) {
  return [...card.querySelectorAll("input, select")].some((field) =>
    field.matches("select")
      ? [...field.options].some((option) => option.selected !== option.defaultSelected && field.selectedIndex > 0)
      : field.value !== field.defaultValue || field.checked !== field.defaultChecked,
  );
}

// Everything that is sure: the separate page for it, shown over this one

async function look(link) {
  const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
  const step = page.getElementById("sure");
  if (!step) return location.assign(link.href);
  const box = document.createElement("dialog");
  box.className = "review__step";
  box.setAttribute("aria-label", "Accept what is sure");
  box.append(step);
  review.append(box);
  box.addEventListener("close", () => box.remove());
  box.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]")) return;
    event.preventDefault();
    box.close();
  });
  box.showModal();
  step.querySelector("button, a")?.focus();
}

// Keys

const keys = {
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  a: () => press("a"),
  r: () => press("r"),
  c: () => correct(".found-card__fields input, .found-card__fields select"),
  s: () => {
    const choice = current()?.querySelector("[data-key=s] input");
    choice ? choice.focus() : correct("input[list=people]");
  },
  u: () => press("u", review, "There is nothing to undo: you have decided nothing since you opened this page."),
  A: () => press("A", review, "Nothing open is sure enough to be accepted together."),
  n: () => press("n", review, "No other article waits for review."),
  "?": () => byId("review-keys").toggleAttribute("open"),
};

function step(by) {
  const all = cards();
  show(all[Math.min(all.length - 1, Math.max(0, all.indexOf(current()) + by))]);
}

function press(key, within = current(), otherwise = "") {
  const button = within?.querySelector(`[data-key="${key}"]`);
  button ? button.click() : say(otherwise);
}

function correct(field) {
  current()?.querySelector("details")?.setAttribute("open", "");
  current()?.querySelector(field)?.focus();
}

const isField = (target) => target.matches("input:not([type=checkbox], [type=radio]), select, textarea");

function onKey(event) {
  if (event.key === "Escape" && event.target.closest("#review-cards")) return show(event.target.closest("li"));
  const moves = event.key.startsWith("Arrow");
  const rests = isField(event.target) || review.querySelector("dialog[open]") || !byId("single-keys").checked;
  if (rests || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (moves && event.target.closest("#review-text, summary, input")) return; // arrow keys have another function there
  if (!Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
}

function rememberSwitch() {
  const box = byId("single-keys");
  const mark = () => review.classList.toggle("review--keys", box.checked);
  byId("review-switch").hidden = false;
  box.checked = localStorage.getItem("single-keys") !== "off";
  box.addEventListener("change", () => {
    localStorage.setItem("single-keys", box.checked ? "on" : "off");
    mark();
  });
  mark();
}

if (review) {
  rememberSwitch();
  document.addEventListener("keydown", onKey);
  review.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target, event.submitter);
  });
  review.addEventListener("click", (event) => {
    const link = event.target.closest('a[data-key="A"]');
    const mark = event.target.closest(".found, .found-card__known a");
    const card = mark ? byId(mark.hash.slice(1)) : event.target.closest("#review-cards > li");
    if (link && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      look(link);
    } else if (mark && card?.matches("#review-cards > li")) {
      event.preventDefault();
      show(card);
    } else if (card && card !== current()) {
      show(card, { focus: false });
    }
  });
  review.addEventListener("focusin", (event) => {
    const card = event.target.closest("#review-cards > li");
    if (card && card !== current()) show(card, { focus: false });
  });
  show(current(), { focus: location.hash.startsWith("#card-") });
}
