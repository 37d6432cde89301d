"""Coming in: passwords, passkeys, one-time codes, an organisation's own sign-in, sessions.

Owns sessions, second factors, providers, requests to reset a factor, emergency access. Personal
data held: names of devices and keys that people at work gave them, encrypted secrets. May import:
kit, access, post.
"""
