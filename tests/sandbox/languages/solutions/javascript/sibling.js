// Another file of the solution.

export function tripled(number) {
  return 3 * number;
}
