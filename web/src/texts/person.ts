// A person’s settings, what they would lose, and what goes wrong.
export const settings = {
  title: 'Settings',
  name: 'The name that others see',
  rename: 'Change my name',
  theme: 'Theme',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  text: 'Text size',
  texts: { normal: 'Normal', large: 'Large', larger: 'Larger' },
  sound: 'Sounds',
  notifications: 'Notifications when it is your turn',
  notificationsDenied: 'Your browser blocks them for this page: allow them in its settings for this site.',
  signOut: 'Sign out',
  signOutAsk: 'Sign this browser out?',
  signOutHow:
    'You need a new link to come back: from your commissioner, or from the terminal of the service.',
  stay: 'Stay signed in',
  signedInAs: (name: string) => `Signed in as ${name}`,
};

export const leave = {
  ask: 'Leave without saving?',
  how: 'What you changed here is not saved yet. It is lost when you leave.',
  leave: 'Leave without saving',
  stay: 'Stay here',
};

export const errors = {
  broken: 'Something in this page broke',
  brokenHow:
    'Your draft is not affected: it lives on the server. Load the page again; if it happens twice, tell whoever runs the service what is written below.',
  reload: 'Load again',
  notFound: 'There is nothing at this address',
  notFoundHow: 'The link may be cut off. Start from the first page.',
  blankName: 'Give it a name: there are only spaces here.',
  notLoaded: 'The draft room could not be loaded. Check your connection, then load the page again.',
  unreachable: 'The service cannot be reached. Check your connection; it is tried again by itself.',
};
