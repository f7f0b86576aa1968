-- HMAC-SHA256 (RFC 2104) of a message under a key of at most 64 bytes.
create or replace function app_private.hmac_sha256(key bytea, message bytea)
returns bytea
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  block constant integer := 64;
  inner_pad bytea := decode(repeat('36', block), 'hex');
  outer_pad bytea := decode(repeat('5c', block), 'hex');
begin
  for place in 0 .. octet_length(key) - 1 loop
    inner_pad := set_byte(inner_pad, place, get_byte(inner_pad, place) # get_byte(key, place));
    outer_pad := set_byte(outer_pad, place, get_byte(outer_pad, place) # get_byte(key, place));
  end loop;
  return sha256(outer_pad || sha256(inner_pad || message));
end;
$$;
