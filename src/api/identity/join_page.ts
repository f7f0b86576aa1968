import { createHash } from 'node:crypto';
import type { BufferResult } from 'postgraphile/grafserv';

const STYLE = `
  :root { color-scheme: light dark; --ink: #16202e; --paper: #f3f5f8; --card: #fff; --line: #d5dbe4; --accent: #14532d; --bad: #9f1239; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e8edf4; --paper: #0e141d; --card: #18212e; --line: #303c4d; --accent: #4ade80; --bad: #fda4af; } }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
  main { width: 100%; max-width: 26rem; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 1rem; border-top: 4px solid var(--accent); }
  h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.2; text-wrap: balance; }
  p { margin: 0 0 1.25rem; }
  label { display: block; font-weight: 600; margin-bottom: .35rem; }
  input { width: 100%; padding: .7rem .8rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; }
  button { width: 100%; margin-top: 1rem; padding: .8rem; font: inherit; font-weight: 700; color: var(--card); background: var(--accent); border: 0; border-radius: .6rem; cursor: pointer; }
  button:disabled { opacity: .6; cursor: default; }
  input:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  [role=status] { margin: 1rem 0 0; }
  [role=status]:empty { margin: 0; }
  .bad { color: var(--bad); }`;

const SCRIPT = `
  const form = document.querySelector('form');
  const title = document.querySelector('h1');
  const text = document.querySelector('main p');
  const said = document.querySelector('[role=status]');
  const secret = location.hash.slice(1);
  let isSignedIn = false;
  function say(what, isBad) { said.textContent = what; said.className = isBad ? 'bad' : ''; }
  async function post(path, body) {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { errors, ...told } = await answer.json();
    if (errors) throw Object.assign(new Error(errors[0].message), errors[0].extensions);
    return told;
  }
  function sayWhy(error) {
    say(error instanceof TypeError ? 'The service cannot be reached. Check your connection, then try again.' : error.message, true);
    if (error.code !== 'INVITATION_INVALID') return;
    form.hidden = true;
    title.textContent = 'This link opens nothing';
    const { league, team } = error.numbers || {};
    text.textContent = team ? 'It was for the team ' + team + ' of the league ' + league + '.' : '';
  }
  async function look() {
    if (!secret) {
      form.hidden = true;
      return say('This link is not complete. Copy the whole of it, or ask your commissioner for a new one.', true);
    }
    try {
      const { league, team, signedInAs } = await post('/invitation', { invitation: secret });
      title.textContent = 'Join ' + league;
      isSignedIn = signedInAs !== null;
      text.textContent = 'You are invited to draft for the team ' + team + '. ' + (isSignedIn
        ? 'You are signed in as ' + signedInAs + '.'
        : 'Say who you are, and this browser is signed in. The link works once.');
      form.elements.name.required = !isSignedIn;
      document.querySelector('#who').hidden = isSignedIn;
      if (isSignedIn) form.querySelector('button').textContent = 'Join as ' + signedInAs;
    } catch (error) { sayWhy(error); }
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('button');
    button.disabled = true;
    say('One moment ...');
    try {
      await post('/session', { invitation: secret, ...(isSignedIn ? {} : { name: form.elements.name.value }) });
      history.replaceState(null, '', location.pathname);
      form.hidden = true;
      title.textContent = 'You are in';
      text.textContent = 'This browser is signed in for 30 days. You draft for your team from here.';
      say('');
    } catch (error) {
      button.disabled = false;
      sayWhy(error);
    }
  });
  look();`;

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Join your draft</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Your league is waiting</h1>
<p>Your commissioner invited you to draft for a team. Say who you are, and this browser is signed in. The link works once.</p>
<form>
<div id="who">
<label for="name">Your name</label>
<input id="name" name="name" autocomplete="name" maxlength="100" required autofocus>
</div>
<button>Join</button>
</form>
<p role="status"></p>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;

/** Lets exactly this script and this style run, and nothing else. */
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(SCRIPT)}`,
  `style-src ${hashOf(STYLE)}`,
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const buffer = Buffer.from(HTML);

/** The page that an invitation's link leads to. Opening it changes nothing, so a preview of the link does not use it up. */
export const joinPage: BufferResult = {
  type: 'buffer',
  statusCode: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-length': String(buffer.length),
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
  },
  buffer,
};
