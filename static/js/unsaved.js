// Keeps what is typed in a form of the desk: on the server every few seconds and, when it cannot be reached, in this
// browser. Copies in the browser belong to one account and are erased on sign-out and after seven days.
"use strict";

const EVERY = 5000; // milliseconds between two looks at the form
const ALIVE = 20000; // milliseconds between two signs that the form is still open
const WEEK = 7 * 24 * 60 * 60 * 1000;
const PREFIX = "unsaved:";

let isSignedOut = false; // then nothing more is kept in this browser

function copies() {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}

function eraseOld() {
  for (const key of copies()) {
    const copy = JSON.parse(localStorage.getItem(key));
    if (!copy || Date.now() - copy.at > WEEK) localStorage.removeItem(key);
  }
}

function typedIn(form) {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !name.startsWith("password") && name !== "csrfmiddlewaretoken") data.append(name, value);
  }
  return data;
}

function post(url, body) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  return fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "error", keepalive: body.toString().length < 60000 }).then(
    (answer) => (answer.ok ? answer.json() : Promise.reject(answer)),
  );
}

class Keeper {
  constructor(form, field) {
    this.form = form;
    this.url = field.dataset.keep;
    this.account = field.dataset.account;
    this.key = `${PREFIX}${this.account}:${field.value}`;
    this.loaded = this.kept = typedIn(form).toString();
    this.seen = Date.now();
    this.isSent = false;
    form.addEventListener("submit", () => {
      this.keepHere(typedIn(form)); // until the answer shows that it arrived
      this.isSent = true;
    });
    window.addEventListener("beforeunload", (event) => {
      if (!this.isSent && this.isChanged()) event.preventDefault();
    });
    document.addEventListener("visibilitychange", () => document.hidden && this.look());
    setInterval(() => this.look(), EVERY);
  }

  isChanged() {
    return typedIn(this.form).toString() !== this.loaded;
  }

  keepHere(data) {
    if (isSignedOut) return;
    try {
      localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), url: this.url, address: location.pathname, text: data.toString() }));
    } catch {
      this.say("This browser has no room to keep your text. Save soon.");
    }
  }

  look() {
    if (this.isSent) return;
    const data = typedIn(this.form);
    const text = data.toString();
    const isNew = text !== this.kept;
    if (!isNew && Date.now() - this.seen < ALIVE) return;
    this.seen = Date.now();
    post(this.url, isNew ? data : new URLSearchParams())
      .then((answer) => {
        if (isNew && answer.kept) {
          this.kept = text;
          localStorage.removeItem(this.key);
          this.say(`Not saved yet; a copy was kept at ${new Date().toLocaleTimeString([], { hour: "numeric", minute: "2-digit" })}.`);
        } else if (isNew) {
          this.keepHere(data);
        }
        this.showOthers(answer.others);
      })
      .catch(() => {
        if (!isNew) return;
        this.keepHere(data);
        this.say("The desk cannot be reached or you are signed out. A copy is kept in this browser.");
      });
  }

  say(words) {
    const line = document.getElementById("kept-text");
    line.textContent = words;
    line.hidden = false;
  }

  showOthers(names) {
    const line = document.getElementById("also-open");
    line.querySelector("span").textContent = names.join(", ");
    line.hidden = names.length === 0;
  }
}

// Copies that could not reach the server before are sent now; the page then offers to open them.
function sendCopies(account, ownKey) {
  for (const key of copies()) {
    if (!key.startsWith(`${PREFIX}${account}:`) || key === ownKey) continue;
    const copy = JSON.parse(localStorage.getItem(key));
    post(copy.url, new URLSearchParams(copy.text))
      .then((answer) => {
        if (answer.sent) localStorage.removeItem(key); // it was saved
        if (answer.kept) offer(copy, key);
      })
      .catch((answer) => answer.status === 404 && localStorage.removeItem(key));
  }
}

function offer(copy, key) {
  localStorage.removeItem(key);
  if (copy.address !== location.pathname) return;
  const line = document.createElement("p");
  const link = document.createElement("a");
  link.href = `?unsaved=${key.split(":").pop()}`;
  link.textContent = "Open it";
  line.className = "open-form open-form--unsaved";
  line.append("You have unsaved text here that this browser kept. ", link);
  document.getElementById("kept-text").before(line);
}

document.addEventListener("DOMContentLoaded", () => {
  eraseOld();
  document.getElementById("logout-form")?.addEventListener("submit", () => {
    isSignedOut = true;
    for (const key of copies()) localStorage.removeItem(key);
  });
  const field = document.querySelector("[name=form_token]");
  if (!field) return;
  const keeper = new Keeper(field.form, field);
  sendCopies(keeper.account, keeper.key);
});
