// Every text that the room shows, in one place, for somebody who has never seen the product.
import type { FollowedEvent } from '../../client/follow.ts';

const LOCALE = 'en';
const plural = new Intl.PluralRules(LOCALE);
const ordinals = new Intl.PluralRules(LOCALE, { type: 'ordinal' });
const ENDINGS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const dateTime = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const timeOnly = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

const count = (n: number, one: string, many = `${one}s`) => `${n} ${plural.select(n) === 'one' ? one : many}`;
const ordinal = (n: number) => `${n}${ENDINGS[ordinals.select(n)] ?? 'th'}`;
export const when = (iso: string) => dateTime.format(new Date(iso));
export const atTime = (iso: string) => timeOnly.format(new Date(iso));

/** A length of time in words, from seconds: "90 seconds", "3 minutes", "8 hours". */
export function duration(seconds: number): string {
  if (seconds < 120) return count(Math.round(seconds), 'second');
  if (seconds < 7_200) return count(Math.round(seconds / 60), 'minute');
  if (seconds < 172_800) return count(Math.round(seconds / 3_600), 'hour');
  return count(Math.round(seconds / 86_400), 'day');
}

const STATE_WORDS = {
  SCHEDULED: 'Not started',
  IN_PROGRESS: 'Drafting',
  PAUSED: 'Paused',
  COMPLETED: 'Finished',
  CANCELLED: 'Cancelled',
} as const;

