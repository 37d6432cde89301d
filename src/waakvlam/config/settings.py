"""All settings, in one file. Each is read from the environment by a typed reader that fails
loudly with the remedy. The table in docs/handbook/operators/settings.md is generated from it.
"""

import os
from pathlib import Path

from waakvlam.config import database
from waakvlam.config.environment import flag, hour, number, secret, secret_if_given, text, words

HERE = Path(__file__).resolve().parents[3]
PACKAGE = HERE / "src" / "waakvlam"

DATABASE_URL = text("DATABASE_URL", "", "postgresql://… of the application's role; empty: embedded")
DATABASE_OWNER_URL = text("DATABASE_OWNER_URL", "", "postgresql://… of the owner's role, for migrations")
EMBEDDED = not DATABASE_URL
DEMO = flag("WAAKVLAM_DEMO", False, "demo mode: sign in as the cast. Refused with a real DATABASE_URL")
DEMO_ON_REAL_DATABASE = flag("WAAKVLAM_DEMO_ON_REAL_DATABASE", False,
                             "allow demo mode with a real DATABASE_URL (never with real data)")
DEBUG = flag("WAAKVLAM_DEBUG", False, "Django's debug pages; for engineers only")
PRODUCTION = not EMBEDDED and not DEMO
SECRET_KEY = secret("WAAKVLAM_SECRET_KEY", needed=PRODUCTION, meaning="signs cookies and links")
SIGNIN_KEY = secret("WAAKVLAM_SIGNIN_KEY", needed=PRODUCTION, meaning="encrypts what makes one-time codes")
SUBJECT_KEY = secret("WAAKVLAM_SUBJECT_KEY", needed=PRODUCTION,
                     meaning="encrypts the ids of data subjects in the processing log")
FILE_KEY = secret("WAAKVLAM_FILE_KEY", needed=PRODUCTION,
                  meaning="seals the keys of photos and documents that people add")
FILE_KEY_OLD = secret_if_given("WAAKVLAM_FILE_KEY_OLD",
                               "the file key before this one, until `waakvlam attachments rewrap` is done")
SEAL_KEY = secret_if_given("WAAKVLAM_SEAL_KEY", "signs the seals on the logs; empty: made from the secret key")
SEAL_OLD_KEYS = words("WAAKVLAM_SEAL_OLD_KEYS", "",
                      "public keys that signed seals before; `waakvlam audit keys` prints the one of now")
ALLOWED_HOSTS = words("WAAKVLAM_HOSTS", "127.0.0.1 localhost [::1] testserver",
                      "host names that the server answers to")
CSRF_TRUSTED_ORIGINS = words("WAAKVLAM_ORIGINS", "", "origins with scheme, behind a proxy")
BASE_URL = text("WAAKVLAM_BASE_URL", "http://127.0.0.1:8000", "address in mails and letters")
SECURE = flag("WAAKVLAM_HTTPS", PRODUCTION, "cookies, redirects and HSTS for https")

MODULES = ["kit", "access", "post", "signin", "people", "resources", "attachments", "outreach", "checkins",
           "tenancies", "handovers", "maintenance", "arrears", "signals", "cases", "meetings", "breakthroughs", "keeping", "insight", "rights", "exchange", "oversight",
           "web", "field", "api", "demo"]
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django_htmx",
    "procrastinate.contrib.django",
    *(f"waakvlam.{name}" for name in MODULES if (PACKAGE / name / "__init__.py").exists()),
    "waakvlam.config.apps.ConfigApp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "waakvlam.web.headers.SecurityHeaders",
    "waakvlam.web.headers.OnlyEncrypted",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "waakvlam.access.limits.Limits",
    "waakvlam.access.middleware.Identity",
]
ROOT_URLCONF = "waakvlam.config.urls"
WSGI_APPLICATION = "waakvlam.config.wsgi.application"
APPEND_SLASH = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": True,
    "OPTIONS": {
        "context_processors": [
            "django.template.context_processors.request",
            "django.contrib.messages.context_processors.messages",
            "waakvlam.web.context.frame",
        ],
        "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
    },
}]

# --- database -------------------------------------------------------------------------------
EMBEDDED_SERVER = database.embedded()
EMBEDDED_NAME = text("WAAKVLAM_DATABASE", "waakvlam", "name of the embedded database")


