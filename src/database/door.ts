export { createLeague, setTeamManager } from './leagues.ts';
export { cancelDraft, pauseDraft, resumeDraft, setAutopilot } from './life_cycle.ts';
export { applyPick } from './picks.ts';
export { addToQueue, moveInQueue, removeFromQueue, setQueue } from './queues.ts';
