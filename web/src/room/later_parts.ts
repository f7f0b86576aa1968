export { ConfirmPick } from './ConfirmPick.tsx';
export { LogPane } from './LogPane.tsx';
export { Players } from './Players.tsx';
export { QueuePane } from './QueuePane.tsx';
export { RosterPane } from './RosterPane.tsx';
