/** Turns as elements. Every text goes in by textContent; nothing the bot or a person writes is read as HTML. */

import { word } from "./words.js";

const log = document.getElementById("log");
const CALM = matchMedia("(prefers-reduced-motion: reduce)");
const LABEL = /^(依据|依據|Basis)\s*[:：]\s*/i; // the fold is labelled already
const PARTS = { say: plainly, note: plainly, ask: plainly, warn: warning, next: nextStep, basis: basis };

/** Show exactly `turns`, silently: a screen reader is not read the past again. */
export function showAll(turns, page, on) {
  log.setAttribute("aria-busy", "true");
  log.replaceChildren();
  turns.forEach((turn) => append(turn, page, on));
  toEnd("auto");
  log.removeAttribute("aria-busy");
}

/** Show one more turn and bring it into view. The choices of earlier turns go: they belong to another question. */
export function add(turn, page, on) {
  const element = append(turn, page, on);
  bringIntoView(element);
  return element;
}

/** Take the turn `id` away, because it is sent anew further down. */
export function remove(id) {
  log.querySelector(`[data-id="${CSS.escape(id)}"]`)?.remove();
}

/** Dots while the bot thinks. */
export function typing(shown, page) {
  log.querySelector(".typing")?.remove();
  if (!shown) return;
  const dots = make("div", "typing");
  dots.append(make("span", "hidden", word(page, "typing")), make("i"), make("i"), make("i"));
  log.append(dots);
  bringIntoView(dots);
}

function append(turn, page, on) {
  dropChoices();
  const element = turn.who === "bot" ? botTurn(turn, page, on) : myTurn(turn, page, on);
  element.dataset.id = turn.id;
  element.tabIndex = -1;
  log.append(element);
  return element;
}

function myTurn(turn, page, on) {
  const element = make("article", "turn me");
  if (turn.shown) element.append(make("p", "bubble", make("span", "hidden", word(page, "you")), turn.shown));
  if (turn.state === "failed") element.append(failure(turn, page, on));
  return element;
}

/** What went wrong, in words, and the way on. What the server refuses is edited, everything else sent again as it is. */
function failure(turn, page, on) {
  const said = turn.shown ? word(page, turn.why) : `${word(page, "enterFailed")} ${word(page, turn.why)}`;
  const mend = turn.body.text && ["long", "refused"].includes(turn.why) ? "edit" : "retry";
  const button = make("button", "soft", word(page, mend));
  button.type = "button";
  button.addEventListener("click", (event) => on[mend](turn.id, byKeyboard(event)));
  return make("div", "failure", make("p", "", icon("warn"), said), button);
}

function botTurn(turn, page, on) {
  const element = make("article", "turn bot");
  element.lang = turn.language;
  const bubble = make("div", "bubble", make("span", "hidden", word(turn.language, "bot")));
  for (const [tone, texts] of grouped(turn.blocks)) bubble.append(...(PARTS[tone] ?? plainly)(texts, turn.language, tone));
  if (turn.blocks.length) element.append(bubble);
  if (turn.choices.length) element.append(choices(turn, on));
  return element;
}

/** Neighbours of one tone together, so that three warnings make one panel. */
function grouped(blocks) {
  const groups = [];
  for (const { tone, text } of blocks) {
    if (groups.at(-1)?.[0] === tone) groups.at(-1)[1].push(text);
    else groups.push([tone, [text]]);
  }
  return groups;
}

function plainly(texts, language, tone) {
  return texts.map((text) => make("p", tone, text));
}

function warning(texts, language) {
  const title = make("strong", "mark", icon("warn"), word(language, "warn"));
  return [make("div", "warn", title, ...texts.map((text) => make("p", "", text)))];
}

function nextStep(texts, language) {
  const badge = make("span", "badge", icon("next"), make("span", "hidden", word(language, "next")));
  return [make("div", "next", badge, make("div", "", ...texts.map((text) => make("p", "", text))))];
}

/** Folded away, with its day in sight. */
function basis(texts, language) {
  const day = texts.join(" ").match(/\d{4}-\d{2}-\d{2}/)?.[0];
  const summary = make("summary", "", word(language, "basis"), ...(day ? [make("time", "", day)] : []));
  return [make("details", "basis", summary, ...texts.map((text) => make("p", "", text.replace(LABEL, ""))))];
}

function choices(turn, on) {
  const group = make("div", "choices");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", word(turn.language, "choices"));
  for (const choice of turn.choices) {
    const button = make("button", choice.token.startsWith("do:") ? "choice aside" : "choice", choice.label);
    button.type = "button";
    button.addEventListener("click", (event) => on.choose(choice, byKeyboard(event)));
    group.append(button);
  }
  return group;
}

/** A click without a pointer came from the keyboard. */
function byKeyboard(event) {
  return event.detail === 0;
}

function dropChoices() {
  log.querySelectorAll(".choices").forEach((group) => group.remove());
}

/** The end of `element`, or its beginning where it is taller than the screen. */
function bringIntoView(element) {
  const tall = element.offsetHeight > log.clientHeight - 24;
  if (tall) element.scrollIntoView({ block: "start", behavior: CALM.matches ? "auto" : "smooth" });
  else toEnd(CALM.matches ? "auto" : "smooth");
}

function toEnd(behavior) {
  log.scrollTo({ top: log.scrollHeight, behavior });
}

function icon(name) {
  return document.getElementById(`icon-${name}`).content.cloneNode(true);
}

function make(tag, className = "", ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}
