-- What is left of a bank at an instant of a clock that began with so much in it: the bank runs from the end of the pick clock to the deadline,
-- in open time. Where there is no deadline, as in overtime, nothing of it is used any more. The only place that takes from a bank.
create or replace function app_private.bank_left(
  bank double precision,
  clock_ends_at timestamptz,
  deadline timestamptz,
  at timestamptz,
  quiet app_private.quiet_hours
)
returns double precision
language sql
stable
as $$
  select case
    when at > clock_ends_at and deadline > clock_ends_at then
      case
        when at >= deadline then 0
        -- To the microsecond, as instants are: a difference of floating-point numbers is not.
        else greatest(round((bank - app_private.time_between(clock_ends_at, at, quiet))::numeric, 6), 0)::double precision
      end
    else bank
  end;
$$;
