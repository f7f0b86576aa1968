import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { sessionRequest } from '../state/service.ts';
import { t } from '../texts.ts';
import { Message } from '../ui/Message.tsx';

/** Where the link leads that the service prints: it signs in whoever started it, once. */
export function SignIn() {
  const [, go] = useLocation();
  const [hasFailed, setFailed] = useState(false);
  // Two runs of the effect must not use the link up twice.
  const isStarted = useRef(false);
  useEffect(() => {
    if (isStarted.current) return;
    isStarted.current = true;
    const link = location.hash.slice(1);
    history.replaceState(null, '', '/sign-in');
    signIn(link).then(
      () => go('/', { replace: true }),
      () => setFailed(true),
    );
  }, [go]);
  if (!hasFailed) return <main className="centre muted">{t.signIn.title}</main>;
  return (
    <Message title={t.signIn.failed}>
      <p className="muted">{t.signIn.failedHow}</p>
    </Message>
  );
}

/** Uses the link; a browser that is signed in already needs none. */
async function signIn(link: string): Promise<void> {
  try {
    await sessionRequest('/session', 'POST', { link });
  } catch (error) {
    const { userId } = await sessionRequest<{ userId: string | null }>('/session', 'GET');
    if (userId === null) throw error;
  }
}
