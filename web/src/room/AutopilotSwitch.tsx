import { useState } from 'react';
import type { LiveTeam } from '../../../client/live_state.ts';
import { reasonOf, service } from '../state/service.ts';
import { say } from '../state/toasts.ts';
import { Switch } from '../ui/Switch.tsx';
import { useRoom } from './room_state.ts';

/** The autopilot of a team. What it shows comes from the draft's events, so it is the same in every tab. */
export function AutopilotSwitch({ team, label }: { readonly team: LiveTeam; readonly label: string }) {
  const { live, isOver } = useRoom();
  const [isBusy, setBusy] = useState(false);
  async function set(isOn: boolean) {
    setBusy(true);
    try {
      await service.setAutopilot(live.draftId, team.id, isOn);
    } catch (error) {
      say(reasonOf(error));
    }
    setBusy(false);
  }
  return (
    <Switch
      label={label}
      isOn={team.autopilot}
      isDisabled={isBusy || isOver}
      onChange={(isOn) => void set(isOn)}
    />
  );
}
