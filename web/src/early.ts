// Runs while most of the room is still on its way: what the address names is asked for already, and the page looks as this person likes it.
import { askEarly } from './state/early_room.ts';
import { fitPicture } from './state/picture.ts';
import { apply } from './state/preferences.ts';

apply();
askEarly(location.pathname);
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', fitPicture);
else fitPicture();