def _databases() -> dict[str, dict[str, object]]:
    base: dict[str, object] = {
        "ENGINE": "django.db.backends.postgresql",
        "ATOMIC_REQUESTS": False,  # the identity middleware opens the transaction itself
        "CONN_MAX_AGE": number("WAAKVLAM_CONN_MAX_AGE", 600, "seconds that a connection is kept: a new one plans everything anew"),
        "CONN_HEALTH_CHECKS": True,
        # PgBouncer in transaction mode may stand between: no state outlives a transaction.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
    if EMBEDDED:
        socket = os.environ.get("WAAKVLAM_SOCKET") or str(EMBEDDED_SERVER.socket)
        shared = {"NAME": EMBEDDED_NAME, "HOST": socket}
        return {"default": {**base, **shared, "USER": database.APP},
                "owner": {**base, **shared, "USER": database.OWNER}}
    return {"default": {**base, **database.connection(DATABASE_URL)},
            "owner": {**base, **database.connection(DATABASE_OWNER_URL or DATABASE_URL)}}


DATABASES = _databases()
DATABASE_ROUTERS: list[str] = []

# --- sessions, cookies, headers ---------------------------------------------------------------
SESSION_ENGINE = "waakvlam.signin.store"
SESSION_HOURS = number("WAAKVLAM_SESSION_HOURS", 12, "hours that a session lasts at most; it never lasts past the hour below")
SESSION_NIGHT = hour("WAAKVLAM_SESSION_NIGHT", 4, "hour in the Netherlands at which every session ends: one at which nobody works through")
SESSION_IDLE_MINUTES = number("WAAKVLAM_SESSION_IDLE_MINUTES", 30, "minutes without use after which a session ends")
# With __Host- a browser takes them only over https, for this host alone and from no other.
_HOST = "__Host-" if SECURE else ""
# What a page is about to say may name somebody: it stands in the reader's own browser, never with us.
MESSAGE_STORAGE = "waakvlam.web.said.Said"
SESSION_COOKIE_NAME = f"{_HOST}waakvlam"
CSRF_COOKIE_NAME = f"{_HOST}csrftoken"
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "waakvlam.web.errors.csrf_failed"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^api/", r"^scim/"]  # a system that calls these in the clear is refused, not helped (web.headers)
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_MB = number("WAAKVLAM_UPLOAD_MB", 200, "megabytes that one form with a file may be; more is not read at all")
FILE_UPLOAD_HANDLERS = ["waakvlam.web.uploads.Bounded", "django.core.files.uploadhandler.MemoryFileUploadHandler",
                        "django.core.files.uploadhandler.TemporaryFileUploadHandler"]
INTERNAL_HOSTS = words("WAAKVLAM_INTERNAL_HOSTS", "", "hosts inside your own network that Waakvlam may call "
                       "(a sign-in service, a receiver of events); all others must be public and https")
PLACES = words("WAAKVLAM_PLACES", "", "the only hosts outside that Waakvlam may call; empty: each public one over https that an "
               "administrator fills in")
SCANNER = text("WAAKVLAM_SCANNER", "", "clamd: /path/of/its.sock or host:port; with one set no file is kept that it did not look at")
LEAKED_PASSWORDS = text("WAAKVLAM_LEAKED_PASSWORDS", "", "file of leaked passwords: SHA-1 in hex, a line each, in order "
                        "(as the downloader of Pwned Passwords writes it); empty: only the list that comes along")
PASSKEY_HOST = text("WAAKVLAM_PASSKEY_HOST", "", "host name that passkeys are bound to; empty: the one in the address")
PROXIES = number("WAAKVLAM_PROXIES", 1 if SECURE else 0,
                 "trusted proxies in front; the address of a visitor is what the nearest one saw")
# Many people behind one address (a large office) need more room; the demo is for everybody to try.
LIMIT_FACTOR = number("WAAKVLAM_LIMIT_FACTOR", 50 if DEMO else 1,
                      "multiplies how often one address or person may sign in or open links")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

# --- language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_NAME = f"{_HOST}waakvlam_language"
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
USE_THOUSAND_SEPARATOR = True

# --- files --------------------------------------------------------------------------------------
HOME = Path(os.environ.get("WAAKVLAM_HOME") or HERE / ".data")
MEDIA_ROOT = HOME / "files"
TOMBSTONES = Path(text("WAAKVLAM_TOMBSTONES", "", "file outside the database that remembers who was erased, without "
                       "names; empty: tombstones.jsonl in WAAKVLAM_HOME") or HOME / "tombstones.jsonl")
ATTACHMENTS = Path(text("WAAKVLAM_ATTACHMENTS", "", "folder of the photos and documents that people add, encrypted; with "
                        "several web servers one that they share; never below a web root; empty: attachments in "
                        "WAAKVLAM_HOME") or HOME / "attachments")
THEME = text("WAAKVLAM_THEME", "", "a partner's style sheet below static/, such as themes/utrecht.css")
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # filled by collectstatic in production only
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "waakvlam.web.storage.Bundled"
                    if PRODUCTION else "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# --- mail ---------------------------------------------------------------------------------------
EMAIL_HOST = text("WAAKVLAM_SMTP_HOST", "", "mail server; empty: mails wait in the outbox, visibly")
EMAIL_PORT = number("WAAKVLAM_SMTP_PORT", 25, "port of the mail server")
EMAIL_HOST_USER = text("WAAKVLAM_SMTP_USER", "", "account at the mail server")
EMAIL_HOST_PASSWORD = text("WAAKVLAM_SMTP_PASSWORD", "", "its password")
EMAIL_USE_TLS = flag("WAAKVLAM_SMTP_TLS", EMAIL_HOST not in database.OWN_MACHINE,
                     "STARTTLS to the mail server, whose certificate must be right; off by itself only on this machine")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = text("WAAKVLAM_FROM", "waakvlam@example.org", "sender of mails")

MAILBOX_HOST = text("WAAKVLAM_MAILBOX_HOST", "", "IMAP server of the mailbox that becomes signals; empty: no mailbox is read")
MAILBOX_PORT = number("WAAKVLAM_MAILBOX_PORT", 993, "its port; 993 is TLS from the first byte, any other starts with STARTTLS")
MAILBOX_USER = text("WAAKVLAM_MAILBOX_USER", "", "account of the mailbox")
MAILBOX_PASSWORD = secret_if_given("WAAKVLAM_MAILBOX_PASSWORD", "its password")
MAILBOX_FOLDER = text("WAAKVLAM_MAILBOX_FOLDER", "INBOX", "folder that is read")
MAILBOX_DONE = text("WAAKVLAM_MAILBOX_DONE", "Waakvlam-verwerkt", "folder where a message goes once it is a signal or was counted")
MAILBOX_LOOK = text("WAAKVLAM_MAILBOX_LOOK", "Waakvlam-bekijken", "folder of messages that a person must look at")
MAILBOX_DAYS = number("WAAKVLAM_MAILBOX_DAYS", 14, "days after which a message leaves the first of these folders for good")
MAILBOX_CA = text("WAAKVLAM_MAILBOX_CA", "", "file with the certificate authority of the IMAP server; empty: those of the system")

SMS_URL = text("WAAKVLAM_SMS_URL", "", "https address of the SMS gateway; empty: SMS wait, visibly")
SMS_TOKEN = text("WAAKVLAM_SMS_TOKEN", "", "bearer token of the SMS gateway")
SIGNALEN_URL = text("WAAKVLAM_SIGNALEN_URL", "", "https address of the municipality's Signalen, /signals/v1/public/signals/; empty: reports wait, visibly")

LOGBOEK_URL = text("WAAKVLAM_LOGBOEK_URL", "", "https address (…/v1/traces) of a Logboek Dataverwerkingen that "
                   "takes OTLP over HTTP; empty: processing lines stay here")
LOGBOEK_TOKEN = secret_if_given("WAAKVLAM_LOGBOEK_TOKEN", "bearer token of that Logboek")

# --- residents' rights --------------------------------------------------------------------------
RIGHTS_TERMS = text("WAAKVLAM_RIGHTS_TERMS", "2018-05-25 1 2 art. 12 lid 3 AVG",
                    "terms for answering residents: since, months, months of extension, source; more rows after a semicolon")
RESIDENT_SIGN_IN = text("WAAKVLAM_RESIDENT_SIGN_IN", "",
                        "Python path of a provider of DigiD's kind for residents, as waakvlam.rights.openid.Provider; empty: only codes")
RESIDENT_PROVIDERS = text("WAAKVLAM_RESIDENT_PROVIDERS", "",
                          "for that client: network, organisation, issuer, client id, client_secret_post or private_key_jwt, "
                          "levels of assurance; one per network, more after a semicolon")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "waakvlam.config.lines.Line", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Lines of Django's request logger hold addresses with ids only, never names.
    "loggers": {"waakvlam": {"level": "INFO"}, "procrastinate": {"level": "WARNING"},
                "django.request": {"level": "ERROR"}},
}
if DEMO and not EMBEDDED and not DEMO_ON_REAL_DATABASE:
    raise SystemExit(
        "Demo mode signs anybody in and is refused with a real DATABASE_URL. Unset WAAKVLAM_DEMO, "
        "or set WAAKVLAM_DEMO_ON_REAL_DATABASE=1 where that database holds no real people."
    )
