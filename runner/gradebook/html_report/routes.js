// #/ is the gradebook, #/s/N a submission, #/e/N an exercise. Anything else in the address is a place in the page.

const NAME = document.title;
let left = null; // where the gradebook was left: the link, and how far everything was scrolled

function pageFor(hash) {
  const [, kind, digits] = /^#\/([se])\/(\d{1,7})$/.exec(hash) ?? [];
  if (kind === "s" && data().submissions[Number(digits)]) return submissionPage(data().submissions[Number(digits)]);
  if (kind === "e" && data().exercises[Number(digits)]) return exercisePage(Number(digits));
  return missingPage();
}

function leave() {
  const [overview, scroller] = [one("#overview"), one("#overview .scroller")];
  if (overview.hidden) return;
  left = { link: document.activeElement, y: window.scrollY, top: scroller.scrollTop, along: scroller.scrollLeft };
  overview.hidden = true;
}

function comeBack() {
  if (!one("#overview").hidden) return;
  one("#overview").hidden = false;
  one("#page").hidden = true;
  one("#page").replaceChildren();
  document.title = NAME;
  const scroller = one("#overview .scroller");
  const link = left?.link?.matches("#overview a, #overview button") ? left.link : one("#overview h1");
  link.focus({ preventScroll: true });
  if (left) [scroller.scrollTop, scroller.scrollLeft] = [left.top, left.along];
  window.scrollTo(0, left?.y ?? 0);
}

function showPage(hash) {
  leave();
  const { title, nodes } = pageFor(hash);
  one("#page").replaceChildren(...nodes.filter(Boolean));
  one("#page").hidden = false;
  document.title = `${title} · ${NAME}`;
  window.scrollTo(0, 0);
  one("#page h1").focus({ preventScroll: true });
}

function show() {
  const hash = window.location.hash;
  if (hash === "" || hash === "#" || hash === "#/") comeBack();
  else if (hash.startsWith("#/")) whenWhole(() => showPage(hash));
}

function linkExercises() {
  [...one("#exercises").tBodies[0].rows].forEach((row, index) => {
    const header = row.cells[0];
    const link = element("a", { href: `#/e/${index}` });
    link.append(...header.childNodes);
    header.append(link);
    row.dataset.index = String(index);
  });
}

/** What has no grade leads to its page: the list is in the order of the gradebook's cells. */
function linkErrors() {
  const links = all("#gradebook td.ours a");
  all("#errors li").forEach((item, index) => {
    const name = one("bdi", item);
    const link = element("a", { href: links[index].getAttribute("href") });
    name.before(link);
    link.append(name);
  });
}

/** On paper what is folded would be missing, and so would buttons on every page of a table but its first. */
function becomePaper() {
  const folded = all("details:not([open])");
  const buttons = all(".sort").map((button) => [button, button.parentElement]);
  for (const details of folded) details.open = true;
  for (const [button] of buttons) button.replaceWith(...button.childNodes);
  const becomeScreen = () => {
    for (const details of folded) details.open = false;
    for (const [button, header] of buttons) {
      button.append(...header.childNodes);
      header.append(button);
    }
  };
  window.addEventListener("afterprint", becomeScreen, { once: true });
}

linkExercises();
startGrid(one("#gradebook"));
linkErrors();
for (const table of all("table.sortable")) makeSortable(table);
startFilters();
one(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address belongs to the pages
  one("#main").focus();
});
window.addEventListener("hashchange", show);
window.addEventListener("beforeprint", becomePaper);
show();
performance.mark("kata-ready");
