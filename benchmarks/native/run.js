// Asks the solution everything that is in questions.txt: a total and the amounts on each line.
const { readFileSync } = require("node:fs");
const { twoSum } = require("./two-sum.js");

for (const line of readFileSync("questions.txt", "utf8").split("\n")) {
  if (line) {
    const [total, ...amounts] = line.split(" ").map(Number);
    console.log(JSON.stringify(twoSum(amounts, total)));
  }
}
