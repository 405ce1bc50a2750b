// Tables that can be sorted, and the gradebook's scores, which arrow keys move between.

const ORDER = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function valueOf(cell, kind) {
  const shown = cell.dataset.v ?? cell.textContent;
  return kind === "number" ? Number.parseFloat(shown) : shown;
}

/** Sort rows by a column. What has no number comes last, whichever way. */
function sortBy(table, column, descending) {
  const header = table.tHead.rows[0].cells[column];
  const kind = header.dataset.kind;
  const turn = descending ? -1 : 1;
  const keyed = [...table.tBodies[0].rows].map((row) => [valueOf(row.cells[column], kind), row]);
  keyed.sort(([a], [b]) => {
    if (kind === "text") return turn * ORDER.compare(a, b);
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return turn * (a - b);
  });
  table.tBodies[0].append(...keyed.map(([, row]) => row));
  for (const cell of table.tHead.rows[0].cells) cell.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", descending ? "descending" : "ascending");
}

/** Put a button into each header that has something to sort by. */
function makeSortable(table) {
  for (const header of table.tHead.rows[0].cells) {
    if (!header.dataset.kind) continue;
    const button = element("button", { type: "button", class: "sort" });
    button.append(...header.childNodes);
    if (header.title) button.append(element("span", { class: "unseen" }, ` ${header.title}`));
    header.append(button);
    button.addEventListener("click", () => {
      const descending = header.getAttribute("aria-sort") === "ascending";
      sortBy(table, header.cellIndex, descending);
      const name = (one(".id", header) ?? button).textContent.trim();
      say(`Sorted by ${name}, ${descending ? "descending" : "ascending"}.`);
    });
  }
}

/** Where the scores begin in a line of the gradebook: after learner, mean and graded. */
const FIRST_SCORE = 3;

/** Make the scores, which are links, one stop of the Tab key that arrow keys move within. */
function startGrid(table) {
  one("td a", table)?.setAttribute("tabindex", "0");
  one("#grid-keys").hidden = false;
  table.addEventListener("keydown", (event) => moveInGrid(table, event));
  table.addEventListener("focusin", (event) => {
    if (event.target.matches("td a")) makeCurrent(table, event.target);
  });
}

/** Tab comes back to the score that was last looked at. */
function makeCurrent(table, link) {
  for (const other of all('td a[tabindex="0"]', table)) other.tabIndex = -1;
  link.tabIndex = 0;
}

const MOVES = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
  PageUp: [-10, 0],
  PageDown: [10, 0],
};
const MOVES_WITH_CTRL = {
  ArrowUp: [-Infinity, 0],
  ArrowDown: [Infinity, 0],
  ArrowLeft: [0, -Infinity],
  ArrowRight: [0, Infinity],
  Home: [-Infinity, -Infinity],
  End: [Infinity, Infinity],
};

const clamped = (place, length) => Math.max(0, Math.min(place, length - 1));

/** The link that a move ends on: of a step the next one that way, of a jump the last one on the way. */
function linkAfter(grid, line, column, [down, right]) {
  const jump = Math.abs(down) > 1 || Math.abs(right) > 1;
  const [stepDown, stepRight] = [Math.sign(down), Math.sign(right)].map((step) => (jump ? -step : step));
  let [y, x] = [clamped(line + down, grid.length), clamped(column + right, grid[0].length)];
  while (grid[y]?.[x] && !(y === line && x === column)) {
    const link = one("a", grid[y][x]);
    if (link) return link;
    [y, x] = [y + stepDown, x + stepRight];
  }
  return null;
}

function moveInGrid(table, event) {
  const move = (event.ctrlKey ? MOVES_WITH_CTRL : MOVES)[event.key];
  if (!move || !event.target.matches("td a") || event.altKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const cell = event.target.closest("td");
  const rows = [...table.tBodies[0].rows].filter((row) => !row.hidden);
  const grid = rows.map((row) => [...row.cells].slice(FIRST_SCORE).filter((other) => !other.hidden));
  const line = rows.indexOf(cell.parentElement);
  linkAfter(grid, line, grid[line].indexOf(cell), move)?.focus();
}

/** The filters have taken the current score away: the first that is left takes its place. */
function keepReachable(table) {
  const shown = (link) => link && !link.closest("td").hidden && !link.closest("tr").hidden;
  if (shown(one('td a[tabindex="0"]', table))) return;
  const first = all("td a", table).find(shown);
  if (first) makeCurrent(table, first);
}
