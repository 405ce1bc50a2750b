// A solution whose function has another name than the test's.

export function toSum(one, other) {
  return one + other;
}
