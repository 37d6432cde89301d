"""Files that people add: a photo or a PDF, made anew before it is kept, encrypted at rest, served as a download.

Owns files that somebody keeps for the own organisation. Personal data held: what stands on a photo or in a
document, and its name. How another module uses it:

- `commands.keep(...)` looks at the content, takes out what nobody sees (place, comments, scripts) and keeps the
  rest. Nothing that is typed or sent along decides what it is.
- Whoever needs the file longer than a week points at it with a foreign key (PROTECT); what nobody points at
  goes with the nightly run. Or it makes a model of its own from `models.File` and takes the bytes over with
  `commands.hand_on`: that is how a handover sends a copy.
- `queries.bytes_of(who, file)` opens it for somebody within reach, and writes the line of the processing log.
- `serving.answer` makes the answer with its headers.

May import: kit, access, post, signin.
"""
