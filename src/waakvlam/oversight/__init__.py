"""Unusual reading, as questions: never a verdict, never a score.

Each night the log is asked where somebody looked more, later, nearer to home or more often than
usual; the privacy officer asks the person, and writes down the explanation. Owns questions and the
thresholds they come from. Personal data held: which colleague a question is about; of residents an
encrypted id. May import: kit, access, post, people.
"""
