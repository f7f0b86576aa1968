-- Most drafts have the roster slots of another: who reads many compares the text and reads it once.
alter type app_private.draft_context alter attribute roster_slots type text;
