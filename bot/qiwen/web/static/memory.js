/** What the browser remembers: the talk with its turns, and the language chosen. Works without storage, until reload. */

const TALK = "qiwen.talk";
const LANGUAGE = "qiwen.language";
const MOST_TURNS = 300;
const ID = /^[A-Za-z0-9_-]{16,64}$/;

let talk = load() ?? blank();

/** An id nobody else has. randomUUID is missing where the page is opened over plain http on a local network. */
export function freshId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The talk as it stands, another tab's turns included. */
export function current() {
  talk = load() ?? talk;
  return talk;
}

/** Change the talk `id` by `change(turns)`, which returns the new turns. False if that talk is over by now. */
export function update(id, change) {
  if (current().id !== id) return false;
  talk = { id, turns: change(talk.turns).slice(-MOST_TURNS) };
  write(TALK, JSON.stringify(talk));
  return true;
}

/** Forget the talk and begin another. */
export function restart() {
  talk = blank();
  write(TALK, JSON.stringify(talk));
  return talk;
}

export const language = () => read(LANGUAGE);
export const keepLanguage = (tag) => write(LANGUAGE, tag);

/** Call `changed()` when another tab changes the talk. */
export function watch(changed) {
  addEventListener("storage", (event) => event.key === TALK && changed());
}

function blank() {
  return { id: freshId(), turns: [] };
}

function load() {
  try {
    const found = JSON.parse(read(TALK));
    return found && ID.test(found.id) && Array.isArray(found.turns) ? found : null;
  } catch {
    return null;
  }
}

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is switched off
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Switched off or full: the talk lives on in this page.
  }
}
