/** As long as browsers take two clicks for a double click. */
const DOUBLE_CLICK_MS = 500;

/** What a click closes uncovers something else: the second click of a double click is not for that. */
export function swallowSecondClick(): void {
  const swallow = (event: MouseEvent) => {
    if (event.detail < 2) return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener('click', swallow, { capture: true });
  setTimeout(() => removeEventListener('click', swallow, { capture: true }), DOUBLE_CLICK_MS);
}
