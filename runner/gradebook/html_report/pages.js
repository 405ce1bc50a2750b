// The page of a submission and the page of an exercise.

const verdictName = (letter) => data().verdicts[letter];

function verdict(letter) {
  const kind = letter === "p" ? "good" : letter === "e" || letter === "-" || letter === "i" ? "open" : "bad";
  return element("span", { class: `verdict ${kind}` }, `${sign(letter)} ${verdictName(letter)}`);
}

const hasScore = (submission) => submission.v !== "e" && submission.v !== "i" && submission.m > 0;
const score = (submission) => (hasScore(submission) ? `${points(submission.s)} of ${points(submission.m)}` : "no score");

/** A submission's checks: what the exercise has of each, and what came of it here. */
function checksOf(submission) {
  const known = data().exercises[submission.e].checks;
  return [...(submission.c ?? "")].map((letter, index) => {
    const check = known[submission.k?.[index] ?? index];
    const [message, output, hint] = (submission.x?.[index] ?? []).map(text);
    const earned = submission.g?.[index] ?? (letter === "p" ? check.points : 0);
    return { ...check, letter, earned, seconds: submission.d[index] / 1000, message, output, hint };
  });
}

function head(above, title, ...facts) {
  return element(
    "header",
    { class: "top" },
    element("p", { class: "way" }, element("a", { href: "#/", class: "back" }, "← Gradebook"), ...above),
    element("h1", { tabindex: "-1" }, ...title),
    element("p", { class: "about" }, ...facts),
  );
}

const quoted = (name, content) =>
  content ? [element("h3", {}, name), element("pre", { tabindex: "0", "aria-label": name }, content)] : [];

function checkItem(check) {
  const worth = `${points(check.earned)} of ${points(check.points)}`;
  const example = check.example ? element("small", {}, "example") : null;
  const time = check.letter === "-" ? "" : ` · ${duration(check.seconds)}`;
  const line = [
    verdict(check.letter),
    element("span", { class: "label" }, check.label),
    example,
    element("small", { class: "worth" }, worth, time),
  ];
  const hint = check.hint ? [element("h3", {}, "Hint"), element("p", { class: "hint" }, check.hint)] : [];
  const told = [...quoted("What happened", check.message), ...quoted("What it printed", check.output), ...hint];
  if (!told.length) return element("li", {}, element("div", { class: "line" }, ...line));
  const open = check.letter !== "p" && check.letter !== "-";
  const body = element("div", { class: "told" }, ...told);
  return element("li", {}, element("details", { open }, element("summary", { class: "line" }, ...line), body));
}

/** The submissions before and after this one to the same exercise, by learner. */
function neighbours(submission) {
  const same = data().submissions.map((other, number) => [other, number]).filter(([other]) => other.e === submission.e);
  const place = same.findIndex(([other]) => other === submission);
  const link = (found, name) => {
    if (!found) return null;
    const [other, number] = found;
    return element("a", { href: `#/s/${number}` }, `${name}: `, element("bdi", {}, data().learners[other.l]));
  };
  const links = [link(same[place - 1], "Previous"), link(same[place + 1], "Next")];
  return element("nav", { class: "neighbours", "aria-label": "Other learners" }, ...links);
}

const KEPT_BACK = {
  names: "This report tells which checks passed, and not why the others did not.",
  score: "This report tells scores alone.",
};

function submissionPage(submission) {
  const exercise = data().exercises[submission.e];
  const learner = data().learners[submission.l];
  const checks = checksOf(submission);
  const passed = checks.filter((check) => check.letter === "p").length;
  const title = [element("bdi", {}, learner), element("span", { class: "light" }, ` ${exercise.id} ${exercise.title}`)];
  const exerciseLink = element("a", { href: `#/e/${submission.e}` }, `${exercise.id} ${exercise.title}`);
  const kept = KEPT_BACK[data().feedback];
  return {
    title: `${learner}, ${exercise.id}`,
    nodes: [
      head([" / ", exerciseLink], title, verdict(submission.v), " · ", element("strong", {}, score(submission)), ` · ${duration(submission.t)}`),
      submission.w === undefined ? null : element("pre", { class: "whole", tabindex: "0", "aria-label": "About the whole" }, text(submission.w)),
      element("h2", {}, checks.length ? `Checks: ${passed} of ${checks.length} passed` : "Checks"),
      kept ? element("p", { class: "note" }, kept) : null,
      checks.length ? element("ol", { class: "checks" }, ...checks.map(checkItem)) : null,
      checks.length || kept ? null : element("p", {}, "No check was run."),
      element("p", { class: "about" }, text(submission.a)),
      neighbours(submission),
    ],
  };
}

