const OWN_MACHINE = /^(localhost|.*\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/;

/** Whether a link leads to the machine on which it is opened, whichever that is: nobody else can use it. */
export function opensOnlyHere(link: string): boolean {
  return URL.canParse(link) && OWN_MACHINE.test(new URL(link).hostname);
}
