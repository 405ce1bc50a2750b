// What is shown of the two tables: learners by name and result, exercises by id, title and the names of their checks.

const plain = (string) => string.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const words = (string) => plain(string).split(/\s+/).filter(Boolean);
const hasAll = (wanted, string) => wanted.every((word) => string.includes(word));

/** For each exercise, whether it is meant, and which of its checks are. */
function meantExercises(wanted) {
  return data().exercises.map((exercise) => {
    const itself = plain(`${exercise.id} ${exercise.title}`);
    const checks = wanted.length ? exercise.checks.filter((check) => hasAll(wanted, plain(check.label))) : [];
    return { meant: hasAll(wanted, itself) || checks.length > 0, checks };
  });
}

const RESULTS = {
  "": () => true,
  short: (cells) => cells.some((cell) => cell.className !== "q4"),
  none: (cells) => cells.some((cell) => cell.className === "none"),
  ours: (cells) => cells.some((cell) => cell.className === "ours"),
};

function filter() {
  const wanted = words(one("#find-exercise").value);
  // The data are not needed, and not read, as long as no exercise is looked for.
  const found = wanted.length ? meantExercises(wanted) : null;
  const columns = filterExercises(found);
  const lines = filterLearners(found, words(one("#find-learner").value), RESULTS[one("#find-result").value]);
  keepReachable(one("#gradebook"));
  const [learners, exercises] = [one("#gradebook").tBodies[0].rows.length, one("#exercises").tBodies[0].rows.length];
  const checks = (found ?? []).reduce((sum, exercise) => sum + exercise.checks.length, 0);
  const also = checks ? `, ${count(checks, "check")} by that name` : "";
  say(`${lines} of ${count(learners, "learner")}, ${columns} of ${count(exercises, "exercise")}${also}.`);
}

function filterLearners(found, wanted, result) {
  const table = one("#gradebook");
  const meant = (index) => !found || found[index].meant;
  const headers = table.tHead.rows[0].cells;
  let shown = 0;
  for (let column = FIRST_SCORE; column < headers.length; column += 1) {
    headers[column].hidden = !meant(column - FIRST_SCORE);
  }
  for (const row of table.tBodies[0].rows) {
    const cells = [...row.cells].slice(FIRST_SCORE);
    cells.forEach((cell, index) => {
      if (cell.hidden === meant(index)) cell.hidden = !meant(index);
    });
    const visible = cells.filter((cell) => !cell.hidden);
    row.hidden = !(hasAll(wanted, plain(row.cells[0].textContent)) && result(visible));
    shown += Number(!row.hidden);
  }
  return shown;
}

function filterExercises(found) {
  let shown = 0;
  for (const row of one("#exercises").tBodies[0].rows) {
    const index = Number(row.dataset.index);
    row.hidden = found !== null && !found[index].meant;
    shown += Number(!row.hidden);
    showHits(row, found?.[index].checks ?? []);
  }
  return shown;
}

/** Under the checks failed most, those that are looked for. */
function showHits(row, checks) {
  one(".hits", row)?.remove();
  if (!checks.length) return;
  const items = checks.map((check) => element("li", {}, element("mark", {}, check.label)));
  one(".failed", row).append(element("ul", { class: "hits", "aria-label": "Checks by that name" }, ...items));
}

function startFilters() {
  const form = one("#filters form");
  one("#filters").hidden = false;
  form.addEventListener("input", () => whenWhole(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => whenWhole(filter))); // after the fields are empty
}
