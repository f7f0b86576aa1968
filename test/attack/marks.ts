/** A letter with so many marks, the upper half before the lower one: to put them into order each is moved over half of the others. */
export function unordered(marks: number): string {
  return `a${'\u0301'.repeat(marks / 2)}${'\u0323'.repeat(marks / 2)}`;
}
