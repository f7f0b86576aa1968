import type { Attack } from '../attack.ts';
import { requestText, swarm } from './swarm.ts';

const CONNECTIONS = 50;

/** Guesses the secrets of invitations, as many as are answered. */
export const guessedInvitations: Attack = {
  name: 'guessed_invitations',
  run: (target, run) =>
    swarm(target, run, CONNECTIONS, (socket) => {
      const guess = () => {
        const body = { invitation: `${run.random()}`, name: 'Nobody' };
        socket.write(requestText('POST', '/session', { body }));
      };
      socket.on('data', guess);
      guess();
    }),
};
