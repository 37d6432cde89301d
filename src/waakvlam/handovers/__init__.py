"""The warm handover (warme overdracht): from a request for help to help that arrived.

Owns permissions, necessities, handovers and their sent copies, steps, explanations, decisions
and the answers to “did it help?”. Personal data held: in the sent copy what the resident agreed
to share (name, home, contact, words); in permissions and internal notes what was said.
Compartments of a handover: `status` (both sides, no person in it), `content` (the sent copy),
`feedback` (words between both sides, only where the resident permits).
May import: kit, access, post, people, resources, outreach (their queries, commands and ids).
"""