export const t = {
  product: 'Draft Orchestrator',
  close: 'Close',
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied',
  share: 'Share',
  back: 'Back',
  retry: 'Try again',
  states: STATE_WORDS,
  home: {
    title: 'Draft night, on time.',
    lead: 'Twelve people, one clock, and a board that is never wrong. Set up your league, send the links, and draft on any phone or laptop.',
    tryNow: 'Try a draft now',
    trying: 'Setting the table …',
    tryHint: 'A 12-team practice draft. The other teams are on autopilot, so it moves as fast as you do.',
    newLeague: 'New league',
    yourDrafts: 'Your drafts',
    yourLeagues: 'Your leagues',
    noDrafts: 'No drafts yet. Create a league, or try a draft now: it takes two clicks.',
    noLeagues: 'No leagues yet. A league is your teams and their managers; drafts are made in it.',
    yourTurn: 'You are on the clock',
    onClock: (team: string) => `${team} is on the clock`,
    startsAt: (iso: string) => `Starts ${when(iso)}`,
    waits: 'Waits to be started',
    shape: (rounds: number, seconds: number) => `${count(rounds, 'round')}, ${duration(seconds)} a pick`,
    commissioner: 'You run it',
    manager: (team: string) => `Your team: ${team}`,
    signedOut: 'You are not signed in',
    signedOutHow:
      'If you started the service: open the link that it printed in its terminal. If you were invited: open the link that your commissioner sent you. Both sign this browser in.',
    watching: 'You can watch a public draft without signing in: its link is enough.',
  },
  practice: {
    league: (n: string) => `Practice draft ${n}`,
    teams: [
      'Your team',
      'Gridiron Gurus',
      'Hail Marys',
      'Sunday Scaries',
      'Bye Week Blues',
      'Endzone Engineers',
      'Waiver Wizards',
      'Late Sleepers',
      'Blitz Brigade',
      'Fourth and Long',
      'Mile High Mystics',
      'Turnover Chain',
    ],
  },
  signIn: {
    title: 'Signing you in …',
    failed: 'This link opens nothing',
    failedHow:
      'A sign-in link works once. Stop the service in its terminal and start it again: it prints a new one.',
    home: 'Go to the first page',
  },
  join: {
    loading: 'Looking at your invitation …',
    title: (league: string) => `Join ${league}`,
    lead: (team: string) => `You are invited to draft for ${team}.`,
    signedInAs: (name: string) => `You are signed in as ${name}.`,
    name: 'Your name',
    nameHint: 'What the others in your league see.',
    join: 'Join the league',
    joinAs: (name: string) => `Join as ${name}`,
    note: 'The link works once, and signs this browser in for 30 days.',
    bad: 'This link opens nothing',
    incomplete: 'This link is not complete. Copy the whole of it, or ask your commissioner for a new one.',
    wasFor: (team: string, league: string) => `It was for the team ${team} of the league ${league}.`,
  },
  league: {
    new: 'New league',
    name: 'Name of the league',
    namePlaceholder: 'Sunday Night League',
    teams: 'Teams',
    teamsHint:
      'One line a team. Managers join by a link that you send in the next step; the teams cannot be changed later.',
    team: (n: number) => `Name of team ${n}`,
    yours: 'Your own team',
    yoursHint: 'Which of them do you draft for?',
    none: 'None: I only run the draft',
    add: 'Add a team',
    remove: (name: string) => `Remove ${name}`,
    create: 'Create the league',
    managers: 'Teams and managers',
    noManager: 'Nobody yet',
    you: 'you',
    invite: 'Invite',
    inviteAll: (n: number) => `Make links for ${count(n, 'open team')}`,
    links: 'Invitation links',
    linksHint: 'Each link is for one team, works once, and for seven days. Send each to its manager.',
    linkFor: (team: string) => `Link for ${team}`,
    shareText: (team: string, league: string) => `Draft for ${team} in ${league}:`,
    copyAll: 'Copy all',
    showCode: 'Show QR code',
    release: 'Take the team back',
    releaseAsk: (name: string, team: string) => `Take ${team} back from ${name}?`,
    releaseHow: 'They can draft for it no more. Invite somebody else afterwards with a new link.',
    drafts: 'Drafts',
    noDrafts: 'No draft yet. Make one: the order, the clock and the rosters, all in one form.',
    newDraft: 'New draft',
    missing: 'There is no such league for you',
    missingHow: 'Check the address, or sign in with the link that your commissioner sent you.',
    size: (n: number) => count(n, 'team'),
  },
  draft: {
    new: 'New draft',
    order: 'Order of the teams',
    orderHint: 'Drag a team, or move it with the arrows. Slot 1 picks first.',
    shuffle: 'Draw the order',
    shuffleHint:
      'Drawn by your browser with its random generator for secrets; each order is as likely as every other.',
    up: (team: string) => `Move ${team} up`,
    down: (team: string) => `Move ${team} down`,
    kind: 'How the order runs',
    kinds: {
      SNAKE: ['Snake', 'The order turns round every round: who picks last picks first next.'],
      REVERSAL: [
        'Third-round reversal',
        'A snake whose third round repeats the direction of the second: fairer for late slots.',
      ],
      LINEAR: ['Linear', 'The same order in every round.'],
    } as const,
    clock: 'Clock',
    clockHint:
      'The time for each pick. When it runs out the team’s queue is used, then the best player for its roster.',
    clocks: {
      fast: ['Fast', '30 seconds a pick'],
      standard: ['Standard', '90 seconds a pick'],
      relaxed: ['Relaxed', '3 minutes a pick'],
      slow: ['Slow', '8 hours a pick: drafts over days'],
      own: ['Your own', 'Any time you like'],
    } as const,
    seconds: 'Seconds for a pick',
    roster: 'Roster',
    rosterHint: 'The seats that each team fills. There are as many rounds as seats.',
    rosters: {
      standard: ['Standard', 'QB, 2 RB, 2 WR, TE, FLEX, K, DEF, 6 bench'],
      superflex: ['Superflex', 'QB, 2 RB, 2 WR, TE, FLEX, SUPER FLEX, 7 bench'],
      noKicker: ['No kicker', 'QB, 2 RB, 3 WR, TE, FLEX, DEF, 6 bench'],
      bestBall: ['Best ball', 'QB, 2 RB, 3 WR, TE, FLEX, 10 bench'],
    } as const,
    more: (seat: string) => `One more seat for ${seat}`,
    fewer: (seat: string) => `One seat less for ${seat}`,
    rounds: (n: number, picks: number) => `${count(n, 'round')}, ${count(picks, 'pick')} in all.`,
    lasts: (text: string) => `At full clocks it lasts ${text} at most.`,
    pool: 'Players',
    poolHint:
      'Who can be drafted. Import lists of your own with the command draft-orchestrator import-players.',
    atZero: 'When a clock runs out',
    atZeros: {
      AUTO_PICK: ['Pick for the team', 'Its queue first, then the best player for its roster. Nobody waits.'],
      SKIP: ['Skip the team', 'The next team is on the clock; who was skipped makes the pick up later.'],
      WAIT: ['Wait for the team', 'Nothing happens until the team or the commissioner picks.'],
    } as const,
    bank: 'Time bank of each team, in seconds',
    bankHint: 'Time that a team may use beyond its clocks, over the whole draft. 0: none.',
    start: 'Start',
    startHint: 'The draft opens by itself at this time. Left empty, you start it with a button in the room.',
    visibility: 'Who may watch',
    visibilities: {
      PUBLIC: ['Anyone with the link', 'Friends can watch without signing in. Queues stay private.'],
      PRIVATE: ['Only the league', 'For everybody else the draft does not exist.'],
    } as const,
    picture: 'The order',
    pictureHint: 'Your own picks are marked.',
    create: 'Create the draft',
  },
  room: {
    loading: 'Opening the room …',
    missing: 'There is no such draft for you',
    missingHow:
      'Check the address. A private draft shows itself to its league only: open the link your commissioner sent you first.',
    onClock: 'On the clock',
    yourTurn: 'You are on the clock',
    place: (round: number, inRound: number, pick: number) =>
      `Round ${round}, pick ${inRound} · ${ordinal(pick)} overall`,
    next: 'Next up',
    you: 'You',
    inPicks: (n: number) => (n === 1 ? 'You are next' : `You pick in ${count(n, 'pick')}`),
    noMore: 'You have no more picks',
    notStarted: 'The draft has not started',
    startsAt: (iso: string) => `It starts ${when(iso)}`,
    waitsFor: (name: string) => `${name} starts it`,
    over: 'The draft is over',
    cancelled: 'The draft was cancelled',
    seeResults: 'See the results',
    paused: 'Paused',
    pausedWhy: {
      COMMISSIONER: 'The commissioner stopped the clock.',
      FAILING:
        'The service could not pick for this team and stopped the clock. The commissioner can pick for it, or resume.',
      NO_PLAYER_FITS: 'No free player fits this roster. The commissioner has to take one who does not fit.',
    } as Readonly<Record<string, string>>,
    clockUnknown: 'Reading the clock …',
    left: (words: string) => `${words} left`,
    overtime: 'Out of time: the draft waits',
    bank: 'Bank',
    skipped: 'Skipped',
    makeUp: (pick: string) => `Your pick ${pick} was passed over. Make it up now: choose any player.`,
    quiet: (until: string) => `Quiet hours: no clock runs until ${until}.`,
    offline: (at: string) => `Not connected since ${at}. What you see may be old; it comes back by itself.`,
    watching: 'You are watching',
    tabs: { board: 'Board', players: 'Players', queue: 'Queue', roster: 'Team', log: 'Log' },
    board: 'Draft board',
    round: (n: number) => `Round ${n}`,
    zoom: 'Size of the board',
    marks: {
      AUTO: 'Picked by the clock',
      AUTOPILOT: 'Picked by autopilot',
      COMMISSIONER: 'Picked by the commissioner',
      KEEPER: 'Kept by the team',
      MANUAL: 'Picked by the manager',
    },
    traded: (team: string) => `Owned by ${team}`,
    sending: 'Sending …',
    search: 'Search players',
    searchHint: 'Name or team',
    all: 'All',
    hideDrafted: 'Hide drafted',
    sort: 'Sort by',
    sorts: { rank: 'Rank', name: 'Name', byeWeek: 'Bye', proTeam: 'Team' },
    rank: 'Rank',
    bye: (week: number) => `Bye ${week}`,
    draft: 'Draft',
    queueIt: (name: string) => `Add ${name} to your queue`,
    unqueue: (name: string) => `Remove ${name} from your queue`,
    queued: 'In your queue',
    drafted: (team: string) => `Drafted by ${team}`,
    playersLoading: 'Reading the players …',
    noPlayers: 'Nobody matches. Clear the search, or show drafted players too.',
    emptyPool: 'There are no players in this pool.',
    found: (n: number) => count(n, 'player'),
    suggestion: 'Suggested',
    suggestionWhy: (position: string, seat: string) => `Best ${position} left; your ${seat} seat is open`,
    suggestionBest: 'Best player left who fits your roster',
    confirm: (name: string) => `Draft ${name}?`,
    confirmFor: (name: string, team: string) => `Draft ${name} for ${team}?`,
    fits: (seat: string) => `Fits: ${seat}`,
    fitsNot: 'Fits no open seat of the roster',
    waive: 'Take them without a seat',
    waiveHow: 'Only possible while no free player fits this roster.',
    takenMeanwhile: (team: string) => `Taken meanwhile by ${team}.`,
    notYourTurn: 'You are not on the clock now.',
    addToQueue: 'Add to queue',
    queue: 'Your queue',
    queueHint: 'Whom the clock takes for you, the first who is left.',
    queueEmpty: 'Your queue is empty. Add players with the plus sign, or press Q on a player.',
    queueFor: 'Your queue is private. Nobody else sees it.',
    moveUp: (name: string) => `Move ${name} up`,
    moveDown: (name: string) => `Move ${name} down`,
    clearTaken: (n: number) => `Clear ${n} taken`,
    roster: 'Roster',
    rosterOf: 'Roster of',
    open: 'Open',
    openSeats: (n: number) => `${count(n, 'seat')} open`,
    reserves: 'Without a seat',
    autopilot: 'Autopilot',
    autopilotOn: 'Autopilot picks for you: your queue first, then what your roster needs.',
    iAmBack: 'I am back',
    autopilotTeam: (team: string) => `Autopilot of ${team}`,
    log: 'Log',
    logEmpty: 'What happens is listed here.',
    unread: 'New since you looked',
    pickLine: (team: string, player: string, pick: number) => `${team} took ${player} with pick ${pick}`,
    enablePush: 'Tell me when it is my turn',
    keys: 'Keys',
    keyList: [
      ['/', 'Search players'],
      ['↑ ↓', 'Choose a player in the list'],
      ['Enter', 'Draft the chosen player'],
      ['Q', 'Add the chosen player to your queue'],
      ['B', 'Size of the board'],
      ['M', 'Sound on or off'],
      ['?', 'These keys'],
    ] as const,
    tv: 'Big screen',
    watchLink: 'Copy watch link',
    print: 'Print',
    results: 'Results',
    replay: 'Replay',
    menu: 'More',
    sound: 'Sound',
    notifyTitle: 'You are on the clock',
    notifyBody: (league: string, pick: number) => `${league}, pick ${pick}`,
    titleTurn: (league: string) => `Your turn! ${league}`,
    titleClock: (time: string, league: string) => `${time} · ${league}`,
    refused: (why: string) => why,
  },
  commissioner: {
    bar: 'Commissioner',
    start: 'Start the draft',
    startAsk: 'Start the draft now?',
    startHow: (team: string) =>
      `${team} is on the clock at once. Teams without a manager are picked for when their clock runs out.`,
    pause: 'Pause',
    resume: 'Resume',
    addTime: (seconds: number) => `Add ${duration(seconds)}`,
    reset: 'Reset the clock',
    skip: 'Skip',
    skipAsk: (team: string) => `Skip the pick of ${team}?`,
    skipHow: 'The next team is on the clock at once. They can make the pick up later, whoever is left then.',
    pick: 'Pick for this team',
    pickHow: 'Choose a player in the list: you pick for the team on the clock.',
    picking: (team: string) => `You are picking for ${team}`,
    managers: 'Managers',
    autopilots: 'Autopilots',
    cancel: 'Cancel the draft',
    cancelAsk: 'Cancel this draft for good?',
    cancelHow: 'Nobody can pick any more, and it cannot be taken back. The board stays as it is.',
    audit: 'Audit',
    auditHow: 'What commissioners and operators did, the newest first.',
    auditEmpty: 'Nothing yet.',
    operator: 'Operator',
    actions: {
      DRAFT_CREATED: 'created the draft',
      DRAFT_OPENED: 'started the draft',
      LEAGUE_CREATED: 'created the league',
      MANAGER_INVITED: 'invited a manager',
      INVITATION_CLAIMED: 'joined by an invitation',
      INVITATION_REVOKED: 'took an invitation back',
      DRAFT_PAUSED: 'paused the draft',
      DRAFT_RESUMED: 'resumed the draft',
      DRAFT_CANCELLED: 'cancelled the draft',
      PICK_MADE: 'picked for a team',
      AUTOPILOT_SET: 'switched an autopilot',
      MANAGER_SET: 'changed a manager',
    } as Readonly<Record<string, string>>,
  },
  tv: { lastPick: 'Last pick', before: 'Before it', watch: 'Watch on your phone', upNext: 'Up next' },
  results: {
    title: 'Results',
    byTeam: 'By team',
    byRound: 'By round',
    csv: 'CSV',
    json: 'JSON',
    copyTable: 'Copy for a spreadsheet',
    print: 'Print the board',
    notYet: 'The draft goes on: these are the picks so far.',
    columns: ['Pick', 'Round', 'Team', 'Player', 'Positions', 'Pro team', 'Source'] as const,
  },
  replay: {
    title: 'Replay',
    slider: 'Event',
    play: 'Play',
    stop: 'Stop',
    at: (n: number, of: number) => `Event ${n} of ${of}`,
    link: 'Copy the link to this moment',
    none: 'Nothing happened yet: a replay needs events.',
  },
  settings: {
    title: 'Settings',
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
    signedInAs: (name: string) => `Signed in as ${name}`,
  },
  errors: {
    broken: 'Something in this page broke',
    brokenHow:
      'Your draft is not affected: it lives on the server. Load the page again; if it happens twice, tell whoever runs the service what is written below.',
    reload: 'Load again',
    notFound: 'There is nothing at this address',
    notFoundHow: 'The link may be cut off. Start from the first page.',
    unreachable: 'The service cannot be reached. Check your connection; it is tried again by itself.',
    old: 'This browser is too old for the draft room. Chrome 123, Firefox 128 and Safari 17.5, or newer, work.',
  },
};