/** How often each check was not passed, and by whom, most failed first; as the table of exercises counts. */
function failures(numbered) {
  const counts = new Map();
  for (const [submission, number] of numbered) {
    if (!hasScore(submission)) continue;
    const places = submission.k;
    [...(submission.c ?? "")].forEach((letter, index) => {
      const place = places?.[index] ?? index;
      const found = counts.get(place) ?? { place, run: 0, by: [] };
      counts.set(place, found);
      if (letter === "-") return;
      found.run += 1;
      if (letter !== "p") found.by.push([submission, number]);
    });
  }
  return [...counts.values()].sort((a, b) => b.by.length / (b.run || 1) - a.by.length / (a.run || 1) || a.place - b.place);
}

function failureItem(check, found) {
  const share = found.run ? found.by.length / found.run : 0;
  const line = [bar(share), element("span", { class: "label" }, check.label), element("small", { class: "worth" }, `${found.by.length} of ${found.run} failed`)];
  if (!found.by.length) return element("li", {}, element("div", { class: "line" }, ...line));
  const links = found.by.map(([submission, number]) =>
    element("li", {}, element("a", { href: `#/s/${number}` }, element("bdi", {}, data().learners[submission.l]))),
  );
  return element("li", {}, element("details", {}, element("summary", { class: "line" }, ...line), element("ul", { class: "names" }, ...links)));
}

const BINS = 24;

/** How long gradings took: bars over a logarithmic scale. */
function histogram(seconds) {
  const floor = 0.001;
  const low = Math.max(floor, Math.min(...seconds));
  const high = Math.max(floor, ...seconds);
  const span = Math.log(high / low) || 1;
  const bins = new Array(BINS).fill(0);
  for (const second of seconds) {
    const place = (Math.log(Math.max(second, low) / low) / span) * BINS;
    bins[Math.min(BINS - 1, Math.floor(place))] += 1;
  }
  const most = Math.max(...bins);
  const bars = bins.map((number, index) => {
    const height = number ? Math.max(2, (56 * number) / most) : 0;
    return drawing("rect", { x: String(index * 10), y: String(60 - height), width: "9", height: String(height) });
  });
  const drawn = drawing("svg", { class: "histogram", viewBox: "0 0 240 60", preserveAspectRatio: "none", "aria-hidden": "true" }, ...bars);
  const caption = `${duration(low)} to ${duration(high)}, on a logarithmic scale; at most ${count(most, "submission")} in a bar`;
  return element("figure", {}, drawn, element("figcaption", {}, caption));
}

function submissionsTable(numbered) {
  const headers = [["Learner", "text"], ["Result", "text"], ["Score", "number"], ["Time", "number"]];
  const rows = numbered.map(([submission, number]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, element("a", { href: `#/s/${number}` }, element("bdi", {}, data().learners[submission.l]))),
      element("td", {}, verdict(submission.v)),
      element("td", { "data-v": hasScore(submission) ? String(submission.s / submission.m) : "" }, score(submission)),
      element("td", { "data-v": String(submission.t) }, duration(submission.t)),
    ),
  );
  const heads = headers.map(([name, kind]) => element("th", { scope: "col", "data-kind": kind }, name));
  const table = element("table", { class: "sortable" }, element("caption", {}, "What came in"), element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows));
  makeSortable(table);
  return element("div", { class: "scroller", role: "region", tabindex: "0", "aria-label": "Submissions" }, table);
}

function exercisePage(index) {
  const exercise = data().exercises[index];
  const numbered = data().submissions.map((submission, number) => [submission, number]).filter(([submission]) => submission.e === index);
  const scored = numbered.filter(([submission]) => hasScore(submission));
  const passed = scored.filter(([submission]) => submission.v === "p").length;
  const counted = failures(numbered).map((found) => failureItem(exercise.checks[found.place], found));
  return {
    title: exercise.id,
    nodes: [
      head([], [exercise.id, element("span", { class: "light" }, ` ${exercise.title}`)], `${count(numbered.length, "submission")}, ${scored.length} with a score, ${passed} passed`),
      ...(counted.length ? [element("h2", {}, "Checks, most failed first"), element("ol", { class: "checks counted" }, ...counted)] : []),
      ...(scored.length ? [element("h2", {}, "Time"), histogram(scored.map(([submission]) => submission.t))] : []),
      element("h2", {}, "Submissions"),
      submissionsTable(numbered),
    ],
  };
}

function missingPage() {
  return { title: "Not found", nodes: [head([], ["Not found"], "There is nothing in this report by that address.")] };
}
