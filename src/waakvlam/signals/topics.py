"""Topics in words; a code that is no topic any more stays as it was."""

from waakvlam.resources.words import Topic


def topic_label(topic: str) -> str:
    return str(Topic(topic).label) if topic in Topic.values else topic
