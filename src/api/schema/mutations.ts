import type { z } from 'zod';
import type { Actor, Credential } from '../../database/actor.ts';
import * as door from '../../database/door.ts';
import { revokeInvitation } from '../../database/identity.ts';
import { createDraft } from '../../orchestrator/create_draft.ts';
import { openDraft } from '../../orchestrator/open_draft.ts';
import { createEventTicket } from '../event_tickets.ts';
import type { Caller } from '../identity/identify.ts';
import { invite, inviteAll } from '../identity/invitations.ts';
import type { ApiServices } from '../services.ts';
import { actorOf } from '../viewer.ts';
import { inputs, parseInput } from './inputs.ts';

/** A mutation: its arguments as they arrive, who asks, and what the payload is read from. */
export interface Mutation {
  readonly argumentNames: readonly string[];
  run(raw: unknown, caller: Caller): Promise<Record<string, unknown>>;
}

type Change = (db: ReturnType<ApiServices['db']>, draftId: string, actor: Actor) => Promise<number>;

/** Every mutation of the API: arguments checked, one call of the door, then the announcement. */
export function mutations(services: ApiServices): Readonly<Record<string, Mutation>> {
  const { db, announcer, metrics, access } = services;

  function mutation<Input>(
    shape: z.ZodType<Input> & { shape?: Record<string, unknown> },
    run: (input: Input, actor: Actor, credential: Credential) => Promise<Record<string, unknown>>,
  ): Mutation {
    return {
      argumentNames: Object.keys(shape.shape ?? {}),
      run: (raw, { viewer, credential }) => run(parseInput(shape, raw), actorOf(viewer), credential),
    };
  }

  function draftChange(change: Change): Mutation {
    return mutation(inputs.draft, async ({ draftId }, actor) => {
      announcer().announce({ draftId, version: await change(db(), draftId, actor) });
      return { draftId };
    });
  }

  return {
    createLeague: mutation(inputs.createLeague, async ({ name, teams }, actor) => {
      const listed = teams.map((team) => ({ name: team.name, managerId: team.managerId ?? null }));
      return { leagueId: await door.createLeague(db(), { name, teams: listed }, actor) };
    }),
    setTeamManager: mutation(inputs.setTeamManager, async ({ teamId, managerId }, actor) => {
      const changed = await door.setTeamManager(db(), teamId, managerId ?? null, actor);
      for (const one of changed) announcer().announce(one);
      return { teamId };
    }),
    inviteManager: mutation(inputs.team, async ({ teamId }, actor) => ({
      ...(await invite(db(), { teamId, actor, publicUrl: access.publicUrl })),
    })),
    inviteManagers: mutation(inputs.teams, async ({ teamIds }, actor) => ({
      invitations: await inviteAll(db(), { teamIds, actor, publicUrl: access.publicUrl }),
    })),
    revokeInvitation: mutation(inputs.invitation, async ({ invitationId }, actor) => ({
      teamId: await revokeInvitation(db(), invitationId, actor),
    })),
    createDraft: mutation(inputs.createDraft, async ({ settings: given, ...rest }, actor) => ({
      draftId: await createDraft(db(), { ...rest, ...given }, actor),
    })),
    startDraft: draftChange(openDraft),
    pauseDraft: draftChange(door.pauseDraft),
    resumeDraft: draftChange(door.resumeDraft),
    cancelDraft: draftChange(door.cancelDraft),
    makePick: mutation(inputs.makePick, async (input, actor) => {
      const { draftId, pickNumber, version, nextDeadline, outcome, source } = await door.applyPick(db(), {
        kind: 'MANUAL',
        ...input,
        actor,
      });
      if (outcome === 'picked') metrics.picked(source ?? 'UNKNOWN', null);
      // Only the first answer knows the next deadline; a repeated one read it from nowhere.
      announcer().announce(outcome === 'picked' ? { draftId, version, nextDeadline } : { draftId, version });
      return { draftId, pickNumber, repeated: outcome === 'repeated' };
    }),
    setQueue: mutation(inputs.setQueue, async ({ draftId, teamId, playerIds }, actor) => ({
      draftId,
      playerIds: await door.setQueue(db(), draftId, teamId, playerIds, actor),
    })),
    addToQueue: mutation(inputs.addToQueue, async ({ place, ...wish }, actor) => ({
      draftId: wish.draftId,
      playerIds: await door.addToQueue(db(), { ...wish, place: place ?? null }, actor),
    })),
    moveInQueue: mutation(inputs.moveInQueue, async (wish, actor) => ({
      draftId: wish.draftId,
      playerIds: await door.moveInQueue(db(), wish, actor),
    })),
    removeFromQueue: mutation(inputs.removeFromQueue, async (wish, actor) => ({
      draftId: wish.draftId,
      playerIds: await door.removeFromQueue(db(), wish, actor),
    })),
    createEventTicket: mutation(inputs.draft, async ({ draftId }, actor, credential) => ({
      ...(await createEventTicket(db(), { draftId, actor, credential })),
    })),
    setAutopilot: mutation(inputs.setAutopilot, async ({ draftId, teamId, autopilot }, actor) => {
      const version = await door.setAutopilot(db(), draftId, teamId, autopilot, actor);
      announcer().announce({ draftId, version });
      return { draftId };
    }),
  };
}
