-- A secret seed of 32 bytes, from the strong source of gen_random_uuid (122 bits each).
create or replace function app_private.new_seed()
returns bytea
language sql
volatile
as $$
  select sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
$$;
