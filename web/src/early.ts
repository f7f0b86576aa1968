// Runs while most of the room is still on its way: what the address names is asked for already.
import { askEarly } from './state/early_room.ts';

askEarly(location.pathname);
