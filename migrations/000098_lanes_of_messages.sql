-- A message of a league's source waits behind those of its own league, whatever league it names: anybody may write any league into a message, and
-- one that was long in coming held up the messages of others.
alter table app_public.inbox alter column league_id drop expression;
comment on column app_public.inbox.league_id is
  'The league of its source; of a source of all leagues the one that it is about. Its messages are handled one after the other.';

update app_public.inbox m set league_id = s.league_id
from app_public.sources s
where s.id = m.source_id and s.league_id is not null and m.league_id is distinct from s.league_id;

create or replace function app_private.place_message() returns trigger language plpgsql as 'begin return new; end';
create trigger inbox_messages_wait_in_their_league before insert on app_public.inbox
  for each row execute function app_private.place_message();