const CAUSES: Readonly<Record<string, string>> = {
  COMMISSIONER: 'by the commissioner',
  FAILING: 'because the clock could not pick',
  NO_PLAYER_FITS: 'because no free player fits the roster',
};

/** Names for the texts of the log. */
export interface Names {
  readonly team: (id: string) => string;
  readonly player: (id: string) => string;
}

/** What an event says in the log. */
export function eventLine(event: FollowedEvent, { team, player }: Names): string {
  switch (event.__typename) {
    case 'DraftCreated':
      return 'The draft was created';
    case 'DraftOpened':
      return `The draft started: ${team(event.teamId)} is on the clock`;
    case 'DraftPicked':
      return t.room.pickLine(team(event.teamId), player(event.playerId), event.pickNumber);
    case 'DraftPaused':
      return `Paused ${CAUSES[event.cause] ?? ''}`.trim();
    case 'DraftResumed':
      return `Resumed: ${team(event.teamId)} is on the clock`;
    case 'DraftTimeReturned':
      return `Nobody was there to pick in time, so ${team(event.teamId)} has time again`;
    case 'DraftAutopilotChanged':
      return `Autopilot of ${team(event.teamId)} is ${event.autopilot ? 'on' : 'off'}`;
    case 'DraftManagerChanged':
      return event.managerId === null
        ? `${team(event.teamId)} has no manager now`
        : `${team(event.teamId)} has a new manager`;
    case 'DraftSkipped':
      return `The pick of ${team(event.teamId)} was passed over ${event.cause === 'CLOCK' ? 'when its clock ran out' : 'by the commissioner'}`;
    case 'DraftClockRanOut':
      return `The clock of ${team(event.teamId)} ran out; the draft waits for the pick`;
    case 'DraftTimeAdded':
      return `${team(event.teamId)} has ${count(Math.abs(event.seconds), 'second')} ${event.seconds < 0 ? 'less' : 'more'}`;
    case 'DraftClockReset':
      return `The clock of ${team(event.teamId)} began anew`;
    case 'DraftSettingsChanged':
      return 'The commissioner changed the settings';
    case 'DraftCompleted':
      return 'The draft is over';
    case 'DraftCancelled':
      return 'The draft was cancelled';
    default:
      return 'Something changed';
  }
}
