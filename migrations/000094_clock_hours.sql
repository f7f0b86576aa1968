-- How punctual the clock was, hour by hour: what an operator's status tells of the last hours and of the last thirty days.

create table app_private.clock_hours (
  hour timestamptz primary key constraint "an hour begins on the hour" check (hour = date_trunc('hour', hour, 'UTC')),
  picks bigint not null,
  late bigint not null,
  constraint "no more picks are late than there are" check (late between 0 and picks)
);
comment on table app_private.clock_hours is
  'Picks that the clock made in an hour, and how many of them were more than 100 ms late.';
