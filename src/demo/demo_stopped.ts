/** Why a demo ended before its draft did. The message is for the person at the terminal; there is nothing to debug. */
export class DemoStopped extends Error {
  override readonly name = 'DemoStopped';
}
