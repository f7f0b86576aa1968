-- A pick that no free player fits: its commissioner may take any player for it, and the event says that the rule was waived.
alter type app_private.judged_pick add attribute roster_waived boolean;
