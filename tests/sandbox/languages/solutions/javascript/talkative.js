// A solution that prints while it is loaded.

console.log('loaded');

export function answer() {
  return 42;
}
