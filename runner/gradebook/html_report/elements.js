// Elements are made from names and text, never from markup.

const SVG = "http://www.w3.org/2000/svg";

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== undefined) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** An element; strings among the children become text nodes. */
function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function drawing(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** Do something that needs the data as soon as all of the page is there. */
function whenWhole(act) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act, { once: true });
  else act();
}

/** Data of the page, read when first asked for. */
const data = (() => {
  let known;
  return () => (known ??= JSON.parse(one("#data").textContent));
})();

const text = (place) => (place === undefined || place < 0 ? "" : data().texts[place]);
const points = (value) => String(Math.round(value * 100) / 100);
const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;
const SIGNS = { p: "✓", "-": "–", i: "!", e: "!" };
const sign = (letter) => SIGNS[letter] ?? "✗";

/** Times as the tables of the page have them. */
function duration(seconds) {
  if (seconds < 1) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function say(sentence) {
  const place = one("#found");
  if (place.textContent !== sentence) place.textContent = sentence;
}

function bar(share) {
  const rect = drawing("rect", { width: String(Math.round(1000 * share) / 10), height: "8" });
  return drawing("svg", { class: "bar", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" }, rect);
}
