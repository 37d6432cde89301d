"""Households are believable, lawful to keep, and the same each time."""

from collections import Counter

import phonenumbers

from waakvlam.demo import cast, names, offers, people


def test_three_homes_in_a_hundred_stand_empty_and_every_household_has_one_tenant():
    found = people.population()
    living = [h for h in found if h.till is None]
    assert 11_500 < len(living) < 11_700
    assert all(Counter(r.role for r in h.residents)["tenant"] == 1 for h in found)


def test_the_hard_cases_all_occur():
    found = people.population()
    residents = [r for h in found for r in h.residents]
    assert sum(h.till is not None for h in found) > 500  # moved
    assert sum(r.died is not None for r in residents) > 50
    assert sum(h.secret for h in found) > 20
    assert sum(r.do_not_call for r in residents) > 50
    assert sum(len(r.phones) > 1 for r in residents) > 1000
    assert sum(bool(r.infix) for r in residents) > 3000
    assert {h.arrears for h in found} == set(people.ARREARS)


def test_every_number_is_valid_and_none_can_be_a_real_line_at_home():
    numbers = {p.number for h in people.population()[:2000] for r in h.residents for p in r.phones}
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(n)) for n in numbers)
    assert all(n.startswith(("+313200", "+31680")) for n in numbers)


def test_mail_goes_nowhere():
    mails = [r.email for h in people.population() for r in h.residents if r.email]
    assert all(m.endswith(("@example.org", "@example.net")) for m in mails)


def test_nobody_has_what_may_not_be_kept():
    """Rule R4: not even as an empty field."""
    fields = set(people.Resident.__slots__) | set(people.Household.__slots__)
    assert not fields & {"bsn", "nationality", "marital_status", "income", "sex", "gender", "birth_country"}


def test_the_same_seed_gives_the_same_people_and_another_seed_others():
    homes = people.population()[0].dwelling, people.population()[5].dwelling
    assert list(people.households(homes)) == list(people.households(homes))
    assert list(people.households(homes)) != list(people.households(homes, seed=2))


def test_tussenvoegsels_are_split_from_the_name():
    assert (names.split_infix("van den Berg").infix, names.split_infix("van den Berg").name) == ("van den", "Berg")
    assert names.split_infix("El Idrissi").infix == "El"
    assert names.split_infix("Vandenbergh").infix == ""


def test_the_cast_has_somebody_for_each_role_and_works_where_it_exists():
    organisations = {o.slug: o for o in cast.ORGANISATIONS}
    assert Counter(o.kind for o in cast.ORGANISATIONS)["housing_association"] == 3
    on_cards = {role for p in cast.PEOPLE if p.on_card for role in p.roles}
    assert on_cards == {
        "caller", "coordinator", "district_worker", "community_officer", "care_worker", "volunteer",
        "keeper", "steward", "board", "privacy_officer", "administrator"}
    for person in cast.PEOPLE:
        teams = dict(organisations[person.organisation].teams)
        assert not person.team or person.team in teams


def test_every_offer_names_a_contact_in_its_own_organisation_where_that_has_accounts():
    accounts = {o.slug: o.has_accounts for o in cast.ORGANISATIONS}
    for offer in offers.OFFERS:
        assert bool(offer.contact) == accounts[offer.organisation], offer.name
        assert not offer.contact or cast.person(offer.contact).organisation == offer.organisation, offer.name
