"""Parts of locks that can be taken away without anything changing, by the mutant's name, and why that is so."""

# Of policies and walls.
RULES = {
    r"`r.organisation_id = wall_organisation\(\)`$": "the subselect stands behind the wall of reach, which asks the same",
    r"`\(wall_only\(\) is null or wall_only\(\) = r.subject_id\)`$": "the subselect stands behind the wall of reach, which asks the same",
    r"^rights_request, update: without `\(\(": "found and left by the desk or its resident: each of the two clauses holds the other",
    r"^arrears_noticecontent, insert: without `(t\.)?organisation_id = ": "the track stands behind a wall that asks the same",
    r"^arrears_noticecontent, insert: without `wall_(only|purpose)\(\)": "basis and track stand behind walls that ask the same",
    r"^breakthroughs_decision, insert: without `(exists \(select 1 from access_reach|\(?r\.)": "the breakthrough stands behind a wall that asks the same",
    r"^signals_door, update: without `wall_purpose\(\) in \('administration', 'signal'\)`$": "what is left is for managing only",
    r"^handovers_permission, update: without `\(wall_only": "what is left must be of a handover that this link shows",
}
_NAMES = "names of organisations that another query gave by their ids"
_PUBLIC = "names and outlines of public neighbourhoods: the same in every network"
_BATCH = "rows of a file that was found as ours"
_BOTH = "two filters ask the same: each holds the other"
# Of queries: without the first of two filters that say the same, the second holds alone.
QUERIES = {
    r"^access\.queries\.member_by_email: without `network_id`": "whoever works for us is of our network",
    r"^arrears\.queries\.coaching\.(given|new_tenants): ": "whose home is not ours falls away where its address is looked up",
    r"^arrears\.queries\.imports\.refused: ": _BATCH,
    r"^arrears\.queries\.notices\.notices: ": "the ids come out of reach itself, for the same compartment",
    r"^arrears\.queries\.tracks\.homes_for: ": "a debt track on a home of ours is ours",
    r"^breakthroughs\.queries\.(obstacles\.obstacles|silence\.(exported|screen)): without `network_id`": _NAMES,
    r"^breakthroughs\.queries\.rates\._explanations: without `network_id`": "of partners that were found in this network",
    r"^breakthroughs\.queries\.rates\.rates: without `network_id`": "who has neither figures nor words of this network falls away",
    r"^handovers\.queries\.composing\._again: ": "where it came from and what was sent are both the sender's alone: each holds the other",
    r"^handovers\.queries\.files\.enclosure: ": "a link opens the files of its one handover and no other",
    r"^outreach\.queries\.announcements\.announcements: ": "of a round that was found as ours",
    r"^outreach\.queries\.batches\.is_large_(list|register): ": "a size, from thousands of homes on",
    r"^outreach\.queries\.coverage\._areas: ": _PUBLIC,
    r"^outreach\.queries\.joint\.invitation: ": _BOTH,
    r"^people\.queries\.blocks\.blocks: without `organisation_id` \(3\)": "homes in blocks that were found as ours",
    r"^people\.queries\.imports\._gone: ": "of a source that is one register's own",
    r"^people\.queries\.imports\.problems: ": _BATCH,
    r"^people\.queries\.residents\.neighbourhoods: ": _PUBLIC,
    r"^resources\.queries\.history: ": "of a service that was found in this network",
    r"^rights\.queries\.desk\.request_page: ": "who asked us stands in our register",
    r"^rights\.queries\.receipt\.own_requests?: without `organisation_id`": "a resident stands in one register",
    r"^signals\.queries\.nuisance\._rows: ": f"{_BATCH}, by a role that may",
    r"^signals\.queries\.one\.follow_up: ": "its signal must lie with us, which is looked up next",
    r"^signals\.queries\.overs\.askable: ": "what we work on and another holds is what we gave",
    r"^signals\.queries\.(overs|rooms)\.to_us: without `network_id`": _NAMES,
    r"^signals\.queries\.reading\.reports: ": _BOTH,
    r"^signals\.queries\.reporting\.reported: ": "a signal has one teller, with whoever brought it in",
}
SAME = RULES | QUERIES
