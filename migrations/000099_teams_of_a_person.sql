-- Whether a person plays in a league is asked by each pick and each read of theirs, and anybody may give them teams: thousands, each of which
-- was looked at. The index that begins alike stays until no release is left that was written for it.
create index teams_by_manager_and_league on app_public.teams (manager_id, league_id);
