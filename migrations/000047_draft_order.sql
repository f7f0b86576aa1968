-- The order of a draft before it opens: changed by hand, or drawn in the open.

alter type app_public.draft_event_kind add value 'SLOTS_REORDERED';
alter type app_public.draft_event_kind add value 'WORD_GIVEN';
alter type app_public.draft_event_kind add value 'ORDER_DRAWN';

-- Slots are exchanged among teams by one statement: whether each has one of its own is looked at when it is done.
alter table app_public.draft_slots
  drop constraint draft_slots_pkey,
  add primary key (draft_id, slot) deferrable initially immediate,
  add column word text;
comment on column app_public.draft_slots.word is 'What the team''s manager gave for the draw of the order; null: nothing.';

create table app_private.draft_seeds (
  draft_id uuid primary key references app_public.drafts on delete cascade,
  seed bytea not null,
  drawn_at timestamptz,
  constraint draft_seeds_have_32_bytes check (octet_length(seed) = 32)
);
comment on table app_private.draft_seeds is
  'What the order of each draft is drawn from: secret until the draw, while everybody may know its SHA-256 from the beginning.';
comment on column app_private.draft_seeds.draft_id is 'The draft.';
comment on column app_private.draft_seeds.seed is 'The seed, made by chance when the draft was created.';
comment on column app_private.draft_seeds.drawn_at is 'When the order was drawn, and the seed told to everybody; null: it was not.';
-- Drafts that wait get one now. gen_random_uuid has 122 bits of a strong source.
insert into app_private.draft_seeds (draft_id, seed)
select d.id, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
from app_public.drafts d where d.state = 'SCHEDULED';
