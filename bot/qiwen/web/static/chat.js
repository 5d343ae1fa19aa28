/** The chat page: takes what the person does, sends it, shows what comes back. */

import * as memory from "./memory.js";
import * as view from "./view.js";
import { known, preferred, word } from "./words.js";

const MOST = 2000;
const WARN_FROM = 1800;
const PATIENCE_MS = 30_000;
const FINE = matchMedia("(pointer: fine)"); // elsewhere a focused field brings up the keyboard, over the answer

const byId = (id) => document.getElementById(id);
const [log, text, send, limit, network, confirm] = ["log", "text", "send", "limit", "network", "confirm"].map(byId);
const on = { choose, retry, edit };

let page = pageLanguage();
let busy = ""; // the id of the message under way

/* ---- what the person does ---- */

function ask() {
  const said = text.value.trim();
  if (busy || !said || lengthOf(said) > MOST) return;
  text.value = "";
  typed();
  begin({ text: wellFormed(said) }, said);
}

function choose(choice, byKeyboard) {
  if (!busy) lead(byKeyboard, begin({ choice: choice.token }, choice.label));
}

/** The pressed button goes, and its focus with it: lead a keyboard on to the answer, a mouse back to the field. */
async function lead(byKeyboard, delivery) {
  if (!byKeyboard) return FINE.matches && text.focus();
  log.focus({ preventScroll: true });
  await delivery;
  if (document.activeElement === log) log.lastElementChild?.focus({ preventScroll: true });
}

function enter() {
  const { id } = memory.current();
  return deliver(mine(`enter-${id}`.slice(0, 64), { enter: true, language: page }, ""));
}

/** Send it again under the same id: whatever the server already did with it is not done twice. */
function retry(id, byKeyboard) {
  const turn = memory.current().turns.find((each) => each.id === id);
  if (!busy && turn) lead(byKeyboard, deliver(turn));
}

function edit(id) {
  const talk = memory.current();
  const turn = talk.turns.find((each) => each.id === id);
  memory.update(talk.id, (turns) => turns.filter((each) => each.id !== id));
  view.remove(id);
  text.value = turn?.body.text ?? "";
  typed();
  text.focus();
}

async function restart() {
  const begun = memory.current().turns.some((turn) => turn.who === "me" && turn.shown);
  if (begun && !(await confirmed())) return;
  memory.restart();
  wait("");
  showAll();
  await enter();
  text.focus();
}

function confirmed() {
  confirm.returnValue = "no"; // Escape keeps the talk
  confirm.showModal();
  return new Promise((resolve) => {
    confirm.addEventListener("close", () => resolve(confirm.returnValue === "yes"), { once: true });
  });
}

/* ---- the road there and back ---- */

function begin(body, shown) {
  return deliver(mine(memory.freshId(), body, shown));
}

/** A turn of the person's. `of` ties the answer to it. */
function mine(id, body, shown) {
  return { who: "me", id, of: id, body, shown };
}

/** Send `turn`, new or again, and show the answer or what went wrong. */
async function deliver(turn) {
  const talk = memory.current().id;
  const put = (...turns) => memory.update(talk, (all) => [...all.filter((each) => each.of !== turn.of), ...turns]);
  const waiting = { ...turn, state: "waiting" };
  wait(turn.id);
  view.remove(turn.id);
  put(waiting);
  view.add(waiting, page, on);
  view.typing(true, page);
  const [sent, bot] = await outcome(talk, turn);
  const kept = put(sent, ...bot);
  if (busy !== turn.id) return; // a new conversation was begun meanwhile
  wait("");
  if (kept) settle(sent, bot);
  else showAll();
}

/** The turn as it ended, and the bot's turn if one came. */
async function outcome(talk, turn) {
  try {
    const answer = await post({ talk, id: turn.id, ...turn.body });
    return [{ ...turn, state: "sent" }, [{ who: "bot", id: `to-${turn.id}`, of: turn.of, ...answer }]];
  } catch (failure) {
    return [{ ...turn, state: "failed", why: failure.message }, []];
  }
}

function settle(sent, bot) {
  view.typing(false);
  if (sent.state === "failed") view.remove(sent.id);
  const news = sent.state === "failed" ? [sent] : bot;
  news.forEach((turn) => view.add(turn, page, on));
}

/** The answer to `message`. Throws an Error whose message is the name of the wording that explains it. */
async function post(message) {
  const response = await fetch("api/talk", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(message),
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((error) => {
    throw new Error(error.name === "TimeoutError" ? "slow" : navigator.onLine ? "unreachable" : "offline");
  });
  if (response.status === 413) throw new Error("long");
  if (response.status === 400) throw new Error("refused");
  return readAnswer(response);
}

async function readAnswer(response) {
  const answer = response.ok ? await response.json().catch(() => null) : null;
  if (!Array.isArray(answer?.blocks) || !Array.isArray(answer.choices)) throw new Error("server");
  const { language, blocks, choices } = answer;
  return { language: language ?? page, blocks, choices };
}

/** Lone halves of a surrogate pair are not text; a pasted one becomes the replacement character. */
function wellFormed(said) {
  return said.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
}

/* ---- the page itself ---- */

function wait(id) {
  busy = id;
  typed();
}

/** After each keystroke: height, what is left, whether it can be sent. */
function typed() {
  const count = lengthOf(text.value.trim());
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight}px`;
  const key = count > MOST ? "over" : "left";
  limit.textContent = count > WARN_FROM ? word(page, key, Math.abs(MOST - count)) : "";
  limit.classList.toggle("over", count > MOST);
  text.setAttribute("aria-invalid", String(count > MOST));
  send.setAttribute("aria-disabled", String(Boolean(busy) || count === 0 || count > MOST));
}

/** As the server counts: characters, not UTF-16 halves. */
function lengthOf(said) {
  return [...said].length;
}

function pageLanguage() {
  const kept = memory.language();
  return known(kept) ? kept : preferred(navigator.languages);
}

function speak(language) {
  page = language;
  document.documentElement.lang = page;
  byId("language").value = page;
  const put = { word: "textContent", placeholder: "placeholder", title: "title", label: "ariaLabel" };
  for (const [name, property] of Object.entries(put)) {
    for (const element of document.querySelectorAll(`[data-${name}]`)) {
      element[property] = word(page, element.dataset[name]);
    }
  }
  networkChanged();
  showAll();
  typed();
}

function showAll() {
  view.showAll(memory.current().turns, page, on);
  view.typing(Boolean(busy), page);
}

function networkChanged() {
  network.textContent = navigator.onLine ? "" : word(page, "offlineNow");
}

function keyed(event) {
  // 229: Safari ends a composition before it tells of the Enter that ended it.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  ask();
}

/** Go on where the last visit stopped: a message that was under way is sent again under its id. */
async function resume() {
  const { turns } = memory.current();
  if (turns.length === 0) return enter();
  for (const turn of turns.filter((each) => each.state === "waiting")) await deliver(turn);
}

byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
  text.focus();
});
text.addEventListener("keydown", keyed);
text.addEventListener("input", typed);
byId("new").addEventListener("click", restart);
byId("language").addEventListener("change", (event) => {
  memory.keepLanguage(event.target.value);
  speak(event.target.value);
});
addEventListener("online", networkChanged);
addEventListener("offline", networkChanged);
memory.watch(() => busy || showAll());

speak(page);
if (FINE.matches) text.focus();
resume();
