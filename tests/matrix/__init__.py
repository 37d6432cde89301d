"""Every address × every role × every relation to what it shows × state, against a model of its own.

`model` says in data who may know what; it calls nothing of the product. `town` makes a person for
each role in each relation. `subjects` plants unique words in a thing per state. The tests call
every address as everybody and search each answer for the words: none that the model forbids, and
each that it promises. The number of cells judged goes to docs/reference/access.md.
"""
