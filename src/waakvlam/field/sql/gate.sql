-- Functions of the app at the door that work before anybody is known.

-- Whether a phone still stands: not wiped, not expired, and its person still works here. Asked with a
-- secret of 256 bits that only the phone has, also when nobody is signed in on it: a thief is not.
create or replace function field_device_stands(wanted bytea, at_moment timestamptz) returns boolean
language sql security definer stable set search_path = public, pg_temp as $$
  select exists (
    select 1 from field_device d join access_membership m on m.id = d.membership_id
     where d.token = wanted and d.wiped_at is null and d.expires_at > at_moment
       and m.since <= at_moment and (m.until is null or m.until > at_moment))
$$;
